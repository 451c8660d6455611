"""What can be found: one entry for each thing in each language. Indexes are made of entries, and of nothing else."""

from django.db import models


class EntryQuerySet(models.QuerySet):
    def findable(self):
        return self.filter(is_removed=False)

    def of(self, source: str, *keys: str):
        """Entries of some objects of a source, in all languages."""
        return self.filter(source=source, object_key__in=keys)

    def telling_of(self, *subjects: str):
        return self.filter(subjects__name__in=subjects).distinct()


class Entry(models.Model):
    """What readers may find of one thing in one language, in words and codes. Never a draft, nor anything masked.

    It outlives what it is of: what was removed keeps its version, so that no index takes a late write for a new one.
    """

    key = models.CharField(max_length=255, unique=True)
    source = models.CharField(max_length=32)
    object_key = models.CharField(max_length=200)
    language = models.CharField(max_length=8)
    kind = models.CharField(max_length=32)
    title = models.CharField(max_length=500, blank=True)
    lead = models.TextField(blank=True)
    text = models.TextField(blank=True)
    #: Names by which it is found besides, which make no passage: those of its event, the regions that hold its place.
    also = models.TextField(blank=True)
    url = models.CharField(max_length=2000, blank=True)
    date_from = models.DateField(null=True)
    date_to = models.DateField(null=True)
    #: {facet: [codes]}: what it can be narrowed by.
    facets = models.JSONField(default=dict)
    #: {measure: value}: what ranges can be asked of.
    numbers = models.JSONField(default=dict)
    #: What a hit shows beside title and lead, in words of its language: {"date": text, "place": text, "figures": [...]}.
    shown = models.JSONField(default=dict)
    #: Over everything above: the same content has the same checksum.
    checksum = models.CharField(max_length=64)
    #: Rises with each change of this entry, its removal included.
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

    @staticmethod
    def object_of(key: str) -> str:
        """The key of the object that an entry is of, told by its own key: source:object:language."""
        return key.partition(":")[2].rpartition(":")[0]


class EntrySubject(models.Model):
    """What an entry tells of, by name: «territory:MA-REG-2015:MA-05». Whatever changes that subject changes the entry."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="subjects")
    name = models.CharField(max_length=255, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "name"], name="entry_subject_unique")]

    def __str__(self) -> str:
        return self.name
