from portal.web.csv_files import CSV_TYPE, csv_lines
from portal.web.feeds import PortalFeed, printable
from portal.web.filters import FilterGroup, Narrowing, page_asked, pages_from
from portal.web.paging import pagination
from portal.web.proxied_address import client_address
from portal.web.table_files import SuffixConverter, TableFormat, file_response, register_table_format, table_formats

__all__ = [
    "CSV_TYPE",
    "FilterGroup",
    "Narrowing",
    "PortalFeed",
    "SuffixConverter",
    "TableFormat",
    "client_address",
    "csv_lines",
    "file_response",
    "page_asked",
    "pages_from",
    "pagination",
    "printable",
    "register_table_format",
    "table_formats",
]
