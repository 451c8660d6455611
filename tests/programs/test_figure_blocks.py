"""Blocks of several figures, what they say of change, and what the form shows while one chooses."""

import json
from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override
from wagtail.blocks import StreamBlock, StructBlockValidationError

from programs.admin.figure_preview import PREFIX
from programs.blocks import (
    ChartBlock,
    ComparisonBlock,
    FigureGroupBlock,
    HeadlineFigureBlock,
    TableBlock,
    TimelineBlock,
    answers_for,
    figure_blocks,
)
from programs.models import Observation
from programs.statistics import Question, ask
from programs.statistics.trend import trend_in
from tests.factories import EditionFactory, EventFactory, IndicatorFactory, TerritoryFactory
from tests.programs.factories import of_event, reported

pytestmark = pytest.mark.django_db

LANGUAGES = ["ar", "fr"]


def rendered(block, language: str, value: dict) -> str:
    block.set_name("block")
    with override(language):
        return block.render(block.to_python(value))


def selection(**fields) -> dict:
    return {"indicator": "beneficiaries", "role": "result", **fields}


def edition_with_everything():
    edition = EditionFactory()
    whole = {"edition": edition, "program": edition.program, "period_type": "edition"}
    of_event(38, EventFactory(edition=edition, released=True))
    reported(230, role="target", qualifier="about", **whole)
    return edition


# Groups and comparisons


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_group_shows_all_its_figures(language):
    reported(230)
    reported(9, indicator=IndicatorFactory(code="projects", statistical_unit="projects"))
    html = rendered(FigureGroupBlock(), language, {"figures": [selection(), selection(indicator="projects")]})
    assert '<data value="230">' in html
    assert '<data value="9">' in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_events_account_for_stands_beside_what_was_planned(language):
    edition = edition_with_everything()
    html = rendered(ComparisonBlock(), language, selection(edition=edition.code))
    assert '<data value="38">' in html
    assert '<data value="230">' in html


def test_a_comparison_with_nothing_is_refused():
    of_event(38)
    block = ComparisonBlock()
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.to_python(selection()))
    assert caught.value.block_errors["indicator"].code == "nothing-to-compare"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_timeline_has_target_and_result_of_each_edition(language):
    edition = edition_with_everything()
    html = rendered(TimelineBlock(), language, selection(program=edition.program.code))
    assert html.count("timeline__step") == 1
    assert '<data value="38">' in html
    assert '<data value="230">' in html


@pytest.mark.parametrize("size", [2, 20])
def test_blocks_of_many_figures_ask_once(size, django_assert_num_queries):
    edition = edition_with_everything()
    figures = [selection(event=of_event(38).event.code) for _ in range(size)]
    stream = StreamBlock(figure_blocks()).to_python(
        [
            {"type": "figure_group", "value": {"figures": figures}},
            {"type": "comparison", "value": selection(edition=edition.code)},
            {"type": "timeline", "value": selection(program=edition.program.code)},
            *({"type": "chart", "value": selection(by="event", title=f"T {n}")} for n in range(size)),
        ]
    )
    with django_assert_num_queries(2):
        answers = answers_for(stream)
    with django_assert_num_queries(0):
        for child in stream:
            child.block.get_context(child.value, {"answers": answers})


# Targets and trends


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_headline_has_its_target_beside_it(language):
    reported(230)
    reported(300, role="target")
    html = rendered(HeadlineFigureBlock(), language, selection(with_target=True))
    assert '<data value="230">' in html
    assert '<data value="300">' in html


def trend(**later):
    reported(100, year=2013)
    reported(**{"value": 150, "year": 2014, **later})
    rows = ask(Question("beneficiaries", by="year")).rows
    return trend_in(rows, rows[-1]) if rows else None


def test_a_year_is_compared_with_the_year_before():
    found = trend()
    assert (found.difference, found.percent) == (50, 50)


@pytest.mark.parametrize(
    "later",
    [
        {"qualifier": "about"},
        {"year": 2016},
        {"status": "provisional"},
        {"period_type": "multi_year"},
    ],
    ids=str,
)
def test_what_cannot_be_compared_has_no_trend(later):
    assert trend(**later) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_headline_says_the_change(language):
    reported(100, year=2013)
    reported(150, year=2014)
    html = rendered(HeadlineFigureBlock(), language, selection(with_trend=True))
    assert "figure__beside" in html
    assert "2013" in html


# Two dimensions


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_crosses_two_dimensions_and_leaves_empty_what_is_not_known(language):
    fes, meknes = TerritoryFactory(code="FES"), TerritoryFactory(code="MEKNES")
    for place, year, value in ((fes, 2013, 28), (fes, 2014, 38), (meknes, 2014, 18)):
        of_event(value, EventFactory(target_territory=place, date_start=date(year, 7, 1), released=True))
    html = rendered(TableBlock(), language, selection(by="territory", columns="year"))
    assert html.index("2013") < html.index("2014")
    assert html.count("<td></td>") == 1
    assert '<data value="84">' in html


def test_a_kind_of_chart_that_would_mislead_is_refused():
    for year in (2013, 2014):
        reported(year, year=year, territory=TerritoryFactory(code=f"P-{year}"))
    block = ChartBlock()
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.to_python(selection(by="territory", drawing="line", title="x", period_type="calendar_year")))
    assert caught.value.block_errors["drawing"].code == "not-over-time"


# The form


def asked(client, kind: str, **fields) -> dict:
    data = {f"{PREFIX}-{name}": value for name, value in selection(**fields).items()}
    response = client.post(reverse("programs_figure_preview") + f"{kind}/", {**data, "language": "fr"})
    assert response.status_code == 200
    return json.loads(response.content)


def test_the_form_shows_what_readers_will_see(admin_client):
    reported(230)
    answer = asked(admin_client, "headline_figure")
    assert '<data value="230">' in answer["html"]
    assert 'lang="fr"' in answer["html"]


@pytest.mark.parametrize("kind", ["headline_figure", "table", "chart", "map", "comparison", "timeline"])
def test_the_form_says_why_there_is_nothing_to_see(admin_client, kind):
    IndicatorFactory()
    answer = asked(admin_client, kind, by="year", title="x")
    assert (answer["html"], bool(answer["message"])) == ("", True)


def test_the_form_offers_the_nearest_selection_that_has_an_answer(admin_client):
    indicator = IndicatorFactory(aggregation="none")
    for value in (38, 12):
        of_event(value, indicator=indicator)
    answer = asked(admin_client, "table", by="year")
    assert answer["nearest"]["by"] == "event"


def test_the_form_offers_what_has_a_value_without_one_restriction(admin_client):
    reported(230)
    answer = asked(admin_client, "headline_figure", period_type="school_year")
    assert answer["nearest"]["period_type"] == ""


def test_only_editors_may_ask_for_previews(client):
    reported(230)
    response = client.post(reverse("programs_figure_preview") + "headline_figure/", {})
    assert response.status_code == 302


def test_a_preview_shows_no_draft(admin_client):
    of_event(38, released_at=None)
    assert Observation.objects.drafts().exists()
    assert asked(admin_client, "headline_figure")["html"] == ""
