"""Translate a request to tantivy queries, never to its query syntax."""

import sys
from collections.abc import Iterable

from tantivy import FieldType, Occur, Query

from search.analysis import Alternative, Phrase
from search.engines.embedded import schema
from search.engines.interface import AnyOf, Filter, Request

MUST, SHOULD, MUST_NOT = Occur.Must, Occur.Should, Occur.MustNot


def scored(request: Request) -> Query:
    occur = MUST if request.strict else SHOULD
    words = Query.boolean_query([(occur, _best_of(clause.alternatives)) for clause in request.clauses])
    return Query.boolean_query([(MUST, words), *_conditions(request, request.filters)])


def found(request: Request, filters: Iterable[Filter]) -> Query:
    """Return the unscored query of a request under filters."""
    required = [_any_word(sets) for sets in request.required_terms()]
    if not required and not request.phrases:
        # Tombstones and the canary have no weight.
        required = [Query.exists_query(schema.weights()[""])]
    return Query.boolean_query([*((MUST, one) for one in required), *_conditions(request, filters)])


def _best_of(alternatives: Iterable[Alternative]) -> Query:
    """Score the best alternative; words stand apart, since a union of nothing but terms is scored quicker."""
    words, phrases = [], []
    for one in alternatives:
        terms = set(one.terms)
        some, query = (phrases, _all_words(terms)) if len(terms) > 1 else (words, schema.term(schema.SCORED, *terms))
        some.append(Query.boost_query(query, one.weight / len(terms)))
    return Query.disjunction_max_query([Query.disjunction_max_query(words), *phrases])


def _conditions(request: Request, filters: Iterable[Filter]) -> list[tuple[Occur, Query]]:
    some = [(MUST, _any_of(map(_phrase, phrases))) for phrases in request.phrases]
    some += [(MUST_NOT, _phrase(phrase)) for phrase in request.without]
    some += [(MUST_NOT if one.negated else MUST, _filter(one)) for one in filters]
    return [(occur, Query.const_score_query(query, 0.0)) for occur, query in some]


def _all_words(terms: Iterable[str]) -> Query:
    return Query.boolean_query([(MUST, schema.term(schema.SCORED, term)) for term in terms])


def _any_word(sets: Iterable[tuple[str, ...]]) -> Query:
    words = [terms[0] for terms in sets if len(terms) == 1]
    return _any_of([schema.any_term(schema.SCORED, words), *(_all_words(terms) for terms in sets if len(terms) > 1)])


def _phrase(phrase: Phrase) -> Query:
    if len(phrase) == 1:
        return schema.term(schema.SCORED, phrase[0])
    return _any_of(Query.phrase_query(schema.schema(), name, list(phrase)) for name in (schema.TITLE, schema.TEXT))


def _filter(one: Filter) -> Query:
    if isinstance(one, AnyOf):
        return schema.any_term(schema.CODES, [f"{one.facet}={code}" for code in one.codes])
    if one.number not in schema.number_fields():
        return Query.empty_query()
    # tantivy has no range that is open at both ends.
    least = -sys.float_info.max if one.least is None else float(one.least)
    most = sys.float_info.max if one.most is None else float(one.most)
    return Query.range_query(schema.schema(), one.number, FieldType.Float, least, most)


def _any_of(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(SHOULD, query) for query in queries])
