"""The question language: what is meant by what is typed, and what is said of what cannot be read."""

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import example, given
from hypothesis import strategies as st

from search import facets as facets
from search.engines.interface import AnyOf, NumberRange
from search.facets import Choice, Choices, Facet, Number
from search.query.parser import parse_query
from search.query.ranges import NotARangeError, Range, read_range
from search.query.syntax import LONGEST, MOST_CONDITIONS, MOST_WORDS

FES_OLD, FES_NEW, BENI_MELLAL = "MA-REG-1997:MA-05", "MA-REG-2015:MA-03", "MA-REG-2015:MA-05"

PLACES = Choices(
    [
        Choice(FES_OLD, {"ar": "فاس-بولمان", "fr": "Fès-Boulemane"}, {"fr": "1997"}, short="MA-05", level="region"),
        Choice(FES_NEW, {"ar": "فاس-مكناس", "fr": "Fès-Meknès"}, {"fr": "2015"}, short="MA-03", level="region"),
        Choice(BENI_MELLAL, {"ar": "بني ملال-خنيفرة", "fr": "Béni Mellal-Khénifra"}, short="MA-05", level="region"),
        Choice("P:FES", {"ar": "فاس", "fr": "Fès"}, short="FES", level="place"),
        Choice("P:KSAR", {"ar": "القصر الكبير", "fr": "Ksar El Kebir"}, short="KSAR", level="place"),
    ]
)
PROGRAMS = Choices([Choice("MICRO", {"ar": "المشاريع الصغرى", "fr": "Microprojets"}, also=("Auto-emploi",))])
PLACE = Facet("place", "Place", {"ville": "place", "مدينة": "place", "région": "region", "جهة": "region", "lieu": ""},
              lambda: PLACES)  # fmt: skip
PROGRAM = Facet("program", "Programme", {"programme": "", "برنامج": ""}, lambda: PROGRAMS)
AMOUNT = Number("amount", "Amount", ("amount", "montant", "مبلغ"))


@pytest.fixture(autouse=True)
def declared(monkeypatch):
    """Other facets than those of the apps: the language must not know which there are."""
    monkeypatch.setattr(facets, "_facets", {f.code: f for f in (facets.YEAR, PLACE, PROGRAM)})
    monkeypatch.setattr(facets, "_numbers", {AMOUNT.code: AMOUNT})


def filters(text: str, language: str = "fr") -> list:
    return [condition.filter for condition in parse_query(text, language).conditions]


def codes(text: str, language: str = "fr") -> tuple[str, ...]:
    [narrowed] = filters(text, language)
    return narrowed.codes


def mistakes(text: str, language: str = "fr") -> list[str]:
    return [mistake.code for mistake in parse_query(text, language).mistakes]


def test_words_are_words():
    assert parse_query("chèques à Fès", "fr").words == "chèques à Fès"


@pytest.mark.parametrize("text", ['"petits projets"', "« petits projets »", "“petits projets”", "”petits projets“"])
def test_quotation_marks_of_any_kind_make_a_phrase(text):
    assert parse_query(f"{text} Fès", "fr").phrases == ("petits projets",)
    assert mistakes(text) == []


def test_the_words_of_a_phrase_are_searched_too():
    assert parse_query('Fès "petits projets"', "fr").words == "Fès petits projets"


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u2011", "\u2212"])
def test_a_hyphen_before_a_word_or_phrase_leaves_it_out(hyphen):
    question = parse_query(f'شيكات {hyphen}سجن {hyphen}"مشروع صغير"', "ar")
    assert (question.words, question.without) == ("شيكات", ("سجن", "مشروع صغير"))


@pytest.mark.parametrize("text", ["Fès - Meknès", "micro-projets", "Fès -", "2014-2019", "بدون سوابق"])
def test_other_hyphens_and_words_leave_nothing_out(text):
    assert parse_query(text, "fr").without == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ville:Fès", "P:FES"),
        ("ville : Fès", "P:FES"),
        ("VILLE:fes", "P:FES"),
        ("مدينة:فاس", "P:FES"),
        ("مدينة:Fès", "P:FES"),
        ("ville:فاس", "P:FES"),
        ("ville:Ksar El Kebir", "P:KSAR"),
        ('ville:"Ksar El Kebir"', "P:KSAR"),
        ("مدينة:القصر الكبير", "P:KSAR"),
        ("programme:MICRO", "MICRO"),
        ("programme:microprojets", "MICRO"),
        ("programme:auto-emploi", "MICRO"),
        ("برنامج:المشاريع الصغرى", "MICRO"),
        ("région:Fès-Meknès", FES_NEW),
    ],
)
def test_a_field_takes_a_code_or_a_name_in_either_language(text, expected):
    assert codes(text) == (expected,)


def test_a_name_of_several_words_ends_where_it_is_no_longer_one():
    question = parse_query("ville:Ksar El Kebir chèques", "fr")
    assert (question.conditions[0].filter.codes, question.words) == (("P:KSAR",), "chèques")


def test_a_place_is_found_by_another_spelling_of_the_gazetteer():
    assert codes("ville:Fez") == ("P:FES",)


def test_a_part_of_a_name_means_all_that_have_it():
    assert codes("région:Fès") == (FES_OLD, FES_NEW)


def test_a_reused_code_means_all_that_had_it_and_the_reader_is_told():
    assert codes("lieu:MA-05") == (FES_OLD, BENI_MELLAL)
    [mistake] = parse_query("lieu:MA-05", "fr").mistakes
    assert mistake.code == "several"
    assert "Fès-Boulemane – 1997" in mistake.message


