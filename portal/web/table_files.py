"""Registry of the file formats of tables, to which apps add theirs, and CSV for spreadsheets."""

import csv
from collections.abc import Iterable, Iterator
from typing import Protocol
from urllib.parse import quote

from django.http import StreamingHttpResponse

from portal.l10n import current_language
from portal.pages import LICENSE_COLUMN, LICENSE_URL, with_license_link

CSV_TYPE = "text/csv; charset=utf-8; header=present"

#: Characters that begin a formula (OWASP, CSV Injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class TableFormat(Protocol):
    suffix: str
    name: str
    media_type: str

    def table(self, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str | bytes]:
        """Yield header and rows as the parts of a file."""


_formats: dict[str, TableFormat] = {}


def register_table_format(table_format: TableFormat) -> None:
    _formats[table_format.suffix] = table_format


def table_formats() -> dict[str, TableFormat]:
    return _formats


class _Echo:
    def write(self, line: str) -> str:
        return line


def neutral(text: str) -> str:
    """Escape a text that a spreadsheet would evaluate."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_lines(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield header and rows as CSV (RFC 4180) with a byte order mark, which Excel needs, and the licence last."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([*columns, LICENSE_COLUMN])
    for row in rows:
        yield writer.writerow([*map(neutral, row), LICENSE_URL])


class SuffixConverter:
    """URL converter from a file suffix to its format."""

    regex = "[a-z0-9]+"
    formats = staticmethod(table_formats)

    def to_python(self, value: str) -> TableFormat:
        if value not in self.formats():
            raise ValueError(value)
        return self.formats()[value]

    def to_url(self, value: TableFormat | str) -> str:
        return value if isinstance(value, str) else value.suffix


def file_response(file_name: str, parts: Iterable[str | bytes], media_type: str) -> StreamingHttpResponse:
    """Stream a file as an attachment, with a name in any script."""
    response = StreamingHttpResponse(parts, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file_name, safe='')}"
    response["Content-Language"] = current_language()
    return with_license_link(response)
