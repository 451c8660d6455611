"""Which index answers readers, and what is said while none does."""

from collections.abc import Callable
from functools import partial

from search.analysis.questions import Question
from search.analysis.thesaurus import Thesaurus
from search.engines import embedded
from search.engines.interface import EngineError, SearchIndex
from search.models import Index
from search.repairing import Correction, repaired, words_of

Repair = Callable[[Question], tuple[Question, list[Correction]]]


class NothingServes(EngineError):
    """No index has been made yet: it is not known what there is to find."""


def serving_index() -> SearchIndex:
    """Return the index that answers. One statement. Raises NothingServes."""
    engine = embedded()
    index = Index.objects.serving(engine.name).first()
    if index is None:
        raise NothingServes(f"No index of the engine “{engine.name}” serves.")
    return engine.index(index.pk)


def repair_with(index: SearchIndex, thesaurus: Thesaurus) -> Repair:
    """Return what repairs the typos of a question by the words that an index knows."""
    return partial(repaired, index=index, words=partial(words_of, index), thesaurus=thesaurus)
