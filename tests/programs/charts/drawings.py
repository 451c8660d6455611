"""Answers for tests of charts, made without a database."""

from datetime import date
from decimal import Decimal

from programs.facts.indicators import Indicator, UnitOfMeasure
from programs.facts.observations import Observation
from programs.facts.programs import Edition
from programs.facts.sources import Source
from programs.facts.territories import TerritorialScheme, Territory
from programs.facts.vocabulary import SUPPRESSED, Status
from programs.statistics.answers import Answer, Row
from programs.statistics.questions import Question

PEOPLE = Indicator(
    code="beneficiaries",
    name_ar="المستفيدون",
    name_fr="Bénéficiaires",
    statistical_unit="persons",
    aggregation="additive",
    threshold=5,
    unit=UnitOfMeasure(
        pk=1,
        code="person",
        name_ar="شخص",
        name_fr="personne",
        forms_ar={"few": "{n} أشخاص", "other": "{n} شخصًا"},
        forms_fr={"one": "{n} personne", "other": "{n} personnes"},
    ),
)
RATE = Indicator(
    code="rate",
    name_ar="المعدل",
    name_fr="Taux",
    statistical_unit="rate",
    aggregation="none",
    unit=UnitOfMeasure(pk=2, code="percent", name_ar="في المائة", name_fr="pour cent", forms_ar={}, forms_fr={}),
)
SOURCE = Source(code="S-1", name_ar="مصدر", name_fr="Une source", url="https://example.org/")
REGIONS = {
    "MA-REG-1997": TerritorialScheme(code="MA-REG-1997", valid_from=date(1997, 8, 17), valid_to=date(2015, 9, 3)),
    "MA-REG-2015": TerritorialScheme(code="MA-REG-2015", valid_from=date(2015, 9, 4)),
    "MA-PLACE": TerritorialScheme(code="MA-PLACE", valid_from=date(1997, 8, 17)),
}


def region(code: str, scheme: str = "MA-REG-2015") -> Territory:
    return Territory(scheme=REGIONS[scheme], code=code, name_ar=f"جهة {code}", name_fr=f"Région {code}")


def edition(year: int) -> Edition:
    return Edition(
        code=f"E-{year}",
        name_ar=f"دورة {year}",
        name_fr=f"Édition {year}",
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
    )


def row(value, *groups, year: int = 2014, others=(), indicator: Indicator = PEOPLE, **given) -> Row:
    """A reported value for a calendar year. `value` None is missing; with `masked=True` it is masked."""
    year = next((member for member in groups if isinstance(member, int)), year)
    high = given.pop("high", None)
    absent = SUPPRESSED if given.pop("masked", False) else Status.MISSING
    observation = Observation(code=f"O-{value}", indicator=indicator, source=SOURCE)
    defaults = {
        "role": "result",
        "basis": "reported",
        "qualifier": "exact" if high is None else "between",
        "status": absent if value is None else Status.NORMAL,
        "period_type": "calendar_year",
        "period_start": date(year, 1, 1),
        "period_end": date(year, 12, 31),
        "territory": None,
        "sources": (SOURCE,),
    }
    return Row(
        indicator=indicator,
        value=None if value is None else Decimal(str(value)),
        value_high=None if high is None else Decimal(str(high)),
        observation_id=observation.pk,
        observations={observation.pk: observation},
        groups=groups,
        others=tuple(others),
        **defaults | given,
    )


def answer(*rows: Row, by="year", indicator: Indicator = PEOPLE, **question) -> Answer:
    return Answer(Question(indicator.code, by=by, **question), indicator, list(rows))


def years(*values, first: int = 2012, **given) -> Answer:
    """An answer by year; 0 is a value, None is missing, "masked" is masked."""
    rows = [
        row(None, first + place, masked=True, **given) if value == "masked" else row(value, first + place, **given)
        for place, value in enumerate(values)
    ]
    return answer(*rows, indicator=given.get("indicator", PEOPLE))
