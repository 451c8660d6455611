from portal.web.csv_files import csv_lines, csv_response
from portal.web.feeds import PortalFeed, printable
from portal.web.filters import FilterGroup, Narrowing, page_asked, pages_from
from portal.web.paging import pagination
from portal.web.proxied_address import client_address

__all__ = [
    "FilterGroup",
    "Narrowing",
    "PortalFeed",
    "client_address",
    "csv_lines",
    "csv_response",
    "page_asked",
    "pages_from",
    "pagination",
    "printable",
]
