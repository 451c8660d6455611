"""What is done to facts reaches all entries that tell of them, in the same transaction.

Values are published by `programs.facts.ledger`, which tells of it itself.
"""

from django.db.models import Model
from django.db.models.signals import post_save, pre_delete

from programs.facts import (
    CODED,
    EventOrganizer,
    Observation,
    Organization,
    Preference,
    ProgramAlias,
    Territory,
    TerritoryRelation,
    UnitOfMeasure,
    subjects_of,
)
from search.indexing import record_subjects, record_together

RECORDS = (
    *CODED,
    ProgramAlias,
    Territory,
    TerritoryRelation,
    UnitOfMeasure,
    Organization,
    EventOrganizer,
    Observation,
    Preference,
)


def connect_facts() -> None:
    for model in RECORDS:
        # What belongs to a record is saved after the record itself: it is told when all of it is.
        model.save = record_together()(model.save)
        model.delete = record_together()(model.delete)
        post_save.connect(record_fact, sender=model)
        # Before it is gone it can still say what it is of; `delete` records when it is.
        pre_delete.connect(record_fact, sender=model)


def record_fact(instance: Model, raw: bool = False, **kwargs) -> None:
    if not raw:
        record_subjects(*subjects_of(instance))
