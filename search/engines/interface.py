"""The interface of an engine. Text arrives analysed, as terms; no engine's own syntax passes through."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Protocol

from search.analysis import Clause, Phrase

#: Weights of a word in the title, and of a document in the reader's language; least weight of a document.
TITLE_WEIGHT, OWN_LANGUAGE, LEAST_WEIGHT = 2.0, 1.25, 0.25


class EngineError(Exception):
    """The engine does not answer: nothing is known of what there is to find."""


class IndexLostError(EngineError):
    """The engine answers, but its index is gone or damaged and has to be rebuilt."""


class WriteLockedError(EngineError):
    """Another process is writing; to be retried."""


class AccessProblem(Enum):
    """Why an engine refuses the portal; the values are public."""

    CERTIFICATE = "the cluster’s certificate is not of an authority that is trusted"
    IDENTITY = "the cluster does not know who asks: its key or password is another one"
    PRIVILEGE = "the cluster does not allow what search needs"


class AccessError(EngineError):
    """The engine refuses the portal: its settings have to be corrected."""

    def __init__(self, refusal: AccessProblem, detail: str):
        super().__init__(detail)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Document:
    """An indexed entry.

    `title` and `text` are terms in order, one per position, without stop words; `title_parts` and `text_parts` are
    further terms at those positions (parts of compounds, joined words). `words` are the folded words of the title, for
    suggestions; `vocabulary` those of title and text, for typos. `weight` (LEAST_WEIGHT or more) multiplies the score.
    """

    key: str
    version: int
    checksum: str
    language: str
    title: Sequence[str] = ()
    text: Sequence[str] = ()
    title_parts: Sequence[str] = ()
    text_parts: Sequence[str] = ()
    words: Sequence[str] = ()
    vocabulary: Sequence[str] = ()
    day: date | None = None
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Keep documents with any of the codes in a facet; `negated`: with none of them."""

    facet: str
    codes: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Keep documents with a number from `least` to `most`, inclusive; None is open. Without the number: dropped."""

    number: str
    least: float | None = None
    most: float | None = None
    negated: bool = False


Filter = AnyOf | NumberRange


class Order(Enum):
    RELEVANCE = "relevance"
    #: Latest first; what has no date comes last.
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Request:
    """A search as engines take it.

    A document matches if it has an alternative of any clause (`strict`: of every clause), a phrase of each group in
    `phrases` as neighbours in title or text, and none of `without`, and passes the filters; without clauses and
    phrases, if it passes the filters. The score is the sum over clauses of their best alternative, by BM25F.
    `facets` are counted under all filters but their own choices.
    """

    clauses: tuple[Clause, ...] = ()
    phrases: tuple[tuple[Phrase, ...], ...] = ()
    without: tuple[Phrase, ...] = ()
    filters: tuple[Filter, ...] = ()
    strict: bool = False
    language: str = ""
    order: Order = Order.RELEVANCE
    facets: tuple[str, ...] = ()
    offset: int = 0
    limit: int = 10

    @property
    def is_scored(self) -> bool:
        return bool(self.clauses) and self.order is Order.RELEVANCE

    def filters_but(self, facet: str = "") -> tuple[Filter, ...]:
        """Return the filters under which a facet is counted: all but its own choices."""
        return tuple(
            one for one in self.filters if not (isinstance(one, AnyOf) and not one.negated and one.facet == facet)
        )

    def required_terms(self) -> list[list[tuple[str, ...]]]:
        """Return lists of sets of terms: a document has all terms of one set of each list. Redundant sets are left out."""
        groups = [clause.alternatives for clause in self.clauses]
        if not self.strict and groups:
            groups = [tuple(one for some in groups for one in some)]
        required = []
        for alternatives in groups:
            sets = dict.fromkeys(tuple(sorted(set(one.terms))) for one in alternatives)
            single = {terms[0] for terms in sets if len(terms) == 1}
            required.append([terms for terms in sets if len(terms) == 1 or single.isdisjoint(terms)])
        return required


@dataclass(frozen=True, slots=True)
class Match:
    """`score` is 0 where results are ordered by date."""

    key: str
    score: float


@dataclass(frozen=True, slots=True)
class SearchResponse:
    """`hits` are ordered by score, then key, so that pages never overlap; `facets` are {facet: {code: documents}}."""

    total: int
    hits: tuple[Match, ...] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rejection:
    """A document of a batch that an index did not take; `can_heal`: it may do so later."""

    key: str
    reason: str
    can_heal: bool = False


class SearchIndex(Protocol):
    """An index of an engine. All methods raise EngineError."""

    def create(self) -> None:
        """Create it, empty, unless it exists."""

    def drop(self) -> None:
        """Delete it if it exists."""

    def write(self, documents: Iterable[Document]) -> list[Rejection]:
        """Write documents whose version is later than the one written or removed; ignore the others."""

    def remove(self, versions: Iterable[tuple[str, int]]) -> list[Rejection]:
        """Remove documents by (key, version), unless there is a later version. Removals are remembered."""

    def contents(self) -> Iterator[tuple[str, int, str]]:
        """Yield (key, version, checksum) of all documents by key."""

    def search(self, request: Request) -> SearchResponse: ...

    def known_terms(self, terms: Iterable[str]) -> set[str]:
        """Return those of the terms that any document has."""

    def suggest(self, words: Sequence[str], language: str, limit: int) -> list[str]:
        """Return keys of documents whose titles have all the words, the last as a prefix; own language first."""


class Engine(Protocol):
    name: str

    def index(self, number: int) -> SearchIndex:
        """Return the index of that number, which need not exist."""

    def serve(self, number: int) -> None:
        """Point the engine's own name at this index. Idempotent. Raises EngineError and IndexLostError."""

    def health(self, number: int) -> dict:
        """Return public facts about the serving index, without delay. Raises EngineError."""
