"""Asking the index that serves: words with their typos repaired, both languages, counts of all facets."""

from dataclasses import dataclass, replace

from search.analysis import Clause, Question, Thesaurus, ask
from search.engines import Filter, Found, Order, Request, SearchIndex
from search.facets import facets
from search.query import Asked, asked, request_for
from search.results.current import found_now
from search.results.search_params import PER_PAGE, SearchParams
from search.results.serving import Repair


@dataclass(frozen=True)
class Answered:
    """`corrections` are (what was typed, what was searched instead)."""

    asked: Asked
    question: Question
    request: Request
    found: Found
    corrections: tuple[tuple[str, str], ...] = ()

    @property
    def corrected_text(self) -> str:
        text = self.asked.text
        for typed, meant in self.corrections:
            text = text.replace(typed, meant)
        return text


def answer(
    wanted: SearchParams,
    language: str,
    index: SearchIndex,
    thesaurus: Thesaurus,
    *,
    repair: Repair | None = None,
    per_page: int = PER_PAGE,
    count_facets: bool = True,
    more: tuple[Filter, ...] = (),
) -> Answered:
    """Ask what an address wants. `repair` is a function of a Question to (Question, corrections). Raises EngineError."""
    understood = asked(wanted.text, language, thesaurus)
    question, corrections = ask(understood.words, thesaurus), ()
    if repair and not wanted.exact and question.clauses:
        question, corrections = repair(question)
    request = request_for(
        understood,
        question,
        thesaurus,
        language=language,
        filters=(*wanted.filters, *more),
        facets=tuple(facet.code for facet in facets()) if count_facets else (),
        # Without words there is nothing to be relevant to.
        order=wanted.order if question.clauses else Order.DATE,
        offset=(wanted.page - 1) * per_page,
        limit=per_page,
    )
    return Answered(understood, question, request, found_now(request, index), tuple(corrections))


def strictly(answered: Answered, index: SearchIndex, more: tuple[Filter, ...], limit: int) -> Found:
    """What has every word of the question, for what is counted and added up. Raises EngineError."""
    request = replace(
        answered.request,
        clauses=words_of(answered.question),
        filters=(*answered.request.filters, *more),
        strict=True,
        facets=(),
        order=Order.DATE,
        offset=0,
        limit=limit,
    )
    return found_now(request, index)


def words_of(question: Question) -> tuple[Clause, ...]:
    """One clause for each word: it, what stands for it, or what stands for a known phrase that it is in.

    Other clauses say of the same words what they are together or in parts, which nobody has to have as well.
    """
    spans = sorted({(clause.start, clause.end) for clause in question.clauses}, key=lambda span: span[1] - span[0])
    smallest: list[tuple[int, int]] = []
    for start, end in spans:
        if not any(start < last and first < end for first, last in smallest):
            smallest.append((start, end))
    return tuple(
        Clause(
            start,
            end,
            tuple(
                dict.fromkeys(
                    alternative
                    for clause in question.clauses
                    if clause.start <= start and end <= clause.end
                    for alternative in clause.alternatives
                )
            ),
        )
        for start, end in sorted(smallest)
    )