def test_several_values_have_commas_between_them():
    assert codes('ville:Fès,"Ksar El Kebir"') == ("P:FES", "P:KSAR")
    assert codes("مدينة:فاس،KSAR", "ar") == ("P:FES", "P:KSAR")


def test_a_hyphen_before_a_field_leaves_out_what_it_names():
    assert filters("-ville:Fès") == [AnyOf("place", ("P:FES",), negated=True)]


def test_a_condition_knows_the_text_without_it():
    [narrowed] = parse_query("chèques ville:Fès équipements", "fr").conditions
    assert (narrowed.written, narrowed.text_without) == ("ville:Fès", "chèques équipements")


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("montant:650 000 DH", 650_000, 650_000),
        ("montant:>=4,5 MDH", 4_500_000, None),
        ("مبلغ:٥٠٠٠٠٠..", 500_000, None),
        ("مبلغ:..500 ألف درهم", None, 500_000),
        ("montant:100..200", 100, 200),
        ("montant:≤ 20", None, 20),
        ("montant:au moins 1 million", 1_000_000, None),
    ],
)
def test_a_number_is_written_in_any_notation(text, least, most):
    assert filters(text, "ar" if text.startswith("م") else "fr") == [NumberRange("amount", least, most)]


def test_above_is_not_at_least():
    [above] = filters("montant:>500000")
    assert 500_000 < above.least < 500_000.001
    [below] = filters("مبلغ:أقل من 500000", "ar")
    assert 499_999.999 < below.most < 500_000


@pytest.mark.parametrize("text", ["année:2014..2016", "سنة:٢٠١٤..٢٠١٦", "year:2014-2016", "year:2014…2016"])
def test_years_are_a_range_of_codes(text):
    assert codes(text) == ("2014", "2015", "2016")


def test_years_after_a_year_begin_with_the_next():
    assert codes("année:>2014")[0] == "2015"
    assert codes("année:<2014")[-1] == "2013"


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("couleur:bleu Fès", "unknown-field", "couleur bleu Fès"),
        ("ville:Atlantide Fès", "unknown-value", "Atlantide Fès"),
        ("montant:beaucoup Fès", "no-number", "beaucoup Fès"),
        ('"jamais fermé', "unbalanced", "jamais fermé"),
        ("Fès »", "unbalanced", "Fès"),
        ("Fès ville:", "no-value", "Fès ville"),
        ("chèq* Fès", "wildcard", "chèq* Fès"),
    ],
)
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_mistake_is_explained_and_the_rest_is_still_searched(text, code, words, language):
    with override(language):
        question = parse_query(text, language)
        assert [mistake.code for mistake in question.mistakes] == [code]
        assert question.mistakes[0].message
        assert question.words == words


def test_a_range_the_wrong_way_round_is_turned_and_the_reader_is_told():
    question = parse_query("année:2016..2014 Fès", "fr")
    assert question.conditions[0].filter.codes == ("2014", "2015", "2016")
    assert "2014..2016" in question.mistakes[0].message


@pytest.mark.parametrize("text", ["https://example.org/a:b", "Fès : chèques", "à 10:30", "Fès: chèques", ":-)", "::"])
def test_a_colon_of_ordinary_writing_is_no_mistake(text):
    assert mistakes(text) == []


def test_a_long_question_is_cut_and_the_reader_is_told():
    question = parse_query("فاس " * 5_000, "ar")
    assert len(question.text) <= LONGEST
    assert "too-long" in [mistake.code for mistake in question.mistakes]


def test_words_and_conditions_have_a_limit_and_the_reader_is_told():
    many = parse_query(" ".join("abcdefghijklmnopqrstuvwxyz0123456789"), "fr")
    assert (len(many.words.split()), [m.code for m in many.mistakes]) == (MOST_WORDS, ["too-many"])
    many = parse_query(" ".join(f"-a{n}" for n in range(40)), "fr")
    assert (len(many.without), [m.code for m in many.mistakes]) == (MOST_CONDITIONS, ["too-many-conditions"])


SYNTAX = st.sampled_from(
    ['"', "«", "»", "“", "-", "‑", ":", "..", ">", "<=", ",", "،", "*", " ", "ville:", "année:", "montant:", "مبلغ:",
     "جهة:", "Fès", "فاس", "٢٠١٤", "650 000", "MDH", "ألف", "\u202e", "\x00", "’", "MA-05"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=400), st.lists(SYNTAX, max_size=30).map("".join)), st.sampled_from(["ar", "fr"]))
@example('"' * 300, "fr")
@example("-" * 300, "ar")
@example("ville:" * 60, "fr")
@example("montant:" + "9" * 280, "fr")
def test_whatever_is_typed_is_read(text, language):
    question = parse_query(text, language)
    assert len(question.text) <= LONGEST
    assert len(question.words.split()) <= MOST_WORDS
    assert len(question.phrases) + len(question.without) + len(question.conditions) <= MOST_CONDITIONS
    assert all(mistake.message for mistake in question.mistakes)


@given(st.text(max_size=60))
def test_reading_what_was_read_finds_the_same(text):
    once = parse_query(text, "fr")
    again = parse_query(once.text, "fr")
    assert (again.words, again.phrases, again.without) == (once.words, once.phrases, once.without)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_range_holds_its_ends_whichever_stands_first(one, other):
    assert read_range(f"{one}..{other}", "fr") == Range(min(one, other), max(one, other), was_reversed=one > other)


@given(st.text(max_size=40))
def test_a_range_is_read_or_refused(text):
    try:
        found = read_range(text, "ar")
    except NotARangeError:
        return
    assert found.least is None or found.most is None or found.least <= found.most


def test_today_is_within_the_years_that_can_be_asked_for():
    assert str(date.today().year) in codes("année:2014..")
