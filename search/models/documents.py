"""The words of documents, taken out once for each file."""

from django.db import models


class DocumentText(models.Model):
    """What could be read in a document's file; or why nothing could."""

    document = models.OneToOneField("wagtaildocs.Document", on_delete=models.CASCADE, related_name="+")
    #: Of the file that was read: another one is read anew.
    file_hash = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    error = models.TextField(blank=True)
    read_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.document_id)
