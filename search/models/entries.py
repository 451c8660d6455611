"""Search entries: one per object and language. Indexes are built of entries alone."""

from django.db import models
from django.utils import timezone

from search.facets import EXPIRES


class EntryQuerySet(models.QuerySet):
    def findable(self):
        return self.filter(is_removed=False)

    def of(self, source: str, *keys: str):
        """Entries of objects of a source, in all languages."""
        return self.filter(source=source, object_key__in=keys)

    def about(self, *subjects: str):
        return self.filter(subjects__name__in=subjects).distinct()


class Entry(models.Model):
    """The public words and codes of an object in one language. Never a draft, nor anything masked.

    A removed object leaves a tombstone with its version, so that no index takes a late write for a new one.
    """

    key = models.CharField(max_length=255, unique=True)
    source = models.CharField(max_length=32)
    object_key = models.CharField(max_length=200)
    language = models.CharField(max_length=8)
    kind = models.CharField(max_length=32)
    title = models.CharField(max_length=500, blank=True)
    lead = models.TextField(blank=True)
    text = models.TextField(blank=True)
    #: Further names to match, which are no sentence: those of its event, the regions around its place.
    also = models.TextField(blank=True)
    url = models.CharField(max_length=2000, blank=True)
    date_from = models.DateField(null=True)
    date_to = models.DateField(null=True)
    #: {facet: [codes]}
    facets = models.JSONField(default=dict)
    #: {measure: value}, for ranges
    numbers = models.JSONField(default=dict)
    #: What a hit shows beside title and lead: {"date": text, "place": text, "figures": [{"label", "text"}]}
    shown = models.JSONField(default=dict)
    #: Over everything above.
    checksum = models.CharField(max_length=64)
    #: Rises with each change, removal included.
    version = models.PositiveBigIntegerField(default=1)
    is_removed = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "object_key", "language"], name="entry_unique"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="entry_version_from_one"),
        ]

    def __str__(self) -> str:
        return self.key

    def has_expired(self) -> bool:
        return self.numbers.get(EXPIRES, float("inf")) <= timezone.now().timestamp()

    @staticmethod
    def object_of(key: str) -> str:
        """Return the object key in an entry key: source:object:language."""
        return key.partition(":")[2].rpartition(":")[0]


class EntrySubject(models.Model):
    """A subject of an entry, as «territory:MA-REG-2015:MA-05»: a change of the subject changes the entry."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="subjects")
    name = models.CharField(max_length=255, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "name"], name="entry_subject_unique")]

    def __str__(self) -> str:
        return self.name


class DocumentText(models.Model):
    """The text of a document's file, or why there is none."""

    document = models.OneToOneField("wagtaildocs.Document", on_delete=models.CASCADE, related_name="+")
    #: Of the file that was read: another one is read anew.
    file_hash = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    error = models.TextField(blank=True)
    read_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.document_id)
