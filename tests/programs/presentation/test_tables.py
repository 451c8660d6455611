"""Tables and facts boxes as readers see them, in both languages."""

from datetime import date

import pytest
from django.utils.translation import override

from programs.facts.events import DistributionEvent, EventOrganizer
from programs.facts.programs import AssistanceKind, Organization, Trade
from programs.presentation.facts_box import facts_boxes, figures_of_events
from programs.presentation.tables import table_of
from programs.statistics.query import ask
from programs.statistics.questions import Question
from tests.factories import EditionFactory, EventFactory
from tests.programs.factories import of_event, region, reported

pytestmark = pytest.mark.django_db

NBSP, NARROW = "\u00a0", "\u202f"


# Tables


def test_a_table_has_a_row_for_each_year_and_a_total_of_events():
    for year, value in ((2013, 28), (2014, 38)):
        of_event(value, EventFactory(date_start=date(year, 7, 11), released=True))
    with override("fr"):
        table = table_of(ask(Question("beneficiaries", by="year")))
    assert [(row.header, row.cells[0].number) for row in table.rows] == [("2013", "28"), ("2014", "38")]
    assert table.total.number == "66"


def test_a_school_year_is_not_shown_as_its_last_year():
    reported(500, period_type="school_year", period_start=date(2013, 9, 1), period_end=date(2014, 8, 31))
    with override("fr"):
        table = table_of(ask(Question("beneficiaries", by="year")))
    assert [row.header for row in table.rows] == ["année scolaire 2013-2014"]


def test_two_events_of_one_name_differ_by_their_dates():
    for day in (11, 18):
        of_event(38, EventFactory(date_start=date(2014, 7, day), name_fr="Remise à Fès", released=True))
    with override("fr"):
        table = table_of(ask(Question("beneficiaries", by="event")))
    assert [row.header for row in table.rows] == [
        "Remise à Fès (11 juillet 2014)",
        "Remise à Fès (18 juillet 2014)",
    ]


def test_places_with_values_of_different_years_are_shown_with_them():
    reported(40, year=2012, territory=region("MA-05"))
    reported(60, year=2013, territory=region("MA-06"))
    with override("fr"):
        table = table_of(ask(Question("beneficiaries", by="territory")))
    assert [row.header for row in table.rows] == ["Nom MA-05 (2012)", "Nom MA-06 (2013)"]


@pytest.mark.parametrize("by", ["event,year", "year,event"])
def test_events_are_always_rows_with_their_year_beside_them(by):
    for year, value in ((2013, 28), (2014, 38)):
        of_event(value, EventFactory(date_start=date(year, 7, 11), name_fr=f"Remise {year}", released=True))
    with override("fr"):
        table = table_of(ask(Question("beneficiaries", by=by)))
    assert table.columns[:2] == ["Remise", "Année"]
    assert [(row.header, row.texts, [cell.number for cell in row.cells]) for row in table.rows] == [
        ("Remise 2013", ("2013",), ["28"]),
        ("Remise 2014", ("2014",), ["38"]),
    ]


@pytest.mark.parametrize("by", ["event,sex", "sex,event"])
def test_events_are_rows_of_what_each_has_several_of(by):
    for day in (11, 18):
        event = EventFactory(date_start=date(2014, 7, day), name_fr="Remise à Fès", released=True)
        of_event(20 + day, event, sex="F")
        of_event(10 + day, event, sex="M")
    with override("fr"):
        table = table_of(ask(Question("beneficiaries", by=by)))
    assert [(row.header, [cell.number for cell in row.cells]) for row in table.rows] == [
        ("Remise à Fès (11 juillet 2014)", ["31", "21"]),
        ("Remise à Fès (18 juillet 2014)", ["38", "28"]),
    ]


@pytest.mark.parametrize(("places", "down"), [(6, "Année"), (7, "Territoire")])
def test_a_long_dimension_of_columns_becomes_rows(places, down):
    for number in range(places):
        of_event(38, EventFactory(target_territory=region(f"MA-{number:02}"), released=True))
    with override("fr"):
        table = table_of(ask(Question("beneficiaries", by="year,territory")))
    assert table.columns[0] == down


