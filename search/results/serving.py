"""Choose the index that answers readers, and the spelling repair that goes with it."""

from collections.abc import Callable
from functools import partial

from django.db.models import Q

from search.analysis import Clauses, Thesaurus
from search.engines import (
    Breaker,
    EmbeddedIndex,
    EngineError,
    FailoverIndex,
    SearchIndex,
    analysis_version,
    embedded_engine,
    engines_in_use,
)
from search.models import Index
from search.results.spelling import Correction, Words, lexicon_vocabulary, repair_spelling, vocabulary_of

Repair = Callable[[str, Clauses], tuple[Clauses, list[Correction]]]

#: Shared by all readers of this process.
breaker = Breaker()


class NoIndexError(EngineError):
    """No index is complete: it is not known what there is to find."""


def serving_index() -> FailoverIndex:
    """Return the index of the first engine that has one, with the next engine's as its stand-in. One statement.

    An embedded index of another analysis does not serve: the worker builds a new one. Raises NoIndexError.
    """
    engines = engines_in_use()
    rows = Index.objects.filter(engine__in=[engine.name for engine in engines], state=Index.State.SERVING)
    rows = rows.exclude(Q(engine=embedded_engine().name) & ~Q(analysis=analysis_version()))
    numbers = dict(rows.order_by().values_list("engine", "pk"))
    indexes = [engine.index(numbers[engine.name]) for engine in engines if engine.name in numbers]
    if not indexes:
        raise NoIndexError(f"No index serves of: {', '.join(engine.name for engine in engines)}")
    first, *others = indexes
    return FailoverIndex(first, next(iter(others), None), breaker)


def repair_with(index: FailoverIndex, thesaurus: Thesaurus) -> Repair:
    """Return the spelling repair with the embedded index's vocabulary: a cluster does not list its words quickly."""
    words = partial(_words_of, index.stand_in or index.index)
    return partial(repair_spelling, index=index, words=words, thesaurus=thesaurus)


def _words_of(index: SearchIndex) -> Words:
    try:
        return vocabulary_of(index) if isinstance(index, EmbeddedIndex) else lexicon_vocabulary()
    except EngineError:
        return lexicon_vocabulary()
