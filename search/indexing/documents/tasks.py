"""Read documents in the background."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django_tasks import task
from wagtail.documents import get_document_model

from search.indexing.delivery.outbox import BACKGROUND
from search.indexing.documents import reading
from search.indexing.entries.recording import record_together
from search.models import DocumentText

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
