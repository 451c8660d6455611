"""Translate a request to Elasticsearch's query DSL, never to its query-string syntax.

A request is two searches of one call: the page counts nothing, the counts score nothing. A clause scores as its best
alternative, by BM25 over one field that repeats title words by their weight: as `combined_fields` does, for less.
"""

from collections.abc import Collection, Iterable, Sequence

from elasticsearch.dsl import Q
from elasticsearch.dsl.query import Query

from search.analysis import Alternative, Clause, Phrase
from search.engines.interface import OWN_LANGUAGE, AnyOf, Filter, NumberRange, Request

SEQUENCES = ("title", "text")
#: More codes of one facet than any has.
MOST_CODES = 10_000

NOT_REMOVED = Q("term", removed=False)


def page_of(request: Request) -> dict:
    """Return the search for the hits; where they are scored, the first sort value is the score."""
    query = _scored(request) if request.is_scored else _found(request, [*_narrowing(request), *chosen(request)])
    first = {"_score": "desc"} if request.is_scored else {"day": {"order": "desc", "missing": "_last"}}
    return {"query": query.to_dict(), "sort": [first, {"key": "asc"}], "track_total_hits": False, "_source": False}


def counts_of(request: Request) -> dict:
    """Return the search that counts all matches, and each facet under all choices but its own."""
    choices = chosen(request)
    body = {"query": _found(request, _narrowing(request)).to_dict(), "size": 0, "track_total_hits": True}
    if choices:
        body["post_filter"] = _all_of(choices).to_dict()
    if request.facets:
        body["aggs"] = {facet: _codes(facet, choices) for facet in request.facets}
    return body


def counted(answer: dict) -> dict[str, dict[str, int]]:
    found = answer.get("aggregations", {})
    return {
        facet: {bucket["key"]: bucket["doc_count"] for bucket in codes.get("codes", codes)["buckets"]}
        for facet, codes in found.items()
    }


def known_of(terms: Iterable[str]) -> dict:
    """Return the search that counts the documents of each term, by the term's index. Tombstones have no terms."""
    filters = {str(place): having(term).to_dict() for place, term in enumerate(terms)}
    return {"size": 0, "track_total_hits": False, "aggs": {"terms": {"filters": {"filters": filters}}}}


def suggestion_of(words: Sequence[str], language: str) -> Query:
    *whole, begun = words
    return Q(
        "bool",
        filter=[NOT_REMOVED, *(Q("term", words=word) for word in whole), Q("prefix", words=begun)],
        should=[
            Q("constant_score", filter=Q("term", language=language), boost=2),
            Q("constant_score", filter=Q("prefix", beginning=" ".join(words)), boost=1),
        ],
    )


def chosen(request: Request) -> list[AnyOf]:
    return [one for one in request.filters if chooses(one)]


def chooses(one: Filter) -> bool:
    """Whether a filter chooses codes of a facet; its other codes are counted without it."""
    return isinstance(one, AnyOf) and not one.negated


def having(term: str) -> Query:
    return Q("term", scored=term)


def _narrowing(request: Request) -> list[Filter]:
    return [one for one in request.filters if not chooses(one)]


def _scored(request: Request) -> Query:
    clauses = [_clause(clause) for clause in request.clauses]
    words = {"must": clauses} if request.strict or len(clauses) == 1 else {"should": clauses, "minimum_should_match": 1}
    narrow = Q("bool", **words, **_conditions(request, request.filters))
    return Q(
        "function_score",
        query=narrow,
        functions=[
            {"filter": Q("term", language=request.language), "weight": OWN_LANGUAGE},
            {"field_value_factor": {"field": "weight", "missing": 1}},
        ],
        score_mode="multiply",
        boost_mode="multiply",
    )


def _found(request: Request, filters: Iterable[Filter]) -> Query:
    """Return the unscored query of a request."""
    conditions = _conditions(request, filters)
    required = [_any_word(sets) for sets in request.required_terms()]
    if not required and not request.phrases:
        required = [NOT_REMOVED]
    return Q("bool", filter=[*required, *conditions["filter"]], must_not=conditions["must_not"])


def _conditions(request: Request, filters: Iterable[Filter]) -> dict[str, list[Query]]:
    return {
        "filter": [*(_any_phrase(phrases) for phrases in request.phrases), *(_filter(one) for one in filters)],
        "must_not": [_phrase(phrase) for phrase in request.without],
    }


def _clause(clause: Clause) -> Query:
    alternatives = [_alternative(one) for one in clause.alternatives]
    return alternatives[0] if len(alternatives) == 1 else Q("dis_max", queries=alternatives, tie_breaker=0.0)


def _alternative(one: Alternative) -> Query:
    boost = one.weight / len(one.terms)
    if len(one.terms) == 1:
        return Q("term", scored={"value": one.terms[0], "boost": boost})
    return Q("bool", must=[having(term) for term in one.terms], boost=boost)


def _any_word(sets: Collection[tuple[str, ...]]) -> Query:
    """Match documents with all words of any set."""
    words = sorted(term for terms in sets if len(terms) == 1 for term in terms)
    several = sorted(terms for terms in sets if len(terms) > 1)
    found = [Q("terms", scored=words)] if words else []
    found += [Q("bool", filter=[having(term) for term in terms]) for terms in several]
    return found[0] if len(found) == 1 else Q("bool", should=found, minimum_should_match=1)


def _any_phrase(phrases: Iterable[Phrase]) -> Query:
    return Q("bool", should=[_phrase(phrase) for phrase in phrases], minimum_should_match=1)


def _phrase(phrase: Phrase) -> Query:
    if len(phrase) == 1:
        return having(phrase[0])
    return Q(
        "bool", should=[Q("match_phrase", **{name: " ".join(phrase)}) for name in SEQUENCES], minimum_should_match=1
    )


def _codes(facet: str, choices: Sequence[AnyOf]) -> dict:
    codes = {"terms": {"field": f"facets.{facet}", "size": MOST_CODES}}
    others = [one for one in choices if one.facet != facet]
    return {"filter": _all_of(others).to_dict(), "aggs": {"codes": codes}} if others else codes


def _all_of(filters: Iterable[Filter]) -> Query:
    return Q("bool", filter=[_filter(one) for one in filters])


def _filter(one: Filter) -> Query:
    found = _coded(one.facet, one.codes) if isinstance(one, AnyOf) else _range(one)
    return Q("bool", must_not=[found]) if one.negated else found


def _coded(facet: str, codes: Iterable[str]) -> Query:
    return Q("terms", **{f"facets.{facet}": list(codes)})


def _range(one: NumberRange) -> Query:
    ends = {name: value for name, value in (("gte", one.least), ("lte", one.most)) if value is not None}
    field = f"numbers.{one.number}"
    return Q("range", **{field: ends}) if ends else Q("exists", field=field)
