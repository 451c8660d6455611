"""The twenty-one facts of the article that the portal began with, each with the uncertainty that it was told with.

Numbers come from the query API, all else from the records; two are words of people and no observations.
"""

import json
from datetime import date

import pytest
from django.utils.translation import override

from news.models import ArticlePage
from programs.facts.events import DistributionEvent
from programs.facts.observations import Observation
from programs.facts.territories import Territory
from programs.presentation.figures import figure_of
from programs.statistics.answers import Row
from programs.statistics.query import ask
from programs.statistics.questions import Question

pytestmark = pytest.mark.usefixtures("demonstration")

EVENT = "FES-2014-07"
EDITION = {"program": "MICRO", "edition": "MICRO-RAMADAN-2014", "role": "target", "period_type": "edition"}
UNSTATED = {"period_type": "unstated"}

#: Fact, question, (value, qualifier, period type, period) as the article has them.
IN_TWO_YEARS = ("exact", "multi_year", (date(2012, 1, 1), date(2013, 12, 31)))
NO_PERIOD = ("exact", "unstated", (None, None))
POSSIBLE_DAYS = ("event", (date(2014, 7, 4), date(2014, 7, 25)))
JULY = ("edition", (date(2014, 7, 1), date(2014, 7, 31)))
NUMBERS = [
    ("S03", Question("amount-delivered", event=EVENT), 650_000, ("about", *POSSIBLE_DAYS)),
    ("S04", Question("beneficiaries", event=EVENT), 38, ("exact", *POSSIBLE_DAYS)),
    ("S10", Question("micro-projects-supported", program="AFTERCARE", period_type="multi_year"), 769, IN_TWO_YEARS),
    ("S11", Question("placed-with-companies", program="AFTERCARE", period_type="multi_year"), 1203, IN_TWO_YEARS),
    (
        "S12",
        Question("vocational-training-enrolments", program="AFTERCARE", period_type="multi_year"),
        700,
        IN_TWO_YEARS,
    ),
    ("S13", Question("minors-back-in-school", program="AFTERCARE", period_type="multi_year"), 428, IN_TWO_YEARS),
    ("S14", Question("prisoners-in-education", program="EDUCATION", **UNSTATED), 27_637, NO_PERIOD),
    ("S15", Question("jobs-found", program="AFTERCARE", **UNSTATED), 9_843, NO_PERIOD),
    ("S16", Question("own-projects", program="AFTERCARE", **UNSTATED), 2_377, NO_PERIOD),
    ("S17", Question("amount-announced", **EDITION), 4_500_000, ("up_to", *JULY)),
    ("S18", Question("beneficiaries", **EDITION), 230, ("about", *JULY)),
]

#: What a page says in words, by language.
CITIES = {
    "ar": ["طنجة", "مراكش", "أكادير", "تارودانت", "الرباط", "القنيطرة", "وجدة", "العيون", "بوجدور", "سيدي قاسم", "المحمدية"],
    "fr": [
        "Tanger", "Marrakech", "Agadir", "Taroudant", "Rabat", "Kénitra", "Oujda", "Laâyoune", "Boujdour",
        "Sidi Kacem", "Mohammedia",
    ],
}  # fmt: skip
LANGUAGES = pytest.mark.parametrize("language", ["ar", "fr"])


def from_the_article(question: Question) -> Row:
    """Return the value that the article gave: the preferred one, or another that stands beside it."""
    row = ask(question).row
    return next(one for one in (row, *row.others) if "S00" in [source.code for source in one.sources])


def event(code: str = EVENT) -> DistributionEvent:
    return DistributionEvent.objects.released().get(code=code)


def told(language: str) -> str:
    """Return the body of the article on the event, as it is stored."""
    article = ArticlePage.objects.live().get(locale__language_code=language, article_events__event__code=EVENT)
    return json.dumps(list(article.body.raw_data), ensure_ascii=False, default=str)


@pytest.mark.parametrize(("fact", "question", "value", "said"), NUMBERS, ids=[number[0] for number in NUMBERS])
def test_a_number_comes_out_of_the_door_as_it_was_told(fact, question, value, said):
    qualifier, period_type, period = said
    row = from_the_article(question)
    assert (row.value, row.qualifier, row.period_type) == (value, qualifier, period_type)
    assert (row.period_start, row.period_end) == period


@pytest.mark.parametrize(("fact", "question", "value", "said"), NUMBERS, ids=[number[0] for number in NUMBERS])
def test_a_number_is_the_same_in_both_languages_and_keeps_its_qualifier(fact, question, value, said):
    row = from_the_article(question)
    beginnings = {}
    for language in ("ar", "fr"):
        with override(language):
            figure = figure_of(row)
            assert (figure.number, figure.qualifier, figure.masked) == (str(value), said[0], False)
            beginnings[language] = figure.quantity_text.strip("\u2066\u2067\u2068\u2069")[0]
    # “About” and “up to” stand before the number.
    assert {beginning.isdigit() for beginning in beginnings.values()} == {said[0] == "exact"}


