"""Blocks of several figures: targets beside results, and trends."""

from datetime import date

import pytest
from django.utils.translation import override
from wagtail.blocks import StreamBlock, StructBlockValidationError

from programs.editorial.blocks import figure_blocks
from programs.editorial.blocks.chart import ChartBlock, MapBlock, TableBlock
from programs.editorial.blocks.comparison import ComparisonBlock, TimelineBlock
from programs.editorial.blocks.headline import FigureGroupBlock, HeadlineFigureBlock
from programs.editorial.blocks.questions import answers_for
from programs.facts.indicators import Indicator
from programs.facts.territories import TerritoryRelation
from programs.presentation.beside import target_questions
from programs.statistics.query import ask
from programs.statistics.questions import Question
from programs.statistics.trend import trend_in
from tests.factories import EditionFactory, EventFactory, IndicatorFactory, SchemeFactory, TerritoryFactory
from tests.programs.factories import money, of_event, reported

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
    target_questions(Question("beneficiaries"))  # under which names targets go is in the cache
    # The ids of codes, the fold, and a statement for each kind of record that rows name.
    with django_assert_num_queries(7):
        answers = answers_for(stream)
    with django_assert_num_queries(1):  # the observations behind all of them
        for child in stream:
            child.block.get_context(child.value, {"answers": answers})


# Targets


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_headline_has_its_target_beside_it(language):
    reported(230)
    reported(300, role="target")
    html = rendered(HeadlineFigureBlock(), language, selection(with_target=True))
    assert '<data value="230">' in html
    assert '<data value="300">' in html


def edition_with_envelope():
    """An edition of which 4.5 million were announced, and 650 000 handed over."""
    edition = EditionFactory()
    delivered = money()
    announced = money("amount-announced", measure="announced", compared_with=delivered)
    whole = {"edition": edition, "program": edition.program, "period_type": "edition"}
    reported(4_500_000, indicator=announced, role="target", **whole)
    of_event(650_000, EventFactory(edition=edition, released=True), indicator=delivered)
    return edition


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_amount_that_was_handed_over_stands_beside_what_was_announced(language):
    edition = edition_with_envelope()
    value = selection(indicator="amount-delivered", edition=edition.code, with_target=True)
    html = rendered(HeadlineFigureBlock(), language, value)
    assert '<data value="650000">' in html
    assert '<data value="4500000">' in html
    assert "amount-announced" in html  # its name: it is another measure of money


@pytest.mark.parametrize("block", [ComparisonBlock, TimelineBlock])
def test_what_was_announced_is_the_whole_of_what_was_handed_over(block):
    edition = edition_with_envelope()
    html = rendered(block(), "fr", selection(indicator="amount-delivered", program="MICRO", edition=edition.code))
    assert '<data value="4500000">' in html
    assert "650" in html


def test_what_is_compared_with_what_is_known_as_soon_as_it_changes():
    edition = edition_with_envelope()
    question = Question("amount-delivered", edition=edition.code)
    assert [one.indicator for one in target_questions(question)] == ["amount-delivered", "amount-announced"]
    announced = Indicator.objects.get(code="amount-announced")
    announced.compared_with = None
    announced.save()
    assert [one.indicator for one in target_questions(question)] == ["amount-delivered"]


# Targets in charts


def charted(**fields) -> tuple[str, str]:
    block = ChartBlock()
    block.set_name("chart")
    with override("fr"):
        value = block.to_python(selection(title="Titre", **{"by": "edition", **fields}))
        answers = value.answers()
        context = block.get_context(value, {})
        return context["chart"].kind, str(block.remark(value, answers))


def two_editions(*, targets: bool = True):
    for number in (1, 2):
        edition = EditionFactory(
            code=f"E-{number}", period_start=date(2010 + number, 1, 1), period_end=date(2010 + number, 12, 31)
        )
        whole = {"edition": edition, "program": edition.program, "period_type": "edition", "year": 2010 + number}
        reported(100 * number, **whole)
        if targets:
            reported(130 * number, role="target", **whole)


def test_results_of_editions_are_drawn_with_their_targets():
    two_editions()
    assert charted() == ("grouped_bar", "")


@pytest.mark.parametrize(
    ("fields", "kind"),
    [({"with_target": False}, "bar"), ({"drawing": "bar"}, "bar"), ({"role": "target"}, "bar")],
    ids=str,
)
def test_targets_are_left_out_if_not_chosen_or_not_drawable(fields, kind):
    two_editions()
    drawn, remark = charted(**fields)
    assert drawn == kind
    assert bool(remark) == ("drawing" in fields)


def test_an_editor_reads_that_editions_have_no_targets():
    two_editions(targets=False)
    drawn, remark = charted()
    assert drawn == "bar"
    assert remark


# Maps of the time of their values


def test_a_map_is_drawn_on_the_regions_of_the_time_of_its_values():
    for year, scheme in ((2013, "MA-REG-1997"), (2018, "MA-REG-2015")):
        division = SchemeFactory(
            code=scheme,
            level="region",
            valid_from=date(1997, 8, 17) if year == 2013 else date(2015, 9, 4),
            valid_to=date(2015, 9, 3) if year == 2013 else None,
        )
        indicator = IndicatorFactory(code=f"of-{year}")
        reported(10, year=year, indicator=indicator, territory=TerritoryFactory(scheme=division, code="MA-05"))
    block = MapBlock()
    for year, scheme in ((2013, "MA-REG-1997"), (2018, "MA-REG-2015")):
        value = block.to_python(selection(indicator=f"of-{year}", title="Titre"))
        [first, _other] = value.answers()
        assert first.question.scheme == scheme
        assert block.clean(value)


def test_values_of_both_times_make_a_map_only_on_regions_that_are_chosen():
    scheme = SchemeFactory(code="MA-REG-2015", level="region", valid_from=date(2015, 9, 4))
    place = TerritoryFactory(code="FES")
    TerritoryRelation.objects.create(
        territory=place, related=TerritoryFactory(scheme=scheme, code="MA-03"), relation="within"
    )
    for year in (2013, 2018):
        of_event(10, EventFactory(target_territory=place, date_start=date(year, 7, 1), released=True))
    block = MapBlock()
    value = block.to_python(selection(title="Titre"))
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(value)
    assert caught.value.block_errors["scheme"].code == "both-times"
    assert block.clean(block.to_python(selection(title="Titre", scheme="MA-REG-2015")))


# Trends


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
        {"status": "P"},
        {"period_type": "multi_year"},
    ],
    ids=str,
)
def test_what_cannot_be_compared_has_no_trend(later):
    assert trend(**later) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_headline_shows_the_trend(language):
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
