"""The lexicons: well formed, without contradictions, each naming its source."""

from collections import Counter

import pytest

from search.analysis import lexicons
from search.analysis.folding import fold, is_arabic
from search.analysis.tokens import analyse

FILES = sorted(path.name for path in lexicons.FOLDER.glob("*.tsv"))


def term(word: str) -> str:
    return analyse(word)[0].term


@pytest.mark.parametrize("name", FILES)
def test_a_lexicon_says_where_it_comes_from(name):
    comments = [line for line in (lexicons.FOLDER / name).read_text().splitlines() if line.startswith("#")]
    assert "ource" in " ".join(comments) or "PyPI" in " ".join(comments)


@pytest.mark.parametrize("name", FILES)
def test_no_line_stands_twice(name):
    lines = [tuple(row) for row in lexicons.rows(name)]
    assert [line for line, count in Counter(lines).items() if count > 1] == []


def test_every_plural_has_one_singular():
    owners: dict[str, set[str]] = {}
    for row in lexicons.rows("arabic_nouns.tsv"):
        for form in row[1].split() if len(row) > 1 else ():
            owners.setdefault(fold(form), set()).add(fold(row[0]))
    assert {form: heads for form, heads in owners.items() if len(heads) > 1} == {}


def test_no_singular_is_a_plural_of_another():
    nouns = [(fold(row[0]), row[1].split() if len(row) > 1 else []) for row in lexicons.rows("arabic_nouns.tsv")]
    heads = Counter(head for head, _forms in nouns)
    assert [head for head, count in heads.items() if count > 1] == []
    assert [form for _head, forms in nouns for form in forms if fold(form) in heads] == []


def test_plurals_are_found_by_their_singulars():
    lost = [
        (row[0], form)
        for row in lexicons.rows("arabic_nouns.tsv")
        for form in (row[1].split() if len(row) > 1 else ())
        if term(form) != term(row[0])
    ]
    assert lost == []


def test_singulars_lose_nothing_but_their_feminine_ending():
    cut = [row[0] for row in lexicons.rows("arabic_nouns.tsv") if term(row[0]) not in (fold(row[0]), fold(row[0])[:-1])]
    assert cut == []


@pytest.mark.parametrize("lines", [lexicons.glossary, lexicons.places])
def test_bilingual_lines_have_each_language_on_its_side(lines):
    for arabic, french in lines():
        assert arabic
        assert french
        assert all(is_arabic(text) for text in arabic)
        assert not any(is_arabic(text) for text in french)


def test_place_names_survive_the_stemmer():
    for name in ("وجدة", "كلميم", "بوجدور", "ورزازات", "تطوان", "بركان", "وزان", "فجيج", "الناظور"):
        assert term(name) == fold(name).removeprefix("ال")
        assert term(f"ب{name}") == term(name)
