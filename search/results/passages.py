"""Choose the passage of a text that matches most of a query, and mark the matches."""

import re
from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis import Clauses, Span, analyse, spans

LONGEST = 260
#: Characters before the first match within which a passage may begin with its sentence.
BEFORE = 90
#: Characters of a text that are searched for a passage.
SEARCHED = 16_000
BLOCK = 2_000

_SENTENCE_END = re.compile(r"[.!?؟…;؛]\s+|\n+")
_SPACE = re.compile(r"[^\S\u00a0\u202f\u2009]+")
_SENTENCE_LINE_END = re.compile(r"(?<=[.!?؟…:;؛،,])\s*\n\s*")
_LINE_END = re.compile(r"\s*\n\s*")


def marked(text: str, found: Sequence[Span]) -> SafeString:
    """A text as HTML, with parts of it marked."""
    parts, position = [], 0
    for start, end in found:
        parts += [escape(text[position:start]), "<mark>", escape(text[start:end]), "</mark>"]
        position = end
    return mark_safe("".join([*parts, escape(text[position:])]))


def highlighted(text: str, clauses: Clauses) -> SafeString:
    return marked(text, spans(text, clauses) if clauses else ())


def passage(lead: str, text: str, clauses: Clauses, also: str = "") -> SafeString:
    """Return the best passage, marked; without a match in lead and text one of `also`, or else the lead."""
    whole = f"{lead}\n{text}" if lead and not text.startswith(lead) else text or lead
    start, end, found = _best(whole, clauses)
    if not found and also:
        start, end, found = _best(also, clauses)
        whole = also if found else whole
    if not found:
        start, end = 0, _cut(lead or text, LONGEST)
        whole = lead or text
    return _shown(whole, start, end, found)


def _shown(whole: str, start: int, end: int, found: list[Span]) -> SafeString:
    inside = [(first - start, last - start) for first, last in found if first >= start and last <= end]
    before = "… " if start and whole[start - 1] != "\n" and not _ends_sentence(whole[:start]) else ""
    after = " …" if end < len(whole.rstrip()) and not _ends_sentence(whole[:end] + " ") else ""
    html = marked(whole[start:end].rstrip(), inside)
    # Lines of facts are parted visibly, sentences by a space. No mark holds a line's end alone.
    html = _SPACE.sub(" ", _LINE_END.sub(" · ", _SENTENCE_LINE_END.sub(" ", html)))
    return mark_safe(f"{before}{html}{after}")


def _ends_sentence(text: str) -> bool:
    return bool(re.search(r"[.!?؟…]\s*$", text[-6:]))


def _best(text: str, clauses: Clauses) -> tuple[int, int, list[Span]]:
    """Return (start, end, matches) of the passage with the most different clauses; no matches where none matches."""
    if not clauses:
        return 0, 0, []
    best = (0, 0, 0, [])
    by_term = _clauses_by_term(clauses)
    total = len(set(by_term.values()))
    position = 0
    while position < min(len(text), SEARCHED):
        block_end = _cut(text[position : position + BLOCK], BLOCK) + position
        found = [(start + position, end + position) for start, end in spans(text[position:block_end], clauses)]
        for index, (start, _end) in enumerate(found):
            inside = [span for span in found[index:] if span[1] <= start + LONGEST - BEFORE]
            different = len({_clause_of(text[first:last], by_term) for first, last in inside})
            score = different * 4 + min(len(inside), 8)
            if score > best[0]:
                best = (score, start, inside[-1][1] if inside else start, inside)
                if different >= total:
                    position = len(text)
        position = max(block_end, position + 1)
    _score, start, last, _inside = best
    if not best[0]:
        return 0, 0, []
    first = _beginning(text, start)
    end = max(last, first + _cut(text[first:], LONGEST))
    around = text[first:end]
    return first, end, [(s + first, e + first) for s, e in spans(around, clauses)]


def _clauses_by_term(clauses: Clauses) -> dict[str, int]:
    """Return {term: number of its clause}: «Fès» and «فاس» count once."""
    numbers: dict[tuple[int, int], int] = {}
    found: dict[str, int] = {}
    for clause in clauses:
        number = numbers.setdefault((clause.start, clause.end), len(numbers))
        for term in clause.terms:
            found.setdefault(term, number)
    return found


def _clause_of(text: str, by_term: dict[str, int]) -> int | str:
    for token in analyse(text):
        if token.term in by_term:
            return by_term[token.term]
    return text


def _beginning(text: str, start: int) -> int:
    """Where the sentence of a match begins, or a word not far before it."""
    earliest = max(0, start - BEFORE)
    if earliest == 0 and "\n" not in text[:start]:
        return 0
    ends = [match.end() for match in _SENTENCE_END.finditer(text, earliest, start)]
    if ends:
        return ends[-1]
    space = text.find(" ", earliest, start)
    return space + 1 if space >= 0 else start


def _cut(text: str, longest: int) -> int:
    """The end of the last whole word within a length."""
    if len(text) <= longest:
        return len(text)
    space = max(text.rfind(" ", 0, longest), text.rfind("\n", 0, longest))
    return space if space > longest // 2 else longest
