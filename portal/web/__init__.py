from portal.web.feeds import PortalFeed, xml_safe
from portal.web.lists import FilterGroup, ListFilters, page_links, pagination, requested_page
from portal.web.middleware import response_to
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
