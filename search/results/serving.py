"""Which index answers readers, and what is said while none does."""

from collections.abc import Callable
from functools import partial

from django.db.models import Q

from search.analysis import Question, Thesaurus
from search.engines import (
    Breaker,
    EmbeddedIndex,
    EngineError,
    SearchIndex,
    Serving,
    analysis_version,
    embedded_engine,
    engines_in_use,
)
from search.models import Index
from search.results.spelling import Correction, Words, listed_words, repaired, words_of

Repair = Callable[[Question], tuple[Question, list[Correction]]]

#: One for all readers of this process: what one of them found away, the others leave alone.
breaker = Breaker()


class NothingServes(EngineError):
    """No index is whole yet, or not any more: it is not known what there is to find."""


def serving_index() -> Serving:
    """Return what answers one reader: the index of the first engine that has one, and the next one's to stand in.

    The embedded engine answers with an index of today's analysis only: it makes one soon. One statement. Raises
    NothingServes.
    """
    engines = engines_in_use()
    rows = Index.objects.filter(engine__in=[engine.name for engine in engines], state=Index.State.SERVING)
    rows = rows.exclude(Q(engine=embedded_engine().name) & ~Q(analysis=analysis_version()))
    numbers = dict(rows.order_by().values_list("engine", "pk"))
    indexes = [engine.index(numbers[engine.name]) for engine in engines if engine.name in numbers]
    if not indexes:
        raise NothingServes(f"No index serves of: {', '.join(engine.name for engine in engines)}")
    first, *others = indexes
    return Serving(first, next(iter(others), None), breaker)


def repair_with(index: Serving, thesaurus: Thesaurus) -> Repair:
    """Return what repairs the typos of a question by the words that documents have.

    The embedded engine keeps them for any other: it has the same documents, and a cluster lists no words quickly.
    """
    words = partial(_words_of, index.stand_in or index.index)
    return partial(repaired, index=index, words=words, thesaurus=thesaurus)


def _words_of(keeper: SearchIndex) -> Words:
    try:
        return words_of(keeper) if isinstance(keeper, EmbeddedIndex) else listed_words()
    except EngineError:
        # Whoever else answers does without them.
        return listed_words()
