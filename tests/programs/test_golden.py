"""Each state of a value as text in every channel: one file for each in tests/golden, for review.

`pytest tests/programs/test_golden.py --write-golden` writes them anew.
"""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

from programs.facts.ledger import correct
from programs.facts.observations import Observation
from tests.factories import IndicatorFactory, SourceFactory
from tests.programs.factories import RELEASED, reported

pytestmark = pytest.mark.django_db

FOLDER = Path(__file__).resolve().parent.parent / "golden"
LANGUAGES = ("ar", "fr")
REASONS = {"reason_ar": "خطأ في النقل", "reason_fr": "Erreur de transcription"}
INVISIBLE = re.compile("[\u200e\u200f\u2066-\u2069]")


def value(number, code: str = "VALUE", **fields) -> Observation:
    source = SourceFactory(code=f"SOURCE-{code}", name_ar="بلاغ", name_fr="Communiqué", publisher="MAP")
    return reported(number, code=code, source=source, **fields)


def superseded() -> None:
    correct(value(230), value=Decimal(228), at=RELEASED + timedelta(days=100), code="CORRECTED", **REASONS)


def disputed() -> None:
    preferred = value(230)
    value(240, code="OTHER", qualifier="about")
    preferred.preferences.create(decided_at=RELEASED, reason_ar="محضر رسمي", reason_fr="Procès-verbal officiel")


STATES: dict[str, tuple[str, Callable]] = {
    "normal": ("A", lambda: value(12650)),
    "provisional": ("P", lambda: value(230, status="P")),
    "estimated": ("E", lambda: value(230, status="E", qualifier="between", value_high=300)),
    "missing": ("O", lambda: value(None, status="O")),
    "masked": ("Q", lambda: value(3, qualifier="at_most", status="P")),
    "superseded": ("A", superseded),
    "disputed": ("A", disputed),
}


def words(element) -> str:
    return re.sub(r"\s+", " ", INVISIBLE.sub("", element.get_text(" "))).strip()


def html_of(client, language: str) -> dict:
    """Return the text of the card: value, notices, other sources, history and facts."""
    page = BeautifulSoup(client.get(f"/{language}/figures/VALUE/").text, "html.parser")
    card = page.select_one(".figure-card__value")
    return {
        "title": words(page.select_one("title")),
        "value": words(card),
        "numbers": [data["value"] for data in card.select("data")],
        "superseded": [words(one) for one in page.select(".superseded")],
        "others": [words(one) for one in page.select('[aria-labelledby="others"]')],
        "history": [words(one) for one in page.select('[aria-labelledby="history"]')],
        "facts": [words(one) for one in page.select(".definition__list > div")],
    }


def row_of_csv(text: str) -> dict:
    [row] = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    return row


def on_a_terminal(language: str, form: str) -> str:
    """Return the question as of a day before the correction."""
    output = io.StringIO()
    call_command(
        "statistics", "beneficiaries", year=2014, as_of=RELEASED.date(), language=language, format=form, stdout=output
    )
    return output.getvalue()


def channels(client) -> dict:
    return {
        "html": {language: html_of(client, language) for language in LANGUAGES},
        "csv": {
            language: row_of_csv(client.get(f"/{language}/figures/VALUE.csv").getvalue().decode())
            for language in LANGUAGES
        },
        "json": client.get("/fr/figures/VALUE.json").json(),
        "command": {language: on_a_terminal(language, "table").splitlines() for language in LANGUAGES},
    }


@pytest.fixture(params=STATES)
def state(request) -> str:
    IndicatorFactory(name_ar="المستفيدون", name_fr="Bénéficiaires")
    STATES[request.param][1]()
    return request.param


def test_every_channel_matches_its_golden_file(client, state, request):
    said = channels(client)
    path = FOLDER / f"{state}.json"
    if request.config.getoption("--write-golden"):
        path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert said == json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_channels_agree_on_a_state(client, state, language):
    said = channels(client)
    html, row, card = said["html"][language], said["csv"][language], said["json"]
    assert (row["status"], card["obs_status"]) == (STATES[state][0],) * 2
    assert (row["value"], row["value_high"], row["qualifier"]) == (
        card["obs_value"] or "", card["obs_value_high"] or "", card["qualifier"]
    )  # fmt: skip
    assert html["numbers"] == ([row["value"]] if row["value"] else [])
    text = INVISIBLE.sub("", re.sub(r"\s+", " ", card["label"][language]))
    assert text in html["value"]
    assert text in INVISIBLE.sub("", re.sub(r"\s+", " ", " ".join(said["command"][language])))
    assert row_of_csv(on_a_terminal(language, "csv")) == row
    [asked] = json.loads(on_a_terminal(language, "json"))["rows"]
    same = (set(asked) & set(card)) - {"url"}
    assert {name: asked[name] for name in same} == {name: card[name] for name in same}


def test_there_is_a_file_for_each_state_and_no_other():
    assert {path.stem for path in FOLDER.iterdir()} == set(STATES)
