"""Registry of the file formats of tables; apps register theirs."""

from collections.abc import Iterable, Iterator
from typing import Protocol
from urllib.parse import quote

from django.http import StreamingHttpResponse

from portal.l10n import current_language
from portal.pages import with_license_link


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
    """Return {suffix: format}."""
    return _formats


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
