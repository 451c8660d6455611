"""The lexicons: data files in this folder, and the word forms derived from them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from search.analysis.arabic import candidates
from search.analysis.folding import fold

FOLDER = Path(__file__).parent
ARTICLE = "ال"
SHORTEST_AFTER_ARTICLE = 5
#: Words whose apparent feminine is another word.
NOT_A_PAIR = frozenset(
    map(
        fold,
        ["مكتب", "شرط", "حال", "سن", "عين", "جد", "باب", "دور", "دار", "ساكن", "مبلغ", "مصلح", "عمل", "رسم", "ماد"],
    )
)


def rows(name: str) -> Iterator[list[str]]:
    """Yield the tab-separated rows of a data file, without comments."""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("\t")]


def listed(cell: str) -> tuple[str, ...]:
    """Split a cell at commas."""
    return tuple(term for part in cell.split(",") if (term := part.strip()))


@cache
def stop_words() -> frozenset[str]:
    return frozenset(fold(word) for row in rows("stop_words.tsv") for word in row[0].replace("-", " ").split())


@cache
def glossary() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return (Arabic terms, French terms) of each line."""
    return tuple((listed(arabic), listed(french)) for arabic, french in rows("glossary.tsv"))


@cache
def places() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return (Arabic spellings, French spellings) of each place."""
    return tuple((listed(arabic), listed(french)) for _kind, arabic, french in rows("places.tsv"))


@cache
def families() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row[0].split()) for row in rows("families.tsv"))


@cache
def feminine_pairs() -> tuple[tuple[str, str], ...]:
    """Return pairs of Arabic nouns that differ by the feminine ending only."""
    heads = {fold(row[0]) for row in rows("arabic_nouns.tsv")}
    return tuple((head, head + "ه") for head in sorted(heads) if head + "ه" in heads and head not in NOT_A_PAIR)


@cache
def french_exceptions() -> dict[str, str]:
    """Return {folded irregular French form: its word}."""
    found: dict[str, str] = {}
    for row in rows("french_exceptions.tsv"):
        found |= {fold(form): fold(row[0]) for form in (row[0], *row[1].split())}
    return found


@cache
def arabic_forms() -> dict[str, str]:
    """Return {folded form: index term} of the Arabic lexicons."""
    nouns = [
        (fold(row[0]), [fold(form) for form in (row[1].split() if len(row) > 1 else ())])
        for row in rows("arabic_nouns.tsv")
    ]
    listed_forms = {form for head, forms in nouns for form in (head, *forms)}
    known: dict[str, str] = {}
    for head, _forms in nouns:
        known[head] = _term(head, listed_forms)
    for head, forms in nouns:
        for form in (known[head], *_feminine(head), *forms):
            known.setdefault(form, known[head])
    for word in stop_words():
        known.setdefault(word, word)
    for row in rows("arabic_verbs.tsv"):
        noun, past, present = map(fold, row)
        term = known.setdefault(noun, _term(noun, listed_forms))
        for form in (term, *_feminine(noun), *_conjugated(past, present)):
            known.setdefault(form, term)
    for name in (
        word for arabic, _french in places() for spelling in arabic for word in spelling.replace("-", " ").split()
    ):
        word = fold(name)
        bare = word.removeprefix(ARTICLE) if len(word) >= SHORTEST_AFTER_ARTICLE else word
        # Names that are common words (سوق, عين, دار) keep the term of the word.
        if not any(candidate in known for candidate in candidates(bare)):
            known[bare] = bare
    return known


def _term(head: str, forms: set[str]) -> str:
    """Remove a feminine ending, unless the result is another word."""
    return head[:-1] if head.endswith("ه") and len(head) > 3 and head[:-1] not in forms else head


def _feminine(head: str) -> list[str]:
    return [head[:-1] + ending for ending in ("ات", "ت", "تين", "تان")] if head.endswith("ه") else []


def _conjugated(past: str, present: str) -> Iterator[str]:
    base = past[:-1] if past[-1] in "يا" else past
    yield past
    yield from (base + ending for ending in ("ت", "وا", "نا"))
    for person in "يتنا":
        yield from (person + present + ending for ending in ("", "ون", "وا", "ان", "ين"))
