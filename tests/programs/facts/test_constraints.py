"""Constraints of the database, without forms or model validation."""

from datetime import date

import pytest

from programs.facts.events import DistributionEvent
from programs.facts.indicators import Indicator
from programs.facts.judgements import Preference
from programs.facts.observations import Observation
from programs.facts.programs import Edition
from programs.facts.sources import Source
from programs.facts.territories import TerritorialScheme, TerritoryRelation
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


def test_a_code_may_be_reused_in_another_scheme():
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
    from programs.facts.events import EventOrganizer
    from programs.facts.programs import Organization

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
        {"status": "O"},
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
        {"value": None, "status": "O"},
        {"value": 0},
        {"qualifier": "between", "value_high": 231},
        {"period_type": "unstated", "period_start": None, "period_end": None},
        {"period_type": "cumulative", "period_start": None},
    ],
    ids=str,
)
def test_a_value_with_unknown_parts_is_accepted(right):
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


# Corrections


@pytest.mark.parametrize("other", ["indicator", "role"])
def test_a_value_corrects_only_one_of_the_same_indicator_and_role(refused, other):
    corrected = reported(230)
    unlike = {"indicator": money()} if other == "indicator" else {"role": "target"}
    draft = reported(231, released_at=None, **unlike)
    reason = {"reason_ar": "سبب", "reason_fr": "motif"}
    with refused():
        Observation.objects.filter(pk=draft.pk).update(supersedes=corrected, **reason)
    with refused():
        reported(231, supersedes=corrected, **reason, **unlike)
