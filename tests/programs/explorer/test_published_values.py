"""Published values cannot be changed, replaced or deleted: triggers of the database."""

from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from programs.facts.guards import recreate_guards
from programs.facts.observations import Observation, ReleasedObservationError
from tests.factories import (
    EditionFactory,
    EventFactory,
    IndicatorFactory,
    ObservationFactory,
    SourceFactory,
    TerritoryFactory,
)
from tests.programs.factories import of_event, reported

pytestmark = pytest.mark.django_db


def stored(observation: Observation) -> Observation:
    return Observation.objects.get(pk=observation.pk)


def execute(sql: str, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


@pytest.mark.parametrize(
    "field", [field for field in Observation._meta.concrete_fields if field.name != "id"], ids=lambda f: f.name
)
def test_no_column_of_a_published_value_changes(refused, field):
    observation = reported(230)
    others = {
        "program": EditionFactory().program,
        "edition": EditionFactory(),
        "event": EventFactory(),
        "indicator": IndicatorFactory(code="other"),
        "territory": TerritoryFactory(code="MEKNES"),
        "source": SourceFactory(),
        "supersedes": of_event(1),
        "period_start": date(2014, 2, 1),
        "period_end": date(2014, 11, 30),
        "value": 231,
        "value_high": 400,
        "released_at": None,
        "period_type": "edition",
        "qualifier": "about",
        "status": "E",
        "role": "target",
        "sex": "F",
        "age_band": "minors",
    }
    if field.name in ("trade", "assistance_kind"):
        other = field.related_model.objects.create(code="ONE", name_ar="ا", name_fr="a")
    else:
        other = others.get(field.name, "other")
    with refused():
        Observation.objects.filter(pk=observation.pk).update(**{field.name: other})


def test_a_published_value_is_not_changed_by_plain_sql(refused):
    observation = of_event(230)
    with refused():
        execute("UPDATE programs_observation SET value = 999 WHERE id = %s", observation.pk)
    assert stored(observation).value == 230


def test_a_published_value_is_not_unpublished(refused):
    observation = of_event(230)
    with refused():
        execute("UPDATE programs_observation SET released_at = NULL WHERE id = %s", observation.pk)


def test_saving_a_published_value_as_it_is_changes_nothing():
    observation = stored(of_event(230))
    observation.save()
    assert stored(observation).value == 230


@pytest.mark.parametrize(
    "sql", ["DELETE FROM programs_observation WHERE id = %s", "DELETE FROM programs_observation WHERE id >= %s"]
)
def test_a_published_value_is_not_deleted_by_plain_sql(refused, sql):
    observation = of_event(230)
    with refused():
        execute(sql, observation.pk)
    assert stored(observation)


def test_a_published_value_is_not_deleted_by_a_queryset(refused):
    observation = of_event(230)
    with refused():
        Observation.objects.filter(pk=observation.pk).delete()


def test_deleting_a_published_value_raises():
    with pytest.raises(ReleasedObservationError):
        of_event(230).delete()


def test_a_published_value_is_not_replaced_by_an_insertion(refused):
    observation = of_event(230)
    columns = ", ".join(field.column for field in Observation._meta.concrete_fields if field.name != "value")
    conflict = "INSERT OR REPLACE INTO" if connection.vendor == "sqlite" else "INSERT INTO"
    with refused():
        execute(
            f"{conflict} programs_observation ({columns}, value) "
            f"SELECT {columns}, 999 FROM programs_observation WHERE id = %s",
            observation.pk,
        )
    assert stored(observation).value == 230


def test_a_published_value_is_not_changed_by_a_bulk_insertion_with_conflicts(refused):
    observation = stored(of_event(230))
    observation.value = 999
    with refused():
        Observation.objects.bulk_create(
            [observation], update_conflicts=True, unique_fields=["code"], update_fields=["value"]
        )


def test_the_ledger_is_not_emptied(refused):
    of_event(230)
    everything = "DELETE FROM programs_observation"
    if connection.vendor == "postgresql":
        execute("SET CONSTRAINTS ALL IMMEDIATE")
        everything = "TRUNCATE programs_observation CASCADE"
    with refused():
        execute(everything)


def test_a_draft_is_changed_and_deleted_freely():
    draft = ObservationFactory(value=230)
    Observation.objects.filter(pk=draft.pk).update(value=231)
    assert stored(draft).value == 231
    stored(draft).delete()
    assert not Observation.objects.exists()


def test_an_event_with_published_figures_is_not_deleted(refused):
    event = of_event(230).event
    with refused():
        execute("DELETE FROM programs_observation WHERE event_id = %s", event.pk)


def test_guards_are_recreated_after_a_table_is_rebuilt(refused):
    """On SQLite, Django makes a table anew to change it, and its triggers are lost."""
    if connection.vendor == "sqlite":
        execute("DROP TRIGGER observation_released_is_unchanged")
        execute("DROP TRIGGER observation_released_is_kept")
    recreate_guards(using=connection.alias)
    observation = of_event(230, released_at=timezone.now())
    with refused():
        Observation.objects.filter(pk=observation.pk).update(value=1)