def test_s01_the_day_is_one_of_four_fridays():
    found = event()
    assert (found.date_precision, found.date_start, found.date_end) == (
        "uncertain",
        date(2014, 7, 4),
        date(2014, 7, 25),
    )
    assert {found.date_start.weekday(), found.date_end.weekday()} == {4}
    for language in ("ar", "fr"):
        with override(language):
            assert [day for day in ("4", "11", "18", "25") if day not in found.date_note] == []
    assert (found.venue_ar, found.venue_fr) == ("السجن المحلي بوركايز", "Prison locale de Bourkaiz")


def test_s02_the_programme_was_launched_on_the_second_of_july_at_sale():
    found = event("SALE-2014-07-02")
    assert (found.date_precision, found.date_start) == ("day", date(2014, 7, 2))
    assert (found.edition.code, found.venue_territory.ref) == ("MICRO-RAMADAN-2014", "MA-PLACE:SALE")


def test_s03_and_s04_count_for_a_region_that_is_no_more():
    for code in ("amount-delivered", "beneficiaries"):
        assert ask(Question(code, event=EVENT)).row.territory.ref == "MA-REG-1997:MA-05"
    assert Observation.objects.current().filter(event__code=EVENT).exclude(sex="", age_band="").count() == 0


def test_s05_three_kinds_of_help_without_a_share_of_each():
    found = event()
    assert {kind.code for kind in found.assistance_kinds.all()} == {"cheque", "equipment", "tools"}
    assert ask(Question("amount-delivered", event=EVENT, by="assistance_kind")).rows == []


def test_s06_the_list_of_trades_is_open_and_has_no_counts():
    found = event()
    assert {trade.code for trade in found.trades.all()} == {
        "electricity", "construction", "hairdressing", "welding", "sewing",
    }  # fmt: skip
    assert not found.trades_complete
    assert ask(Question("beneficiaries", event=EVENT, by="trade")).rows == []


def test_s07_the_centre_of_fes_has_two_names():
    found = event()
    assert (found.centre.code, found.centre.territory.ref) == ("AFTERCARE-FES", "MA-PLACE:FES")
    assert "المصاحبة وإعادة الإدماج" in found.note_ar
    assert "accompagnement et de réinsertion" in found.note_fr


def test_s08_authorities_are_named_by_their_office():
    roles = {link.organization.code: link.role for link in event().organizers.all()}
    assert roles["MOULAY-YACOUB-GOVERNOR"] == "authority"
    assert Territory.objects.at_ref("MA-PROV:MA-MOU").exists()


@LANGUAGES
def test_s09_the_foundation_is_of_2002(language):
    assert "2002" in told(language)


def test_s14_to_s16_make_no_series_and_no_sum():
    for code, program in (("prisoners-in-education", "EDUCATION"), ("jobs-found", "AFTERCARE")):
        assert ask(Question(code, program=program, by="year", **UNSTATED)).refusal.code == "no-time-series"
    assert not ask(Question("jobs-found+own-projects", program="AFTERCARE", **UNSTATED)).rows


def test_s17_stands_beside_the_value_that_is_preferred():
    row = ask(Question("amount-announced", **EDITION)).row
    assert (row.value, from_the_article(Question("amount-announced", **EDITION)).value) == (4_500_000, 4_500_000)
    assert row.others


def test_s17_and_s18_are_no_results():
    result = {**EDITION, "role": "result"}
    assert ask(Question("amount-announced", **result)).rows == []
    assert ask(Question("beneficiaries", **{**result, "basis": "reported"})).rows == []


@LANGUAGES
def test_s19_eleven_cities_stand_beside_fes_in_words(language):
    text = told(language)
    assert [city for city in CITIES[language] if city not in text] == []


@pytest.mark.parametrize(("language", "words"), [("ar", "مشروع حياة فردي"), ("fr", "projet de vie individuel")])
def test_s20_the_method_is_told_and_is_no_observation(language, words):
    assert words in told(language)


@pytest.mark.parametrize(("language", "words"), [("ar", "نجح كثير من الشباب"), ("fr", "Beaucoup de jeunes")])
def test_s21_a_claim_without_a_number_stays_a_quotation(language, words):
    assert words in told(language)


def test_s20_and_s21_have_no_row_in_the_ledger():
    of_event = Observation.objects.filter(event__code=EVENT).values_list("indicator__code", flat=True)
    assert set(of_event) == {"beneficiaries", "amount-delivered"}
