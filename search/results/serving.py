"""Which index answers readers, and what is said while none does."""

from collections.abc import Callable
from functools import partial

from search.analysis import Question, Thesaurus
from search.engines import Breaker, DatabaseIndex, EngineError, Serving, engines_in_use
from search.models import Index
from search.results.spelling import Correction, listed_words, repaired, words_of

Repair = Callable[[Question], tuple[Question, list[Correction]]]

#: One for all readers of this process: what one of them found away, the others leave alone.
breaker = Breaker()


class NothingServes(EngineError):
    """No index has been made yet: it is not known what there is to find."""


def serving_index() -> Serving:
    """Return what answers one reader: the index of the first engine that has one, and the next one's to stand in.

    One statement. Raises NothingServes.
    """
    engines = engines_in_use()
    rows = Index.objects.filter(engine__in=[engine.name for engine in engines], state=Index.State.SERVING)
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
    keeper = index.stand_in or index.index
    words = partial(words_of, keeper) if isinstance(keeper, DatabaseIndex) else listed_words
    return partial(repaired, index=index, words=words, thesaurus=thesaurus)
