"""CSV, as Excel reads it."""

from collections.abc import Iterable, Iterator

from portal.web import CSV_TYPE, csv_lines
from programs.exports.registry import Format


class CsvFormat(Format):
    suffix = "csv"
    name = "CSV"
    media_type = CSV_TYPE

    def table(self, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
        return csv_lines(columns, rows)


FORMAT = CsvFormat()
