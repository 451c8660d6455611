"""The chain from text to tokens: what readers and writers spell differently is one token; nothing typed breaks it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.analysis.tokens import analyse

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=80)
LETTERS = st.text(alphabet="اأإآبتثجحخدذرزسشصضطظعغفقكلمنهويىةئؤءَُِّـً abcdeéèœçaux'’-‑.,0123456789٠١٢ر%", max_size=60)


def terms(text: str) -> list[str]:
    return [token.term for token in analyse(text)]


@given(ANYTHING | LETTERS)
@example("\ud800a\x00½ﷺ")
@example("٣ر١ر٢ 5ر4ر٣")
@example("ß" * 200)
def test_offsets_point_into_the_original_and_are_ordered(text):
    tokens = analyse(text)
    assert all(0 <= token.start < token.end <= len(text) and token.term for token in tokens)
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)
    assert [token.position for token in tokens] == sorted(token.position for token in tokens)


@given(ANYTHING | LETTERS)
@example("٠1")
@example("مليونان")
@example("½")
def test_a_term_is_its_own_term(text):
    for term in terms(text):
        assert terms(term)[:1] == [term]


@given(ANYTHING | LETTERS)
def test_a_term_is_one_word_to_any_engine(text):
    assert all(term.isalnum() or all(ch.isalnum() or ord(ch) > 0x2FF for ch in term) for term in terms(text))


@pytest.mark.parametrize(
    "spellings",
    [
        "إعادة اعادة إعاده اعاده",
        "مُؤَسَّسَةٌ مؤسسة المؤسسه مؤسســة",
        "المستشفى المستشفي بالمستشفى",
        "مسؤول المسؤولين مسئولين",
        "العفو والعفو للعفو بالعفو",
        "Chèques cheque CHÈQUE",
        "l’aide d'aide aide",
        "cœur coeur cœurs",
    ],
)
def test_spellings_of_a_word_are_one_term(spellings):
    spoken = {term for word in spellings.split() for term in terms(word) if len(term) > 1}
    assert len(spoken) == 1


@pytest.mark.parametrize(
    ("singular", "plurals"),
    [
        ("سجين", "سجناء السجناء لسجناء وسجينات سجينين"),
        ("مشروع", "مشاريع بمشاريعهم مشروعات مشروعا"),
        ("شيك", "شيكات بالشيكات"),
        ("قاض", "قضاة القضاة"),
        ("معهد", "معاهد بالمعاهد"),
        ("حداد", "حدادون الحدادين"),
        ("مفتاح", "مفاتيح"),
        ("إقليم", "أقاليم بالأقاليم"),
        ("مؤسسة", "مؤسسات مؤسستهم وبمؤسساتنا"),
        ("وزير", "وزراء"),
        ("détenu", "détenus détenue détenues"),
        ("journal", "journaux"),
        ("travail", "travaux"),
        ("bénéficiaire", "bénéficiaires"),
        ("formation", "formations"),
    ],
)
def test_a_plural_is_the_term_of_its_singular(singular, plurals):
    assert {terms(plural)[0] for plural in plurals.split()} == {terms(singular)[0]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سجين", "سجن"),
        ("وجدة", "جد"),
        ("كلميم", "ميم"),
        ("مقاول", "مقاولة"),
        ("مكتبة", "مكتب"),
        ("fils", "fil"),
        ("cours", "cour"),
        ("بستان", "بست"),
    ],
)
def test_words_that_stemmers_confuse_stay_apart(one, other):
    assert terms(one)[0] != terms(other)[0]


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("27 ألف و637", "27637"),
        ("27.637", "27637"),
        ("27 637", "27637"),
        ("5ر4 مليون", "4500000"),
        ("4,5 millions", "4500000"),
        ("4,5 MDH", "4500000"),
        ("٢٠٢٣", "2023"),
        ("650\u202f000", "650000"),
        ("ستمائة وخمسون ألف", "650000"),
        ("trente-deux", "32"),
        ("خمسة عشر", "15"),
        ("49,2", "49p2"),
    ],
)
def test_a_number_is_one_token_over_all_that_says_it(written, term):
    [token] = analyse(written)
    assert (token.term, token.start, token.end) == (term, 0, len(written))


@pytest.mark.parametrize("percent", ["12 %", "12%", "12 في المائة", "12 بالمئة", "12 pour cent"])
def test_per_cent_is_one_token_in_both_languages(percent):
    assert terms(percent) == terms("12٪")


@pytest.mark.parametrize("law", ["09.08", "09-08", "٠٩.٠٨"])
def test_the_number_of_a_law_is_its_parts(law):
    assert terms(law) == ["9", "8"]


def test_a_word_that_is_also_a_numeral_stays_a_word_alone():
    assert terms("un neuf نصف")[0] == "un"
    assert "9" not in terms("du matériel neuf")


@pytest.mark.parametrize("written", ["micro-projets", "micro projets", "microprojets"])
@pytest.mark.parametrize("asked", ["microprojet", "projet"])
def test_a_compound_is_found_by_its_parts_and_as_one(written, asked):
    assert terms(asked)[0] in terms(written)


def test_the_parts_of_a_compound_point_to_their_own_letters():
    text = "à Fès-Boulemane"
    said = {token.term: text[token.start : token.end] for token in analyse(text)}
    assert {"Fès", "Boulemane", "Fès-Boulemane"} <= set(said.values())


def test_each_word_of_a_mixed_text_is_read_by_its_own_script():
    assert terms("microcrédit للسجناء")[0] == terms("microcrédits")[0]
    assert terms("microcrédit للسجناء")[-1] == terms("سجين")[0]


def test_vocalised_words_are_marked_whole():
    text = "قال مُسْتَفِيدُونَ مِنَ العَفْوِ"
    assert [text[t.start : t.end] for t in analyse(text)] == text.split()
