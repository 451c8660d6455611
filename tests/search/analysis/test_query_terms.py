"""Asking: what stands for a word, what was meant by a misspelt one, and which parts of a text answer."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.highlighting import spans
from search.analysis.query_terms import expand, phrases_in
from search.analysis.thesaurus import Thesaurus, phrase_of
from search.analysis.tokens import analyse
from search.analysis.typos import Vocabulary, distance

WORDS = ["مراكش", "مكناس", "ouvrir", "réinsertion", "oujda", "menuiserie", "سجناء", "prison", "prisons"]


def marked(text: str, question: str) -> list[str]:
    return [text[start:end] for start, end in spans(text, expand(question))]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("boulangerie", "مخبزة"),
        ("liberté conditionnelle", "إفراج مقيد"),
        ("récidive", "العود"),
        ("العقوبات البديلة", "peines alternatives"),
        ("Goulmime", "كلميم"),
        ("الراشيدية", "Errachidia"),
        ("chômage", "البطالة"),
        ("recruteurs", "embauche"),
    ],
)
def test_a_question_reaches_what_stands_for_its_words(asked, meant):
    assert phrase_of(meant) in phrases_in(expand(asked))


def test_what_stands_for_a_word_counts_less_than_the_word():
    for clause in expand("boulangerie"):
        own = clause.alternatives[0]
        assert all(other.weight < own.weight for other in clause.alternatives[1:])


def test_words_that_say_nothing_are_not_asked_for_beside_others():
    assert len(expand("في السجن")) == 1
    assert expand("في")


def test_a_line_taken_back_relates_nothing_more():
    line = (("فرن",), ("four",))
    thesaurus = Thesaurus().add([line]).remove([line])
    assert phrases_in(expand("four", thesaurus)) == {phrase_of("four")}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("مركش", "مراكش"),
        ("ouajda", "oujda"),
        ("reinsersion", "reinsertion"),
        ("menuisrie", "menuiserie"),
        ("prisno", "prison"),
    ],
)
def test_a_slip_is_repaired(typed, meant):
    assert Vocabulary([*WORDS, "reinsertion"]).near(typed)[0] == meant


def test_short_words_have_one_mistake_at_most():
    assert Vocabulary(["فاس"]).near("مال") == []
    assert Vocabulary(["abcde"]).near("abxye") == []


def test_a_beginning_finds_its_words():
    assert set(Vocabulary(WORDS).beginning("pris")) == {"prison", "prisons"}


@given(st.text(alphabet="abc", max_size=6), st.text(alphabet="abc", max_size=6))
def test_the_distance_is_the_same_in_both_directions(one, other):
    assert distance(one, other, 9) == distance(other, one, 9) <= max(len(one), len(other))
    assert (distance(one, other, 9) == 0) == (one == other)


def test_a_transposition_is_one_mistake():
    assert distance("abcd", "abdc", 2) == 1


@pytest.mark.parametrize(
    ("text", "question", "whole"),
    [
        ("استفاد 27 ألف و637 شخصا", "27637", ["27 ألف و637"]),
        ("48 ex-détenus de Fès", "détenu", ["ex-détenus"]),
        ("مُسْتَفِيدُونَ مِنَ العَفْوِ", "مستفيد", ["مُسْتَفِيدُونَ"]),
        ("المصالح الاجتماعية والإفراج المقيد بشروط", "liberté conditionnelle", ["والإفراج المقيد بشروط"]),
        ("un montant de 650 000 DH", "650 ألف", ["650 000"]),
        ("les prisons", "prison", ["prisons"]),
    ],
)
def test_what_answers_is_marked_whole(text, question, whole):
    assert set(whole) <= set(marked(text, question))


@given(st.text(max_size=60), st.text(max_size=30))
def test_marks_are_ordered_within_the_text_and_apart(text, question):
    found = spans(text, expand(question))
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(found))


@given(st.text(max_size=60))
def test_a_text_answers_itself(text):
    telling = bool(analyse(text))
    assert bool(spans(text, expand(text))) == telling
