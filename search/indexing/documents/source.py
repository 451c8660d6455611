"""The source of documents: those that findable pages link to, in the languages of those pages.

The worker reads each file in a process of its own, which is killed when it takes too long.
"""

import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django_tasks import task
from wagtail.documents import get_document_model

from search.indexing.delivery.outbox import BACKGROUND, has_worker
from search.indexing.documents import reading
from search.indexing.entries.recording import record, record_together
from search.indexing.entries.sources import Content, register_source
from search.models import DocumentText, EntrySubject

NAME = "document"


class DocumentSource:
    name = NAME

    def keys(self) -> Iterable[str]:
        return [name.removeprefix("document:") for name in linked().values_list("name", flat=True).distinct()]

    def contents(self, object_keys: Collection[str]) -> Iterator[Content]:
        names = [f"document:{key}" for key in object_keys]
        languages = defaultdict(set)
        for name, language in linked().filter(name__in=names).values_list("name", "entry__language"):
            languages[name.removeprefix("document:")].add(language)
        documents = get_document_model().objects.filter(pk__in=list(map(int, languages))).order_by("pk")
        read = {text.document_id: text for text in DocumentText.objects.filter(document__in=documents)}
        for document in documents:
            known = read.get(document.pk)
            if known is None or known.file_hash != document.file_hash:
                enqueue_reading(document.pk)
            for language in sorted(languages[str(document.pk)]):
                yield Content(
                    object_key=str(document.pk),
                    language=language,
                    kind="document",
                    title=document.title,
                    url=document.url,
                    text=known.text if known else "",
                    subjects=frozenset({f"file:{document.pk}"}),
                )

    def keys_for_subjects(self, subjects: Collection[str]) -> Iterable[str]:
        return [name.removeprefix("document:") for name in subjects if name.startswith("document:")]


source = DocumentSource()


def linked():
    """Return the links from findable pages to documents."""
    return EntrySubject.objects.filter(name__startswith="document:", entry__is_removed=False).order_by()


def enqueue_reading(pk: int) -> None:
    if has_worker():
        read_document.enqueue(pk)


def enqueue_unread() -> None:
    """Enqueue the reading of documents that were never read: a worker may have died."""
    read = DocumentText.objects.values_list("document_id", flat=True)
    for key in set(map(int, source.keys())) - set(read):
        enqueue_reading(key)


def record_document(instance, **kwargs) -> None:
    record(NAME, str(instance.pk))


def connect_documents() -> None:
    model = get_document_model()
    for name in ("save", "delete"):
        setattr(model, name, record_together()(getattr(model, name)))
    post_save.connect(record_document, sender=model)
    post_delete.connect(record_document, sender=model)
    register_source(source)


#: Seconds for one file.
PATIENCE = 30


@task(backend=BACKGROUND)
def read_document(pk: int) -> None:
    """Extract and record the text of a document's file, unless that was done already."""
    document = get_document_model().objects.filter(pk=pk).first()
    if document is None or DocumentText.objects.filter(document=pk, file_hash=document.file_hash).exists():
        return
    text, error = words_of(document)
    with record_together() as pending, transaction.atomic():
        DocumentText.objects.update_or_create(
            document_id=pk, defaults={"file_hash": document.file_hash, "text": text, "error": error}
        )
        pending.add("document", [str(pk)])


def words_of(document) -> tuple[str, str]:
    """Return (text, error)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"document{Path(document.file.name).suffix.lower()}"
        try:
            with document.file.open("rb") as source, path.open("wb") as copy:
                shutil.copyfileobj(source, copy)
            done = subprocess.run(
                # By path: the package imports Django.
                [sys.executable, "-P", reading.__file__, str(path)],
                cwd=settings.BASE_DIR,
                capture_output=True,
                timeout=PATIENCE,
                check=False,
            )
        except OSError as error:
            return "", f"{type(error).__name__}: {error}"
        except subprocess.TimeoutExpired:
            return "", f"Reading took more than {PATIENCE} seconds."
    output = done.stdout.decode("utf-8", "replace")
    if done.returncode == 0:
        return output, ""
    return "", output if done.returncode == reading.UNREADABLE else f"Reading ended with {done.returncode}."
