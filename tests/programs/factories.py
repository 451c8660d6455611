"""Facts that several tests need, beyond the plain ones of `tests.factories`."""

from datetime import UTC, date, datetime

from programs.facts.indicators import Indicator
from programs.facts.observations import Observation
from programs.facts.territories import TerritorialScheme, Territory
from tests.factories import (
    EventFactory,
    IndicatorFactory,
    ObservationFactory,
    SchemeFactory,
    TerritoryFactory,
    UnitFactory,
)

#: When values of tests are published, unless a test says otherwise.
RELEASED = datetime(2020, 1, 1, tzinfo=UTC)


def country() -> Territory:
    scheme = SchemeFactory(code="MA", level="country")
    return TerritoryFactory(scheme=scheme, code="MA", name_ar="المغرب", name_fr="Maroc")


def region(code: str = "MA-05") -> Territory:
    scheme: TerritorialScheme = SchemeFactory(code="MA-REG-1997", level="region", valid_to=date(2015, 9, 3))
    return TerritoryFactory(scheme=scheme, code=code)


def money(code: str = "amount-delivered", **fields) -> Indicator:
    """An indicator of dirhams."""
    unit = UnitFactory(
        code="MAD", name_ar="درهم", name_fr="dirham", forms_ar={"other": "{n} درهم"}, forms_fr={"other": "{n} DH"}
    )
    given = {"statistical_unit": "money", "measure": "delivered", "currency": "MAD", "threshold": 0, "unit": unit}
    return IndicatorFactory(code=code, **{**given, **fields})


def reported(value, *, year: int = 2014, **fields) -> Observation:
    """A published value that no event is behind, for a calendar year and the whole country."""
    given = {
        "event": None,
        "territory": country(),
        "period_type": "calendar_year",
        "period_start": date(year, 1, 1),
        "period_end": date(year, 12, 31),
        "released_at": RELEASED,
    }
    return ObservationFactory(value=value, **{**given, **fields})


def of_event(value, event=None, *, released_at: datetime | None = RELEASED, **fields) -> Observation:
    """A published value of a published event; a draft of one where `released_at` is None."""
    event = event or EventFactory(released=True)
    draft = ObservationFactory(event=event, value=value, **fields)
    Observation.objects.filter(pk=draft.pk).update(released_at=released_at)
    return Observation.objects.get(pk=draft.pk)
