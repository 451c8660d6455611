"""CSV files for spreadsheets: with a byte order mark, and without formulas."""

import csv
from collections.abc import Iterable, Iterator

from portal.pages import LICENSE_COLUMN, LICENSE_URL

CSV_TYPE = "text/csv; charset=utf-8; header=present"

#: Characters that begin a formula (OWASP, CSV Injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def neutral(text: str) -> str:
    """Escape a text that a spreadsheet would evaluate."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


class _Echo:
    def write(self, line: str) -> str:
        return line


def csv_lines(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield header and rows as CSV (RFC 4180) with a byte order mark, which Excel needs, and the licence last."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([*columns, LICENSE_COLUMN])
    for row in rows:
        yield writer.writerow([*map(neutral, row), LICENSE_URL])
