"""A question as Elasticsearch takes it: built of typed parts, so that nothing typed becomes its syntax.

A clause scores as the best of its alternatives, each by BM25F over title and text (`combined_fields`).
"""

from collections.abc import Iterable, Sequence

from elasticsearch.dsl import Q
from elasticsearch.dsl.query import Query

from search.analysis.questions import Alternative, Clause
from search.analysis.thesaurus import Phrase
from search.engines.interface import OWN_LANGUAGE, TITLE_WEIGHT, AnyOf, Between, Filter, Order, Request

SCORED = (f"title^{TITLE_WEIGHT}", f"title_parts^{TITLE_WEIGHT}", "text", "text_parts")
SEQUENCES = ("title", "text")
#: More codes of one facet than any has.
MOST_CODES = 10_000

PRESENT = Q("term", removed=False)


def query_of(request: Request) -> Query:
    """What a request finds and how it scores, without the filters that choose among facets."""
    must = [_clause(clause) for clause in request.clauses]
    scored = must if request.strict else []
    required = [PRESENT, *(_any_phrase(phrases) for phrases in request.phrases)]
    required += [_filter(one) for one in request.filters if not chooses(one)]
    # Words or phrases must be found where any are asked for; phrases add to what is required, words to the score.
    narrow = Q(
        "bool",
        must=scored,
        should=[] if request.strict else must,
        minimum_should_match=1 if must and not request.strict else 0,
        filter=required,
        must_not=[_phrase(phrase) for phrase in request.without],
    )
    return Q(
        "function_score",
        query=narrow,
        functions=[{"filter": {"term": {"language": request.language}}, "weight": OWN_LANGUAGE}],
        score_mode="multiply",
        boost_mode="multiply",
    )


def chosen(request: Request) -> list[AnyOf]:
    return [one for one in request.filters if chooses(one)]


def chooses(one: Filter) -> bool:
    """Whether a filter chooses codes of a facet, whose other codes are counted as if it did not."""
    return isinstance(one, AnyOf) and not one.negated


def all_of(filters: Iterable[Filter]) -> Query:
    return Q("bool", filter=[_filter(one) for one in filters])


def counts_of(request: Request) -> dict:
    """Aggregations that count each facet under all choices but those of its own."""
    choices = chosen(request)
    return {
        facet: {
            "filter": all_of(one for one in choices if one.facet != facet).to_dict(),
            "aggs": {"codes": {"terms": {"field": f"facets.{facet}", "size": MOST_CODES}}},
        }
        for facet in request.facets
    }


def sort_of(request: Request) -> list[dict]:
    by_day = [{"day": {"order": "desc", "missing": "_last"}}]
    by_score = [{"_score": "desc"}]
    first = by_day if request.order is Order.DATE or not request.clauses else by_score
    return [*first, {"key": "asc"}]


def suggestion_of(words: Sequence[str], language: str) -> Query:
    *whole, begun = words
    return Q(
        "bool",
        filter=[PRESENT, *(Q("term", words=word) for word in whole), Q("prefix", words=begun)],
        should=[
            Q("constant_score", filter=Q("term", language=language), boost=2),
            Q("constant_score", filter=Q("prefix", beginning=" ".join(words)), boost=1),
        ],
    )


def having(term: str) -> Query:
    return Q("combined_fields", query=term, fields=list(SCORED), operator="and")


def _clause(clause: Clause) -> Query:
    return Q("dis_max", queries=[_alternative(one) for one in clause.alternatives], tie_breaker=0.0)


def _alternative(one: Alternative) -> Query:
    boost = one.weight / len(one.terms)
    if len(one.terms) == 1:
        return Q("combined_fields", query=one.terms[0], fields=list(SCORED), operator="and", boost=boost)
    return Q("bool", must=[having(term) for term in one.terms], boost=boost)


def _any_phrase(phrases: Iterable[Phrase]) -> Query:
    return Q("bool", should=[_phrase(phrase) for phrase in phrases], minimum_should_match=1)


def _phrase(phrase: Phrase) -> Query:
    if len(phrase) == 1:
        return having(phrase[0])
    return Q(
        "bool",
        should=[Q("match_phrase", **{name: " ".join(phrase)}) for name in SEQUENCES],
        minimum_should_match=1,
    )


def _filter(one: Filter) -> Query:
    found = Q("terms", **{f"facets.{one.facet}": list(one.codes)}) if isinstance(one, AnyOf) else _range(one)
    return Q("bool", must_not=[found]) if one.negated else found


def _range(one: Between) -> Query:
    ends = {name: value for name, value in (("gte", one.least), ("lte", one.most)) if value is not None}
    field = f"numbers.{one.number}"
    return Q("range", **{field: ends}) if ends else Q("exists", field=field)
