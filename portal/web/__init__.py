from portal.web.feeds import PortalFeed, xml_safe
from portal.web.filters import FilterGroup, ListFilters
from portal.web.middleware import response_to
from portal.web.paging import page_links, pagination, requested_page
from portal.web.proxied_address import client_address
from portal.web.table_files import (
    CSV_TYPE,
    SuffixConverter,
    TableFormat,
    csv_lines,
    file_response,
    register_table_format,
    table_formats,
)
