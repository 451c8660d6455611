"""What search asks of an engine. Words come analysed, and no engine's own syntax passes through here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Protocol

from search.analysis import Clause, Phrase

#: A word of a title counts as much as so many of the text.
TITLE_WEIGHT = 2.0
#: What a hit in the reader's language counts beside one in the other.
OWN_LANGUAGE = 1.25
#: What a document counts at least.
LEAST_WEIGHT = 0.25


class EngineError(Exception):
    """The engine cannot answer or take anything now. It says nothing of what there is to find."""


class IndexLostError(EngineError):
    """The engine answers and does not have this index any more: it has to be made again."""


class WriteLockedError(EngineError):
    """Another process is writing: it is tried another time, and nothing is wrong."""


class AccessProblem(Enum):
    """Why an engine does not let the portal in, in words that are public."""

    CERTIFICATE = "the cluster’s certificate is not of an authority that is trusted"
    IDENTITY = "the cluster does not know who asks: its key or password is another one"
    PRIVILEGE = "the cluster does not allow what search needs"


class AccessError(EngineError):
    """The engine is there and does not let the portal in, or not to this: its settings have to be put right."""

    def __init__(self, refusal: AccessProblem, detail: str):
        super().__init__(detail)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Document:
    """What an engine keeps of an entry.

    `title` and `text` are the terms in their order, one a place and none that says nothing, so that neighbours are
    neighbours; `title_parts` and `text_parts` hold what else stands at those places (parts of compounds, joined words).
    `words` are the folded words of the title as they are written, for suggestions; `vocabulary` those of title and text,
    for typos. `weight`, of LEAST_WEIGHT or more, is what it counts as a hit beside others.
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
    """Keeps what has one of the codes in a facet; with `negated`, what has none of them."""

    facet: str
    codes: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Keeps what has a number from `least` to `most`, both included; None is open. What has no such number is dropped."""

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
    """A question as engines take it.

    A document is found that has an alternative of any clause (of every clause where `strict`), a phrase of each group in
    `phrases` as neighbours in title or text, and nothing of `without`, and that passes the filters. Without clauses and
    phrases, all that passes the filters is found. Scores add over the clauses the best of their alternatives, by BM25F.
    """

    clauses: tuple[Clause, ...] = ()
    phrases: tuple[tuple[Phrase, ...], ...] = ()
    without: tuple[Phrase, ...] = ()
    filters: tuple[Filter, ...] = ()
    strict: bool = False
    language: str = ""
    order: Order = Order.RELEVANCE
    #: Facets to count: each under all filters but its own that choose, so that another value can be added.
    facets: tuple[str, ...] = ()
    offset: int = 0
    limit: int = 10

    @property
    def is_scored(self) -> bool:
        return bool(self.clauses) and self.order is Order.RELEVANCE

    def filters_but(self, facet: str = "") -> tuple[Filter, ...]:
        """The filters under which the codes of a facet are counted: all but what is chosen of it."""
        return tuple(
            one for one in self.filters if not (isinstance(one, AnyOf) and not one.negated and one.facet == facet)
        )

    def wanted(self) -> list[list[tuple[str, ...]]]:
        """Sets of words; of each list, what is found has all words of one.

        A set of several is left out where a word of it is enough.
        """
        together = [clause.alternatives for clause in self.clauses]
        if not self.strict and together:
            together = [tuple(one for some in together for one in some)]
        wanted = []
        for alternatives in together:
            sets = dict.fromkeys(tuple(sorted(set(one.terms))) for one in alternatives)
            enough = {terms[0] for terms in sets if len(terms) == 1}
            wanted.append([terms for terms in sets if len(terms) == 1 or enough.isdisjoint(terms)])
        return wanted


@dataclass(frozen=True, slots=True)
class Match:
    """`score` is of relevance: nothing is reckoned where results are put in order by date."""

    key: str
    score: float


@dataclass(frozen=True, slots=True)
class SearchResponse:
    """Of equal scores the key decides, so that pages never overlap. `facets` are {facet: {code: documents}}."""

    total: int
    hits: tuple[Match, ...] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rejection:
    """A document that an index cannot take as it is, and why; others of the same batch were taken."""

    key: str
    reason: str
    #: It may be taken later.
    can_heal: bool = False


class SearchIndex(Protocol):
    """One index of an engine. All methods raise EngineError where the engine does not answer."""

    def create(self) -> None:
        """Make it, empty; nothing where it is there."""

    def drop(self) -> None:
        """Take it away; nothing where it is gone."""

    def write(self, documents: Iterable[Document]) -> list[Rejection]:
        """Take documents whose version is later than what it has of them or has removed; leave out the others."""

    def remove(self, versions: Iterable[tuple[str, int]]) -> list[Rejection]:
        """Remove (key, version) unless it has a later version. The removal is remembered with its version."""

    def contents(self) -> Iterator[tuple[str, int, str]]:
        """Yield (key, version, checksum) of all documents in the order of their keys."""

    def search(self, request: Request) -> SearchResponse: ...

    def known_terms(self, terms: Iterable[str]) -> set[str]:
        """Return which of the terms are in any document."""

    def suggest(self, words: Sequence[str], language: str, limit: int) -> list[str]:
        """Return keys of documents whose titles have all the words, the last one as a beginning; own language first."""


class Engine(Protocol):
    name: str

    def index(self, number: int) -> SearchIndex:
        """The index of that number, whether it exists or not."""

    def serve(self, number: int) -> None:
        """Let the engine know that this index answers from now on, where it keeps a name for the one that does.

        Telling it again does no harm. Raises EngineError, and IndexLostError where the index has to be made again.
        """

    def health(self, number: int) -> dict:
        """Return what is worth watching of the index that serves, in words that are public, and at once.

        Raises EngineError.
        """
