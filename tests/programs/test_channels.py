"""A value is the same in every channel: page, sentence, chart, file, feed and terminal."""

import csv
import io
import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.management import call_command
from django.utils.translation import override

from portal.pages.blocks import TextBlock
from programs.charts.chart import chart_of
from programs.editorial.blocks.chart import ChartBlock, TableBlock
from programs.editorial.blocks.headline import HeadlineFigureBlock
from programs.editorial.live_figures import element_of
from programs.facts.ledger import correct
from programs.presentation.addresses import question_url
from programs.statistics.query import ask
from programs.statistics.questions import Question
from tests.factories import EventFactory
from tests.programs.factories import RELEASED, of_event, reported

pytestmark = pytest.mark.django_db

LANGUAGES = pytest.mark.parametrize("language", ["ar", "fr"])
#: Value, the upper end if there is one, and qualifier: what each is told with differs.
VALUES = pytest.mark.parametrize(
    ("value", "high", "qualifier"),
    [
        ("12650", None, "exact"),
        ("38", None, "about"),
        ("230", "300", "between"),
        ("1000", None, "more_than"),
        ("4", None, "exact"),
        (None, None, "exact"),
    ],
    ids=["exact", "about", "between", "more than", "masked", "missing"],
)
#: Marks that isolate a number from the direction of the text around it, and the spaces that never break.
INVISIBLE = re.compile("[\u200e\u200f\u2066-\u2069]")


@pytest.fixture(autouse=True)
def charts_root(settings, tmp_path):
    settings.CHARTS_ROOT = tmp_path / "charts"


def words_of(html: str) -> str:
    """Return the text of a page without markup."""
    text = INVISIBLE.sub("", unescape(re.sub(r"<[^>]+>", "", html)))
    return re.sub(r"\s+", " ", text).strip()


def of_block(block_type, language: str, **cells) -> str:
    block = block_type()
    block.set_name("block")
    with override(language):
        return block.render(block.to_python({"role": "result", "title": "Un titre", **cells}))


def address(question: Question, language: str, **more) -> str:
    with override(language):
        return question_url(question, **more)


def in_prose(question: Question, language: str) -> str:
    block = TextBlock()
    with override(language):
        return block.render(block.to_python(f"<p>Soit {element_of(question.as_codes())} en tout.</p>"))


def on_a_terminal(question: Question, language: str, form: str) -> str:
    output = io.StringIO()
    given = {"year": question.year, "basis": question.basis, "language": language, "format": form}
    call_command("statistics", question.indicator, stdout=output, **given)
    return output.getvalue()


def numbers(html: str) -> set[str]:
    return set(re.findall(r'<data value="([^"]*)"', html))


def in_csv(text: str) -> tuple[str, str, str]:
    [row] = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    return row["value"], row["value_high"], row["qualifier"]


def in_json(row: dict) -> tuple[str, str, str]:
    return row["obs_value"] or "", row["obs_value_high"] or "", row["qualifier"]


@LANGUAGES
@VALUES
@pytest.mark.parametrize("basis", ["reported", "computed"])
def test_every_channel_shows_the_same_value(client, basis, value, high, qualifier, language):
    given = {"value_high": high, "qualifier": qualifier, "status": "O" if value is None else "A"}
    if basis == "reported":
        reported(value, **given)
    else:
        of_event(value, EventFactory(released=True), **given)
    question = Question("beneficiaries", year=2014, basis=basis)
    cells = {"indicator": "beneficiaries", "year": 2014, "basis": basis}
    card = client.get(address(question, language))
    figure = card.context["figure"]
    said, alone = words_of(figure.quantity_text), words_of(figure.value_html)
    pages = {
        "card": (said, card.text),
        "headline": (said, of_block(HeadlineFigureBlock, language, **cells)),
        "prose": (said, in_prose(question, language)),
        # Columns name the unit.
        "table": (alone, of_block(TableBlock, language, by="year", **cells)),
        "chart": (alone, of_block(ChartBlock, language, by="year", kind="bar", **cells)),
    }
    for channel, (text, html) in pages.items():
        assert text in words_of(html), channel
        assert figure.number == "" or figure.number in numbers(html), channel
    assert said in words_of(on_a_terminal(question, language, "table"))
    files = {
        "CSV": in_csv(client.get(address(question, language, suffix="csv")).getvalue().decode()),
        "JSON": in_json(client.get(address(question, language, suffix="json")).json()),
        "command's CSV": in_csv(on_a_terminal(question, language, "csv")),
        "command's JSON": in_json(json.loads(on_a_terminal(question, language, "json"))["rows"][0]),
    }
    assert set(files.values()) == {files["CSV"]}
    assert files["CSV"][::2] == (figure.number, figure.qualifier)


@LANGUAGES
def test_the_chart_and_its_file_show_what_the_table_beside_them_does(client, language):
    for year, value in ((2012, 230), (2013, 1250), (2014, 38)):
        reported(value, year=year, qualifier="about")
    with override(language):
        chart = chart_of(ask(Question("beneficiaries", by="year")), "Un titre", "bar")
    addresses = {download.name: download.url for download in chart.downloads}
    drawn = json.loads(client.get(next(url for url in addresses.values() if url.endswith(".json"))).content)
    in_file = list(csv.DictReader(io.StringIO(client.get(addresses["CSV"]).content.decode("utf-8-sig"))))
    table = [figure.number for row in chart.table.rows for figure in row.cells]
    assert table == ["230", "1250", "38"] == [row["value"] for row in in_file]
    assert set(table) <= set(re.findall(r"\d+", json.dumps(drawn)))


@LANGUAGES
@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_the_feed_of_corrections_shows_what_the_card_does(client, language, kind):
    reasons = {"reason_ar": "خطأ في النقل", "reason_fr": "Erreur de transcription"}
    new = correct(reported(230), value=12_650, at=RELEASED + timedelta(days=100), qualifier="about", **reasons)
    said = client.get(f"/{language}/figures/{new.code}/").context["figure"].quantity_text
    assert words_of(said) in words_of(unescape(client.get(f"/{language}/corrections/feed/{kind}/").text))
