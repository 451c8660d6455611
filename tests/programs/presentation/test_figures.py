"""Figures and tables as readers see them, in both languages."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from programs.facts.events import DistributionEvent
from programs.presentation.figures import Figure, figure_of, plain_number
from programs.presentation.tables import table_of
from programs.statistics.query import ask
from programs.statistics.questions import Question
from programs.statistics.sources.series import rows_of_indicator
from tests.factories import EventFactory, IndicatorFactory, SourceFactory, UnitFactory
from tests.programs.factories import money, of_event, reported

pytestmark = pytest.mark.django_db

NBSP, NARROW = "\u00a0", "\u202f"


def figure(language: str, question: Question | None = None) -> Figure:
    with override(language):
        return figure_of(ask(question or Question("beneficiaries")).row)


# Values


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        (1, "ar", "مستفيد واحد"),
        (2, "ar", "مستفيدان"),
        (5, "ar", "5 مستفيدين"),
        (38, "ar", "38 مستفيد"),
        (1, "fr", "1 personne"),
        (38, "fr", "38 personnes"),
        (27637, "ar", "27.637 مستفيد"),
        (27637, "fr", f"27{NARROW}637 personnes"),
    ],
)
def test_a_number_stands_with_its_unit_in_the_right_plural(value, language, text):
    IndicatorFactory(threshold=0)
    reported(value)
    shown = figure(language)
    assert shown.quantity_text == text
    assert shown.quantity_html == f"<bdi>{text}</bdi>"


@pytest.mark.parametrize(("language", "text"), [("ar", f"650.000{NBSP}درهم"), ("fr", f"650{NARROW}000{NBSP}DH")])
def test_money_stands_with_its_currency(language, text):
    reported(650_000, indicator=money())
    shown = figure(language, Question("amount-delivered"))
    assert (shown.quantity_text, shown.number) == (text, "650000")


@pytest.mark.parametrize(("language", "text"), [("ar", "49,2%"), ("fr", f"49,2{NBSP}%")])
def test_a_rate_stands_with_its_sign(language, text):
    unit = UnitFactory(code="percent")
    reported("49.2", indicator=IndicatorFactory(code="rate", statistical_unit="rate", aggregation="none", unit=unit))
    shown = figure(language, Question("rate"))
    assert shown.quantity_text.replace("\u202f", NBSP) == text
    assert shown.number == "49.2"


@pytest.mark.parametrize(
    ("qualifier", "arabic", "french"),
    [
        ("about", "نحو 230 مستفيد", "environ 230 personnes"),
        ("more_than", "أكثر من 230 مستفيد", "plus de 230 personnes"),
        ("at_least", "ما لا يقل عن 230 مستفيد", "au moins 230 personnes"),
        ("up_to", "ما يصل إلى 230 مستفيد", "jusqu’à 230 personnes"),
        ("at_most", "لا يتجاوز 230 مستفيد", "au plus 230 personnes"),
    ],
)
def test_a_qualifier_travels_with_its_value(qualifier, arabic, french):
    reported(230, qualifier=qualifier)
    assert (figure("ar").quantity_text, figure("fr").quantity_text) == (arabic, french)


def test_between_names_both_values_and_the_unit_once():
    reported(30, qualifier="between", value_high=40)
    assert figure("ar").quantity_text == "ما بين 30 و40 مستفيد"
    assert figure("fr").quantity_text == "entre 30 et 40 personnes"


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_missing_value_is_named_and_never_empty(language):
    reported(None, status="O")
    shown = figure(language)
    assert (shown.number, shown.status, shown.masked) == ("", "O", False)
    assert "0" not in shown.quantity_html
    assert shown.value_html == shown.quantity_html != ""


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_nothing_is_a_number_like_others(language):
    reported(0)
    shown = figure(language)
    assert (shown.number, shown.value_html) == ("0", "<bdi>0</bdi>")


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_masked_value_is_nowhere_in_its_figure(language):
    reported(4, qualifier="about", code="MASKED")
    shown = figure(language)
    assert (shown.masked, shown.number) == (True, "")
    # Nor does it say how large it is: what is masked for a later, smaller version may be larger than any threshold.
    assert not set("0123456789") & set(shown.quantity_text + shown.value_html)
    assert "4" not in shown.value_html


def test_texts_of_editors_are_escaped():
    indicator = IndicatorFactory(
        unit=UnitFactory(code="x", forms_ar={"other": "{n} <b>"}, forms_fr={"other": "{n} <b>"})
    )
    reported(230, indicator=indicator)
    assert figure("fr").quantity_html == "<bdi>230 &lt;b&gt;</bdi>"


@pytest.mark.parametrize(
    ("value", "text"),
    [("230.0000", "230"), ("1E+3", "1000"), ("0.5000", "0.5"), ("0", "0"), (None, ""), ("100", "100")],
)
def test_a_value_for_machines_has_neither_exponent_nor_needless_zeros(value, text):
    assert plain_number(None if value is None else Decimal(value)) == text


# What stands beside a value


@pytest.mark.parametrize(
    ("language", "labels"), [("ar", ("اسم beneficiaries", "المغرب")), ("fr", ("Nom beneficiaries", "Maroc"))]
)
def test_names_are_those_of_the_reader_s_language(language, labels):
    reported(230)
    shown = figure(language)
    assert (shown.label, shown.territory_text) == labels


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_figure_leads_to_its_card_in_the_reader_s_language(language):
    code = reported(230).code
    assert figure(language).url == f"/{language}/figures/{code}/"


def test_a_target_is_marked():
    reported(478, role="target")
    shown = figure("fr", Question("beneficiaries", role="target"))
    assert shown.role == "target"
    assert shown.role_label


def test_the_other_values_stand_beside_the_preferred_one_with_the_reason():
    preferred = reported(250, source=SourceFactory(date=date(2014, 8, 1)))
    reported(230, source=SourceFactory(date=date(2014, 7, 1), name_fr="Le Journal"))
    preferred.preferences.create(reason_ar="الأدق", reason_fr="Plus précis")
    shown = figure("fr")
    assert (shown.number, shown.preference_reason) == ("250", "Plus précis")
    assert [(other.number, other.sources[0].name) for other in shown.others] == [("230", "Le Journal")]
    assert figure("ar").preference_reason == "الأدق"


def test_two_sources_of_one_name_are_two_sources():
    for number in (1, 2):
        reported(230, source=SourceFactory(name_fr="Le Journal", url=f"https://example.org/{number}"))
    with override("fr"):
        table = table_of(ask(Question("beneficiaries", by="year")))
    assert len(table.sources) == 2


def test_the_note_of_a_value_is_shown_however_many_sources_agree():
    reported(230, note_fr="Sans Fès", code="A")
    reported(230, code="B")
    assert figure("fr").note == "Sans Fès"


def test_a_sum_has_no_note_of_one_of_its_parts():
    of_event(38, note_fr="Sans Fès")
    of_event(12)
    assert figure("fr").note == ""


# Periods


@pytest.mark.parametrize(
    ("language", "text"),
    [("ar", "في يوم ما بين 4 و25 يوليوز 2014"), ("fr", "un jour entre le 4 et le 25 juillet 2014")],
)
def test_the_period_of_an_event_is_as_precise_as_its_date(language, text):
    event = EventFactory(
        date_precision="uncertain", date_start=date(2014, 7, 4), date_end=date(2014, 7, 25), released=True
    )
    of_event(38, event)
    assert figure(language).period_text == text


def test_the_period_of_a_sum_spans_its_events():
    of_event(38, EventFactory(date_start=date(2013, 10, 25), released=True))
    of_event(12, EventFactory(date_start=date(2014, 7, 11), released=True))
    assert figure("fr").period_text == "du 25 octobre 2013 au 11 juillet 2014"


def test_a_value_keeps_the_days_it_was_published_with():
    event = of_event(38).event
    DistributionEvent.objects.filter(pk=event.pk).update(date_start=date(2014, 8, 1), date_end=date(2014, 8, 1))
    assert figure("fr").period_text == "11 juillet 2014"


def test_an_event_of_unknown_date_is_marked():
    event = EventFactory(
        date_precision="unknown", date_start=None, date_end=None, date_note_ar="م", date_note_fr="n", released=True
    )
    of_event(38, event)
    assert figure("fr", Question("beneficiaries", event=event.code)).period_text == "période non précisée"


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_value_of_an_indicator_can_be_shown(language):
    reported(230, qualifier="about")
    reported(30, year=2013, qualifier="between", value_high=40)
    reported(None, year=2012, status="O")
    reported(3, year=2011)
    reported(500, period_type="cumulative", period_start=None)
    reported(600, period_type="unstated", period_start=None, period_end=None)
    of_event(38)
    with override(language):
        figures = [figure_of(row) for row in rows_of_indicator("beneficiaries")]
    assert len(figures) == 7
    assert all(shown.period_text and shown.quantity_text and shown.sources for shown in figures)
