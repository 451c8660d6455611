"""Documents that public pages lead to are found by their words; others are not."""

import io
import json

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from search.indexing.documents import source
from search.indexing.documents.reading import UnreadableError, text_of_file
from search.models.entries import DocumentText, Entry


def docx() -> bytes:
    from docx import Document

    document = Document()
    document.add_paragraph("إعادة إدماج السجناء السابقين")
    document.add_table(1, 2).rows[0].cells[1].text = "Meknès"
    return saved(document)


def xlsx() -> bytes:
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.active.append(["إعادة إدماج السجناء السابقين", None, "Meknès"])
    return saved(workbook)


def odt() -> bytes:
    from odf.opendocument import OpenDocumentText
    from odf.text import H, P

    document = OpenDocumentText()
    document.text.addElement(H(outlinelevel=1, text="إعادة إدماج السجناء السابقين"))
    document.text.addElement(P(text="Meknès"))
    return saved(document)


def ods() -> bytes:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document, table, row, cell = OpenDocumentSpreadsheet(), Table(name="a"), TableRow(), TableCell()
    cell.addElement(P(text="إعادة إدماج السجناء السابقين Meknès"))
    row.addElement(cell)
    table.addElement(row)
    document.spreadsheet.addElement(table)
    return saved(document)


def csv() -> bytes:
    return "\ufeffإعادة إدماج السجناء السابقين,Meknès\n".encode()


def saved(document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize("make", [docx, xlsx, odt, ods, csv])
def test_the_words_of_a_file_are_read(tmp_path, make):
    path = tmp_path / f"file.{make.__name__}"
    path.write_bytes(make())
    text = text_of_file(path)
    assert "إعادة إدماج السجناء السابقين" in text
    assert "Meknès" in text


@pytest.mark.parametrize("suffix", ["pdf", "docx", "xlsx", "odt", "ods", "exe"])
def test_a_damaged_file_is_unreadable_and_nothing_worse(tmp_path, suffix):
    path = tmp_path / f"file.{suffix}"
    path.write_bytes(b"%PDF-1.7 not at all")
    with pytest.raises(UnreadableError):
        text_of_file(path)


def link_to(document, page) -> None:
    page.body = json.dumps([{"type": "document", "value": document.pk}])
    page.save_revision().publish()


@pytest.fixture
def document(db):
    return get_document_model().objects.create(title="Rapport", file=ContentFile(csv(), name="rapport.csv"))


def entries_of(document):
    return Entry.objects.of("document", str(document.pk)).findable()


def test_a_document_is_found_while_a_public_page_leads_to_it(site_tree, document):
    assert not entries_of(document).exists()
    link_to(document, site_tree.about["fr"])
    assert [(entry.language, entry.title) for entry in entries_of(document)] == [("fr", "Rapport")]
    site_tree.about["fr"].unpublish()
    assert not entries_of(document).exists()


def test_a_document_is_read_in_the_background_and_found_by_its_words(site_tree, document):
    link_to(document, site_tree.about["fr"])
    source.read_document.call(document.pk)
    assert "Meknès" in entries_of(document).get().text


def test_why_a_document_cannot_be_read_is_kept(document):
    document.file.save("rapport.pdf", ContentFile(b"no pdf"))
    document.refresh_from_db()
    source.read_document.call(document.pk)
    kept = DocumentText.objects.get(document=document)
    assert (kept.text, bool(kept.error)) == ("", True)
