from portal.web.csv_files import csv_lines, csv_response
from portal.web.data_license import LICENSED, licensed
from portal.web.feeds import LicensedAtom, LicensedFeed, printable
from portal.web.filters import FilterGroup, Narrowing, page_asked, pages_from
from portal.web.paging import pagination

__all__ = [
    "LICENSED",
    "FilterGroup",
    "LicensedAtom",
    "LicensedFeed",
    "Narrowing",
    "csv_lines",
    "csv_response",
    "licensed",
    "page_asked",
    "pages_from",
    "pagination",
    "printable",
]
