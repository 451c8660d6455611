"""The words of a file: PDF, DOCX, XLSX, ODT, ODS, CSV. Only so many of them, and from no file that is too large."""

import csv
import io
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile, ZipFile

#: Bytes of a file, and of what a packed one holds: a small file may unfold into gigabytes.
LARGEST = 20 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
#: Letters that are kept.
LONGEST = 200_000
MOST_PAGES = 500


class UnreadableError(Exception):
    """Nothing can be read in a file; the message says why."""


def text_of_file(path: Path) -> str:
    """Return the words of a file. Raises UnreadableError."""
    read = READERS.get(path.suffix.lower())
    if read is None:
        raise UnreadableError(f"Files of the kind “{path.suffix}” are not read.")
    if path.stat().st_size > LARGEST:
        raise UnreadableError("The file is too large.")
    try:
        if path.suffix.lower() in PACKED:
            refuse_bombs(path)
        return shortened(read(path))
    except UnreadableError:
        raise
    except Exception as error:
        # The libraries raise whatever a damaged file makes happen in them.
        raise UnreadableError(f"{type(error).__name__}: {error}") from error


def refuse_bombs(path: Path) -> None:
    try:
        with ZipFile(path) as archive:
            if sum(item.file_size for item in archive.infolist()) > LARGEST_UNPACKED:
                raise UnreadableError("The file unfolds into too much.")
    except BadZipFile as error:
        raise UnreadableError("The file is damaged.") from error


def shortened(parts: Iterator[str]) -> str:
    """Join parts until there is enough."""
    found, length = [], 0
    for part in parts:
        text = " ".join(part.replace("\x00", " ").split())
        if text:
            found.append(text[: LONGEST - length])
            length += len(found[-1])
        if length >= LONGEST:
            break
    return "\n".join(found)


def pdf(path: Path) -> Iterator[str]:
    from pypdf import PdfReader

    for page in islice(PdfReader(path).pages, MOST_PAGES):
        yield page.extract_text()


def docx(path: Path) -> Iterator[str]:
    from docx import Document

    document = Document(str(path))
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            for row in part.rows:
                yield " ".join(dict.fromkeys(cell.text for cell in row.cells))
        else:
            yield part.text


def xlsx(path: Path) -> Iterator[str]:
    from openpyxl import load_workbook

    workbook = load_workbook(path, read_only=True, data_only=True)
    try:
        for sheet in workbook.worksheets:
            yield sheet.title
            for row in sheet.iter_rows(values_only=True):
                yield " ".join(str(cell) for cell in row if cell is not None)
    finally:
        workbook.close()


def opendocument(path: Path) -> Iterator[str]:
    from odf import teletype, text
    from odf.opendocument import load

    body = load(str(path)).body
    for kind in (text.H, text.P):
        for element in body.getElementsByType(kind):
            yield teletype.extractText(element)


def comma_separated(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        for row in csv.reader(io.StringIO(file.read(LONGEST * 2))):
            yield " ".join(row)


READERS: dict[str, Callable[[Path], Iterator[str]]] = {
    ".pdf": pdf,
    ".docx": docx,
    ".xlsx": xlsx,
    ".odt": opendocument,
    ".ods": opendocument,
    ".csv": comma_separated,
}
PACKED = {".docx", ".xlsx", ".odt", ".ods"}
