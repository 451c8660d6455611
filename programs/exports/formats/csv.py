"""CSV, as Excel reads it."""

from portal.web import CSV_TYPE, csv_lines
from programs.exports.registry import Format


class CsvFormat(Format):
    suffix = "csv"
    name = "CSV"
    media_type = CSV_TYPE
    table = staticmethod(csv_lines)


FORMAT = CsvFormat()
