"""From what is asked for to what an engine is asked."""

from collections.abc import Iterable

from search.analysis import PLACE, Phrase, Question, Thesaurus, is_arabic, phrase_of
from search.engines import Filter, Order, Request
from search.query.parsed import Asked


def request_for(
    asked: Asked,
    question: Question,
    thesaurus: Thesaurus,
    *,
    language: str,
    filters: Iterable[Filter] = (),
    facets: tuple[str, ...] = (),
    order: Order = Order.RELEVANCE,
    strict: bool = False,
    offset: int = 0,
    limit: int = 10,
) -> Request:
    """`question` are the words of `asked`, with typos repaired; `filters` are those chosen beside the text."""
    return Request(
        clauses=question.clauses,
        phrases=tuple(alternatives for text in asked.phrases if (alternatives := _in_both(text, thesaurus))),
        without=tuple(phrase for text in asked.without for phrase in _all_spellings(text, thesaurus)),
        filters=(*(narrowed.filter for narrowed in asked.narrowed), *filters),
        strict=strict,
        language=language,
        order=order,
        facets=facets,
        offset=offset,
        limit=limit,
    )


def _in_both(text: str, thesaurus: Thesaurus) -> tuple[Phrase, ...]:
    """A phrase is meant as it stands; in the other language it is what stands for the whole of it."""
    phrase = phrase_of(text)
    if not phrase:
        return ()
    others = thesaurus.related.get(phrase, {})
    arabic = is_arabic(phrase[0])
    return (phrase, *(other for other in others if is_arabic(other[0]) != arabic))


def _all_spellings(text: str, thesaurus: Thesaurus) -> tuple[Phrase, ...]:
    """What is not wanted, and a place under all its names; words that only come near to it are left alone."""
    phrase = phrase_of(text)
    if not phrase:
        return ()
    return (phrase, *(other for other, weight in thesaurus.related.get(phrase, {}).items() if weight >= PLACE))
