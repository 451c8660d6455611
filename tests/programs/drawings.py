"""What tests of charts share: values to draw, and a renderer that counts what it is asked for."""

from datetime import date

from django.utils.translation import override

from programs.charts import Chart, chart_of, map_of
from programs.models import Territory
from programs.statistics import Answer, Question, ask
from tests.factories import EventFactory, SchemeFactory, TerritoryFactory
from tests.programs.factories import of_event


def handed_out(value, year: int = 2014, **fields):
    """A value of an event of a year; `fields` are those of the event."""
    return of_event(value, EventFactory(date_start=date(year, 7, 11), released=True, **fields))


def answer(by="year", indicator: str = "beneficiaries", **fields) -> Answer:
    return ask(Question(indicator, by=by, **fields))


def chart(language: str = "fr", by="year", kind: str = "", **fields) -> Chart:
    with override(language):
        return chart_of(answer(by, **fields), "Le titre", kind)


def map_by(scheme: str = "MA-REG-2015", language: str = "fr", **fields) -> Chart:
    with override(language):
        return map_of(answer("territory", scheme=scheme, **fields), "Le titre")


def region_of(scheme: str, code: str) -> Territory:
    """A region of a scheme, with the days in which the scheme was in force."""
    old = scheme == "MA-REG-1997"
    first, last = (date(1997, 8, 17), date(2015, 9, 3)) if old else (date(2015, 9, 4), None)
    division = SchemeFactory(code=scheme, level="region", valid_from=first, valid_to=last)
    return TerritoryFactory(scheme=division, code=code)
