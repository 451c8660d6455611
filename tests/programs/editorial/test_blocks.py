"""Blocks of figures: they hold no number, refuse selections without an answer, and query once for a page."""

from datetime import date

import pytest
from django.utils.translation import override
from wagtail.blocks import StreamBlock, StructBlockValidationError

from programs.editorial.blocks import figure_blocks
from programs.editorial.blocks.chart import ChartBlock, TableBlock
from programs.editorial.blocks.headline import HeadlineFigureBlock
from programs.editorial.blocks.questions import answers_for, questions_in
from programs.editorial.fact_blocks import FactChoiceBlock, TerritoryChoiceBlock
from programs.statistics.questions import Question
from tests.factories import EventFactory, IndicatorFactory, ProgramFactory, TerritoryFactory
from tests.programs.factories import of_event, region, reported

pytestmark = pytest.mark.django_db

BLOCKS = [HeadlineFigureBlock, TableBlock, ChartBlock]


def selection(block, **cells):
    return block.to_python({"indicator": "beneficiaries", "role": "result", **cells})


def rendered(block_type, language: str = "fr", **cells) -> str:
    block = block_type()
    block.set_name("block")
    with override(language):
        return block.render(selection(block, **cells))


def refusal(block, **cells) -> str:
    with override("fr"), pytest.raises(StructBlockValidationError) as caught:
        block.clean(selection(block, **cells))
    return caught.value.block_errors["indicator"].code


# What a block may refer to


@pytest.mark.parametrize("block_type", BLOCKS)
def test_a_selection_with_an_answer_is_accepted(block_type):
    reported(230)
    block = block_type()
    assert block.clean(selection(block, title="Un titre", by="year"))["indicator"] == "beneficiaries"


def test_a_selection_without_a_published_value_is_refused():
    of_event(38, released_at=None)
    assert refusal(HeadlineFigureBlock()) == "no-value"


def test_a_selection_that_may_not_be_summed_is_refused_with_the_reason():
    indicator = IndicatorFactory(aggregation="none")
    of_event(38, indicator=indicator)
    of_event(12, indicator=indicator)
    assert refusal(HeadlineFigureBlock()) == "not-additive"


def test_a_series_of_values_without_a_period_is_refused():
    reported(230, period_type="unstated", period_start=None, period_end=None)
    assert refusal(TableBlock(), by="year") == "no-time-series"


def test_a_selection_with_several_values_is_refused():
    reported(230, program=ProgramFactory(code="A"))
    reported(250, program=ProgramFactory(code="B"))
    assert refusal(HeadlineFigureBlock()) == "several-values"


@pytest.mark.parametrize("cells", [{"indicator": "unknown"}, {"indicator": ""}, {"program": "UNKNOWN"}], ids=str)
def test_a_code_that_is_no_record_is_refused(cells):
    reported(230)
    block = HeadlineFigureBlock()
    with pytest.raises(StructBlockValidationError):
        block.clean(selection(block, **cells))


# How it is shown


@pytest.mark.parametrize(("language", "text"), [("ar", "نحو 230 مستفيد"), ("fr", "environ 230 personnes")])
def test_a_headline_figure_is_live_in_each_language(language, text):
    reported(230, qualifier="about")
    html = rendered(HeadlineFigureBlock, language)
    assert f"<bdi>{text}</bdi>" in html
    assert '<data value="230">' in html
    assert f'href="/{language}/figures/O-' in html


@pytest.mark.parametrize("block_type", BLOCKS)
def test_a_block_that_has_lost_its_value_shows_no_hole_and_no_error(block_type):
    assert rendered(block_type, indicator="gone", title="x", by="year") is not None


def test_a_block_that_may_not_be_summed_shows_the_reason():
    indicator = IndicatorFactory(aggregation="none")
    of_event(38, indicator=indicator)
    assert "refusal" in rendered(HeadlineFigureBlock)


def test_a_table_shows_every_row_and_the_total():
    for year, value in ((2013, 28), (2014, 38)):
        of_event(value, EventFactory(date_start=date(year, 7, 11), released=True))
    html = rendered(TableBlock, by="year")
    assert all(f'<data value="{number}">' in html for number in (28, 38, 66))
    assert "<caption" in html


