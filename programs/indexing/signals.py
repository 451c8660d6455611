"""Reindex the entries of a changed record in the same transaction; `programs.facts.ledger` does so for values."""

from django.db.models import Model
from django.db.models.signals import post_save, pre_delete

from programs import facts
from search.indexing import record_subjects, record_together

RECORDS = (
    *facts.CODED,
    facts.ProgramAlias,
    facts.Territory,
    facts.TerritoryRelation,
    facts.UnitOfMeasure,
    facts.Organization,
    facts.EventOrganizer,
    facts.Observation,
    facts.Preference,
)


def connect_facts() -> None:
    for model in RECORDS:
        # Children are saved after their record: record subjects once all are.
        model.save = record_together()(model.save)
        model.delete = record_together()(model.delete)
        post_save.connect(record_fact, sender=model)
        # Subjects are only known before deletion.
        pre_delete.connect(record_fact, sender=model)


def record_fact(instance: Model, raw: bool = False, **kwargs) -> None:
    if not raw:
        record_subjects(*facts.subjects_of(instance))
