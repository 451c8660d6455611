from portal.web.csv_files import csv_lines, csv_response
from portal.web.feeds import LicensedAtom, LicensedFeed, printable
from portal.web.filters import FilterGroup, Narrowing, page_asked, pages_from
from portal.web.paging import pagination
from portal.web.proxied_address import client_address

__all__ = [
    "FilterGroup",
    "LicensedAtom",
    "LicensedFeed",
    "Narrowing",
    "client_address",
    "csv_lines",
    "csv_response",
    "page_asked",
    "pages_from",
    "pagination",
    "printable",
]
from portal.pages.data_license import LICENSED, licensed