def test_a_chart_has_its_title_and_table(settings, tmp_path):
    settings.CHARTS_ROOT = tmp_path
    reported(200, year=2013)
    reported(230)
    html = rendered(ChartBlock, by="year", title="230 personnes en 2014")
    assert "<svg" in html
    assert "230 personnes en 2014" in html
    assert '<data value="230">' in html


def test_a_masked_value_is_in_no_block(settings, tmp_path):
    settings.CHARTS_ROOT = tmp_path
    event = EventFactory(released=True)
    of_event(4, event)
    for block_type in BLOCKS:
        html = rendered(block_type, event=event.code, by="event", title="x")
        assert 'value="4"' not in html
        assert ">4<" not in html


def test_every_channel_shows_the_same_value(client, settings, tmp_path):
    """Headline, table, chart, page of the indicator and file: one value."""
    settings.CHARTS_ROOT = tmp_path
    reported(230, qualifier="about")
    for block_type in BLOCKS:
        assert '<data value="230">' in rendered(block_type, by="year", title="x")
    assert '<data value="230">' in client.get("/fr/data/beneficiaries/").text
    assert ",230,,about,A," in client.get("/fr/data/beneficiaries.csv").getvalue().decode()


# What a block stores


def test_a_block_stores_codes_and_no_number():
    block = TableBlock()
    stored = block.get_prep_value(selection(block, program="MICRO", by="year", territory="MA:MA"))
    assert stored["indicator"] == "beneficiaries"
    assert (stored["program"], stored["territory"]) == ("MICRO", "MA:MA")
    assert not any(isinstance(value, int | float) for value in stored.values())


def test_records_that_a_block_refers_to_are_known_by_it():
    indicator, territory = IndicatorFactory(), region()
    assert [pk for _model, pk, *_rest in FactChoiceBlock("programs.Indicator").extract_references("beneficiaries")] == [
        str(indicator.pk)
    ]
    references = TerritoryChoiceBlock().extract_references("MA-REG-1997:MA-05")
    assert [pk for _model, pk, *_rest in references] == [str(territory.pk)]
    assert list(FactChoiceBlock("programs.Indicator").extract_references("gone")) == []


@pytest.mark.parametrize(("language", "name"), [("ar", "اسم MICRO"), ("fr", "Nom MICRO")])
def test_choices_are_named_in_the_language_of_the_editor(language, name):
    ProgramFactory(code="MICRO")
    with override(language):
        assert ("MICRO", name) in FactChoiceBlock("programs.Program").field.choices


def test_territories_are_grouped_by_scheme():
    TerritoryFactory(code="FES")
    region()
    with override("fr"):
        groups = dict(choice for choice in TerritoryChoiceBlock().field.choices if isinstance(choice[1], list))
    assert groups["Nom MA-PLACE"] == [("MA-PLACE:FES", "Nom FES")]


# A page of them


def stream_of(*questions: dict):
    block = StreamBlock(figure_blocks())
    return block.to_python(
        [{"type": "headline_figure", "value": {"indicator": "beneficiaries", "role": "result", **q}} for q in questions]
    )


@pytest.mark.parametrize("size", [2, 50])
def test_a_page_of_figures_queries_once(size, django_assert_num_queries):
    events = [of_event(38).event.code for _ in range(size)]
    stream = stream_of(*({"event": code} for code in events))
    with django_assert_num_queries(4):  # the fold, and indicators, places and sources
        answers = answers_for(stream, more=[Question("unknown")])
    with django_assert_num_queries(1):  # the observations behind all of them
        for child in stream:
            child.block.get_context(child.value, {"answers": answers})


def test_equal_questions_are_queried_once():
    stream = stream_of({"event": "A"}, {"event": "A"}, {"event": "B"})
    assert [question.event for question in questions_in(stream)] == ["A", "B"]


def test_a_block_without_a_page_queries_itself():
    reported(230)
    block = HeadlineFigureBlock()
    assert block.get_context(selection(block))["figure"].number == "230"
