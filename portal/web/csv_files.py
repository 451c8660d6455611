"""Files of rows that Excel reads: with a byte order mark, and nothing in them that runs."""

import csv
from collections.abc import Iterable, Iterator

from portal.pages import LICENSE_COLUMN, LICENSE_URL

CSV_TYPE = "text/csv; charset=utf-8; header=present"

#: What a spreadsheet would take for a formula (OWASP, CSV Injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def neutral(text: str) -> str:
    """Return the text so that no spreadsheet runs it."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


class _Echo:
    def write(self, line: str) -> str:
        return line


def csv_lines(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield a head and rows as CSV with a byte order mark (RFC 4180; Excel asks for the mark), their licence last."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([*columns, LICENSE_COLUMN])
    for row in rows:
        yield writer.writerow([*map(neutral, row), LICENSE_URL])
