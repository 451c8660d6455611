"""What the database itself refuses, whoever writes to it and however: no form and no model is asked here."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from programs.ledger_guards import raise_guards_again
from programs.models import (
    DistributionEvent,
    Edition,
    Indicator,
    Observation,
    Preference,
    Source,
    TerritorialScheme,
    TerritoryRelation,
)
from programs.models.observations import ReleasedObservationError
from tests.factories import (
    EditionFactory,
    EventFactory,
    IndicatorFactory,
    ObservationFactory,
    SchemeFactory,
    SourceFactory,
    TerritoryFactory,
)
from tests.programs.factories import money, of_event, reported

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused():
    """Wait for the database to refuse what a block does, and go on after it."""

    def wait():
        return _Refused()

    return wait


class _Refused:
    def __enter__(self):
        self.expected = pytest.raises(IntegrityError)
        self.caught = self.expected.__enter__()
        self.inner = transaction.atomic()
        self.inner.__enter__()
        return self.caught

    def __exit__(self, *failure):
        self.inner.__exit__(*failure)
        return self.expected.__exit__(*failure)


def stored(observation: Observation) -> Observation:
    return Observation.objects.get(pk=observation.pk)


def execute(sql: str, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


# Territorial schemes


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2015, 9, 3), None),
        (date(1990, 1, 1), date(1997, 8, 17)),
        (date(2000, 1, 1), date(2001, 1, 1)),
        (date(1990, 1, 1), None),
    ],
    ids=["its last day", "its first day", "within it", "around it"],
)
def test_two_schemes_of_one_level_never_share_a_day(refused, first, last):
    SchemeFactory(code="OLD", level="region", valid_from=date(1997, 8, 17), valid_to=date(2015, 9, 3))
    with refused():
        TerritorialScheme.objects.bulk_create(
            [TerritorialScheme(code="NEW", name_ar="ا", name_fr="a", level="region", valid_from=first, valid_to=last)]
        )


def test_a_scheme_may_begin_the_day_after_another_ends():
    SchemeFactory(code="OLD", level="region", valid_from=date(1997, 8, 17), valid_to=date(2015, 9, 3))
    SchemeFactory(code="NEW", level="region", valid_from=date(2015, 9, 4))
    assert TerritorialScheme.objects.filter(level="region").count() == 2


def test_schemes_of_different_levels_are_in_force_together():
    SchemeFactory(code="REGIONS", level="region")
    SchemeFactory(code="PROVINCES", level="province")
    assert TerritorialScheme.objects.count() == 2


def test_a_scheme_is_not_stretched_over_another(refused):
    SchemeFactory(code="OLD", level="region", valid_from=date(1997, 8, 17), valid_to=date(2015, 9, 3))
    SchemeFactory(code="NEW", level="region", valid_from=date(2015, 9, 4))
    with refused():
        TerritorialScheme.objects.filter(code="OLD").update(valid_to=None)


def test_two_schemes_that_overlap_are_refused_in_one_statement_too(refused):
    schemes = [
        TerritorialScheme(code=code, name_ar="ا", name_fr="a", level="place", valid_from=date(2000, 1, 1))
        for code in ("ONE", "TWO")
    ]
    with refused():
        TerritorialScheme.objects.bulk_create(schemes)


def test_a_scheme_does_not_end_before_it_starts(refused):
    scheme = SchemeFactory(valid_from=date(2015, 9, 4))
    with refused():
        TerritorialScheme.objects.filter(pk=scheme.pk).update(valid_to=date(2015, 9, 3))


# Territories


def test_a_code_names_one_territory_of_a_scheme(refused):
    TerritoryFactory(code="FES")
    other = TerritoryFactory(code="MEKNES")
    with refused():
        type(other).objects.filter(pk=other.pk).update(code="FES")


def test_a_code_is_used_again_in_another_scheme():
    old = SchemeFactory(code="OLD", level="region", valid_to=date(2015, 9, 3))
    new = SchemeFactory(code="NEW", level="region", valid_from=date(2015, 9, 4))
    assert TerritoryFactory(scheme=old, code="MA-05").pk != TerritoryFactory(scheme=new, code="MA-05").pk


@pytest.mark.parametrize("wrong", [{"share": 0}, {"share": "1.01"}, {"relation": "whole", "share": "0.5"}], ids=str)
def test_a_share_of_a_territory_is_a_share(refused, wrong):
    relation = TerritoryRelation.objects.create(
        territory=TerritoryFactory(code="A"), related=TerritoryFactory(code="B"), relation="split", share="0.5"
    )
    with refused():
        TerritoryRelation.objects.filter(pk=relation.pk).update(**wrong)


def test_a_territory_is_not_related_to_itself(refused):
    territory = TerritoryFactory()
    with refused():
        TerritoryRelation.objects.create(territory=territory, related=territory, relation="same")


# Sources, editions, indicators


@pytest.mark.parametrize(
    "wrong", [{"date": None}, {"date_precision": "unknown"}], ids=["no date", "a date that is unknown"]
)
def test_a_source_has_a_date_or_says_that_it_is_unknown(refused, wrong):
    source = SourceFactory()
    with refused():
        Source.objects.filter(pk=source.pk).update(**wrong)


@pytest.mark.parametrize(
    "wrong", [{"period_end": date(2013, 12, 31)}, {"period_end": None}, {"period_start": None}], ids=str
)
def test_an_edition_has_both_days_in_their_order_or_none(refused, wrong):
    edition = EditionFactory()
    with refused():
        Edition.objects.filter(pk=edition.pk).update(**wrong)


@pytest.mark.parametrize("wrong", [{"currency": ""}, {"measure": ""}], ids=str)
def test_money_has_a_currency_and_a_measure(refused, wrong):
    indicator = money()
    with refused():
        Indicator.objects.filter(pk=indicator.pk).update(**wrong)


@pytest.mark.parametrize("wrong", [{"currency": "MAD"}, {"measure": "spent"}], ids=str)
def test_what_is_not_money_has_neither_currency_nor_measure(refused, wrong):
    indicator = IndicatorFactory()
    with refused():
        Indicator.objects.filter(pk=indicator.pk).update(**wrong)


def test_a_rate_may_not_be_summed(refused):
    indicator = IndicatorFactory(statistical_unit="rate", aggregation="none")
    with refused():
        Indicator.objects.filter(pk=indicator.pk).update(aggregation="additive")


def test_an_indicator_has_a_unit_and_so_has_each_value(refused):
    indicator = IndicatorFactory()
    with refused():
        Indicator.objects.filter(pk=indicator.pk).update(unit=None)
    observation = ObservationFactory()
    with refused():
        Observation.objects.filter(pk=observation.pk).update(indicator=None)


# Events


@pytest.mark.parametrize(
    "wrong",
    [
        {"date_end": date(2014, 7, 10)},
        {"date_end": date(2014, 7, 12)},
        {"date_end": None},
        {"date_start": None, "date_end": None},
        {"date_precision": "unknown"},
        {"date_precision": "month", "date_start": None},
    ],
    ids=["ends before it starts", "a day of two days", "no end", "a day without date", "an unknown date", "no start"],
)
def test_the_dates_of_an_event_match_their_precision(refused, wrong):
    event = EventFactory()
    with refused():
        DistributionEvent.objects.filter(pk=event.pk).update(**wrong)


def test_an_organisation_has_a_role_in_an_event_once(refused):
    from programs.models import EventOrganizer, Organization

    organization = Organization.objects.create(code="ORG", name_ar="م", name_fr="o")
    event = EventFactory()
    EventOrganizer.objects.create(event=event, organization=organization, role="partner")
    with refused():
        EventOrganizer.objects.bulk_create([EventOrganizer(event=event, organization=organization, role="partner")])


# Values


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": None},
        {"status": "missing"},
        {"value": -1},
        {"qualifier": "between"},
        {"qualifier": "between", "value_high": 229},
        {"qualifier": "between", "value_high": 230},
        {"value_high": 300},
        {"period_end": date(2014, 7, 10)},
        {"period_end": None},
        {"period_start": None},
        {"period_type": "unstated"},
        {"period_type": "cumulative", "period_end": None},
        {"role": "target"},
        {"source": None},
        {"territory": None},
    ],
    ids=str,
)
def test_a_value_that_contradicts_itself_is_refused(refused, wrong):
    observation = ObservationFactory(value=230)
    with refused():
        Observation.objects.filter(pk=observation.pk).update(**wrong)


@pytest.mark.parametrize(
    "right",
    [
        {"value": None, "status": "missing"},
        {"value": 0},
        {"qualifier": "between", "value_high": 231},
        {"period_type": "unstated", "period_start": None, "period_end": None},
        {"period_type": "cumulative", "period_start": None},
    ],
    ids=str,
)
def test_a_value_that_says_what_is_not_known_is_kept(right):
    observation = ObservationFactory(value=230)
    assert Observation.objects.filter(pk=observation.pk).update(**right) == 1


def test_codes_of_values_are_unique(refused):
    ObservationFactory(code="ONE")
    other = ObservationFactory(code="TWO")
    with refused():
        Observation.objects.filter(pk=other.pk).update(code="ONE")


# Corrections


@pytest.mark.parametrize("reason", [{"reason_ar": ""}, {"reason_fr": ""}], ids=str)
def test_a_correction_has_a_reason_in_both_languages(refused, reason):
    corrected = of_event(230)
    correction = of_event(231, supersedes=corrected, reason_ar="سبب", reason_fr="motif", released_at=None)
    with refused():
        Observation.objects.filter(pk=correction.pk).update(**reason)


def test_a_chain_of_corrections_never_forks(refused):
    corrected = of_event(230)
    of_event(231, supersedes=corrected, reason_ar="سبب", reason_fr="motif")
    other = of_event(232, released_at=None)
    with refused():
        Observation.objects.filter(pk=other.pk).update(supersedes=corrected, reason_ar="سبب", reason_fr="motif")


def test_nothing_corrects_itself(refused):
    observation = ObservationFactory(reason_ar="سبب", reason_fr="motif")
    with refused():
        Observation.objects.filter(pk=observation.pk).update(supersedes=observation)


def test_a_preference_has_a_reason(refused):
    with refused():
        Preference.objects.bulk_create([Preference(observation=of_event(230), reason_ar="سبب", reason_fr="")])


# What is published


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
        "status": "estimated",
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


def test_a_published_value_is_not_taken_back(refused):
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


def test_a_published_value_says_so_when_it_is_deleted():
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


def test_the_guards_stand_again_after_a_table_was_rebuilt(refused):
    """On SQLite, Django makes a table anew to change it, and its triggers are lost."""
    if connection.vendor == "sqlite":
        execute("DROP TRIGGER observation_released_is_unchanged")
        execute("DROP TRIGGER observation_released_is_kept")
    raise_guards_again(using=connection.alias)
    observation = of_event(230, released_at=timezone.now())
    with refused():
        Observation.objects.filter(pk=observation.pk).update(value=1)
