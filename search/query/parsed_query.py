"""The parsed query, and the engine request that is built of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from search.analysis import Clauses, Phrase, Thesaurus, is_arabic, phrase_of
from search.engines import Filter, Order, Request
from search.query.mistakes import Mistake


@dataclass(frozen=True)
class Condition:
    """A filter written in the text, as it was written, and the text without it."""

    filter: Filter
    written: str
    text_without: str = ""


@dataclass(frozen=True)
class ParsedQuery:
    """`words` match one by one, `phrases` also as neighbours; `without` must not match as neighbours."""

    text: str = ""
    words: str = ""
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    mistakes: tuple[Mistake, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.without or self.conditions)

    def request(
        self,
        clauses: Clauses,
        thesaurus: Thesaurus,
        *,
        language: str,
        filters: Iterable[Filter] = (),
        facets: tuple[str, ...] = (),
        order: Order = Order.RELEVANCE,
        offset: int = 0,
        limit: int = 10,
    ) -> Request:
        """Return the engine request. `clauses` expand `words`, with typos repaired; `filters` come from the address."""
        return Request(
            clauses=clauses,
            phrases=tuple(found for text in self.phrases if (found := _with_translations(phrase_of(text), thesaurus))),
            without=tuple(phrase for text in self.without for phrase in _with_synonyms(phrase_of(text), thesaurus)),
            filters=(*(condition.filter for condition in self.conditions), *filters),
            language=language,
            # Without words there is nothing to be relevant to.
            order=order if clauses else Order.DATE,
            facets=facets,
            offset=offset,
            limit=limit,
        )


def _with_translations(phrase: Phrase, thesaurus: Thesaurus) -> tuple[Phrase, ...]:
    """Return a phrase as it stands, and what stands for the whole of it in the other language."""
    if not phrase:
        return ()
    others = thesaurus.related.get(phrase, {})
    return (phrase, *(other for other in others if is_arabic(other[0]) != is_arabic(phrase[0])))


def _with_synonyms(phrase: Phrase, thesaurus: Thesaurus) -> tuple[Phrase, ...]:
    """Return an excluded phrase, and a place under all its names; words that are only related are not excluded."""
    return (phrase, *thesaurus.names_of(phrase)) if phrase else ()
