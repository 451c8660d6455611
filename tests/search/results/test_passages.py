"""The passage that a hit shows: around most of what was asked for, marked, and safe."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.query_terms import expand
from search.results.passages import LONGEST, highlighted, passage

FILLING = "Il est question ici d’une tout autre affaire, longuement racontée. " * 20


def without_article(html: str) -> str:
    return unescape(re.sub(r"</?mark>", "", html))


def marks(html: str) -> list[str]:
    return [unescape(mark) for mark in re.findall(r"<mark>(.*?)</mark>", html)]


def test_the_passage_stands_around_most_of_what_was_asked_for():
    text = f"Des chèques, d’abord. {FILLING} Des chèques et des équipements ont été remis à Fès. {FILLING}"
    shown = passage("", text, expand("chèques équipements Fès"))
    assert marks(shown) == ["chèques", "équipements", "Fès"]
    assert without_article(shown).startswith("Des chèques et des équipements")


def test_another_spelling_of_a_word_is_not_one_more_of_them():
    text = f"Fès, Fez, Fès-Meknès, فاس. {FILLING} Une valeur de 650 000 DH à Fès."
    assert "650 000" in passage("", text, expand("650 000 Fès"))


def test_lines_of_facts_are_parted_and_sentences_run_on():
    assert without_article(passage("", "Fès, Maroc\nCoiffure\nUne remise.\nEncore.", expand("Fès"))) == (
        "Fès, Maroc · Coiffure · Une remise. Encore."
    )


def test_a_passage_far_down_is_found():
    assert marks(passage("", FILLING * 5 + "Un soudeur de Salé.", expand("soudeur"))) == ["soudeur"]


def test_where_nothing_answers_the_lead_is_shown():
    assert passage("Le chapeau.", FILLING, expand("soudeur")) == "Le chapeau."


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("سُلِّمَتِ الشِّيكَاتُ أمس", "شيكات", "الشِّيكَاتُ"),
        ("بلغ العدد 27 ألف و637 مستفيدا", "27637", "27 ألف و637"),
        ("Les ex-détenus de Fès", "détenu", "ex-détenus"),
    ],
)
def test_words_and_numbers_are_marked_whole(text, question, expected):
    assert expected in marks(highlighted(text, expand(question)))


@given(st.text(max_size=600), st.sampled_from(["chèques Fès", "شيكات 2014", "<b>", "&amp; mark"]))
def test_any_text_is_escaped_and_short(text, question):
    shown = passage("", text, expand(question))
    assert not re.search(r"<(?!/?mark>)", shown)
    assert len(without_article(shown)) <= LONGEST + 100
    assert shown.count("<mark>") == shown.count("</mark>")
