"""Extract text from a file: PDF, DOCX, XLSX, ODT, ODS, CSV, within limits of size.

Run as a script, in a process that can be killed when it takes too long, it prints the text; see `tasks`.
"""

import csv
import io
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile, ZipFile

#: Bytes of a file, and of the unpacked content of an archive.
LARGEST = 20 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
#: Characters that are kept.
LONGEST = 200_000
MOST_PAGES = 500
#: Exit status where nothing can be read; the output says why.
UNREADABLE = 3


class UnreadableError(Exception):
    """A file has no text that can be read; the message says why."""


def text_of_file(path: Path) -> str:
    """Return the text of a file. Raises UnreadableError."""
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
        # The libraries raise anything on a damaged file.
        raise UnreadableError(f"{type(error).__name__}: {error}") from error


def refuse_bombs(path: Path) -> None:
    try:
        with ZipFile(path) as archive:
            if sum(item.file_size for item in archive.infolist()) > LARGEST_UNPACKED:
                raise UnreadableError("The file unfolds into too much.")
    except BadZipFile as error:
        raise UnreadableError("The file is damaged.") from error


def shortened(parts: Iterator[str]) -> str:
    """Join parts up to the limit."""
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


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.stdout.write(text_of_file(Path(sys.argv[1])))
    except UnreadableError as error:
        sys.stdout.write(str(error))
        sys.exit(UNREADABLE)