def test_a_school_year_is_no_year_in_a_table_by_two_dimensions_either():
    of = {"period_type": "school_year", "period_start": date(2013, 9, 1), "period_end": date(2014, 8, 31)}
    reported(500, territory=region("MA-05"), **of)
    with override("fr"):
        table = table_of(ask(Question("beneficiaries", by="territory,year")))
    assert table.columns == ["Territoire", "année scolaire 2013-2014"]


@pytest.mark.parametrize("by", ["year", "edition", "territory", "event"])
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_table_has_a_caption_and_headings(by, language):
    of_event(38, EventFactory(edition=EditionFactory(), released=True))
    with override(language):
        table = table_of(ask(Question("beneficiaries", by=by)))
    assert len(table.columns) == 2
    assert all([table.caption, *table.columns, *(row.header for row in table.rows)])


# Facts boxes


@pytest.fixture
def rich_event() -> DistributionEvent:
    event = EventFactory(
        code="FES-2014-07", edition=EditionFactory(), venue_ar="القاعة", venue_fr="La salle", released=True
    )
    event.trades.set([Trade.objects.create(code=c, name_ar=f"{c} ع", name_fr=f"{c} fr") for c in ("b", "a")])
    event.assistance_kinds.set([AssistanceKind.objects.create(code="cheque", name_ar="شيك", name_fr="chèque")])
    event.save()
    for number, role in enumerate(("partner", "organizer")):
        organization = Organization.objects.create(code=role, name_ar=f"{role} ع", name_fr=f"{role} fr")
        EventOrganizer.objects.create(event=event, organization=organization, role=role, sort_order=number)
    of_event(38, event)
    return event


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_facts_box_tells_the_same_in_both_languages(rich_event, language):
    end = "ع" if language == "ar" else "fr"
    with override(language):
        events = list(DistributionEvent.objects.for_facts())
        [box] = facts_boxes(events, {"MICRO": "/programme/"}, figures_of_events(events))
    assert box.url == f"/{language}/events/FES-2014-07/"
    assert (box.when_iso, box.program.url) == ("2014-07-11", "/programme/")
    assert sorted(box.trades) == [f"a {end}", f"b {end}"]
    assert [group["names"] for group in box.organizers] == [[f"organizer {end}"], [f"partner {end}"]]
    assert box.assistance_kinds == ["شيك" if language == "ar" else "chèque"]
    assert [shown.number for shown in box.figures] == ["38"]


def test_the_boxes_of_many_events_take_as_many_statements_as_that_of_one(rich_event, django_assert_num_queries):
    for number in range(30):
        of_event(10, EventFactory(code=f"E-{number}", released=True))
    with django_assert_num_queries(8):  # events, placements, figures folded, what they show in four, names
        events = list(DistributionEvent.objects.for_facts())
        boxes = facts_boxes(events, {}, figures_of_events(events))
    assert len(boxes) == 31


def test_only_a_known_day_is_a_date_for_machines():
    EventFactory(date_precision="month", date_start=date(2014, 7, 1), date_end=date(2014, 7, 31), released=True)
    with override("fr"):
        [box] = facts_boxes(list(DistributionEvent.objects.for_facts()), {}, {})
    assert (box.when_text, box.when_iso) == ("juillet 2014", "")


@pytest.mark.parametrize(("language", "word"), [("ar", "مستهدف"), ("fr", "objectif")])
def test_the_caption_of_a_table_of_targets_names_them(language, word):
    edition = EditionFactory()
    for role in ("target", "result"):
        reported(400, role=role, edition=edition, program=edition.program, period_type="edition")
    with override(language):
        planned, reached = (
            table_of(ask(Question("beneficiaries", by="edition", role=role))) for role in ("target", "result")
        )
    assert word in planned.caption
    assert word not in reached.caption
