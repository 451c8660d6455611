"""Build a new index while the old one serves, and switch over in one step."""

import logging
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from search.engines import Engine, EngineError, IndexLostError, SearchIndex, analysis_version
from search.indexing.delivery.deliver import Outcome, back_off, deliver_all
from search.indexing.delivery.differences import Difference, differences
from search.indexing.delivery.outbox import enqueue_everything
from search.indexing.entries.writing import acquire_write_lock
from search.models import Delivery, Entry, Index

logger = logging.getLogger(__name__)

#: Comparisons with an index that keeps changing; each ignores what has changed since it began.
COMPARISONS = 5
#: Differences that are looked for, and reported.
MOST_COMPARED, REPORTED = 1000, 20
#: A first index may lack one of so many entries.
MOST_REJECTED = 100

State = Index.State


class IndexIncompleteError(Exception):
    """A new index does not agree with the entries; `differences` are some of those found."""

    def __init__(self, index: Index, differences: list[Difference]):
        super().__init__(str(index))
        self.index = index
        self.differences = differences


def start_build(engine: Engine) -> tuple[Index, bool]:
    """Return the index that is being built, and whether it was begun before. Raises EngineError, and can be repeated.

    Unfinished indexes of another analysis are removed. The write lock makes sure that no change is missed.
    """
    for stale in Index.objects.filter(engine=engine.name, state=State.BUILDING).exclude(analysis=analysis_version()):
        remove(engine, stale)
    with transaction.atomic():
        acquire_write_lock()
        begun = Index.objects.filter(engine=engine.name, state=State.BUILDING).first()
        index = begun or Index.objects.create(engine=engine.name, analysis=analysis_version())
        if begun is None:
            enqueue_everything(index)
    target = engine.index(index.pk)
    if begun is None:
        # A restored database gives numbers again that its engine has seen before.
        target.drop()
    target.create()
    return index, begun is not None


def remove(engine: Engine, index: Index) -> None:
    """Remove an index: first its content, so that none stays without a row that names it."""
    engine.index(index.pk).drop()
    index.delete()


def advance(engine: Engine, index: Index, on_progress: Callable[[int], None] = lambda count: None) -> Outcome:
    """Deliver what is due to an index; activate one that is being built once it is complete, whoever began it."""
    if index.is_backing_off(timezone.now()):
        return Outcome()
    try:
        try:
            return _advance(engine, index, on_progress)
        except IndexLostError as error:
            return _advance(engine, index, on_progress) if refill(engine, index, error) else Outcome()
    except IndexIncompleteError as error:
        logger.error("%s is incomplete: %s", index, ", ".join(one.key for one in error.differences))
    except EngineError as error:
        back_off(index, timezone.now())
        logger.warning("The engine of %s does not answer: %s", index, error)
    return Outcome(is_away=True)


def _advance(engine: Engine, index: Index, on_progress: Callable[[int], None]) -> Outcome:
    outcome = deliver_all(index, engine.index(index.pk), on_progress)
    is_built = index.state == State.BUILDING and index.analysis == analysis_version()
    if is_built and not outcome.is_away:
        waiting = set(Delivery.objects.filter(index=index).order_by().values_list("entry__key", flat=True))
        if waiting <= tolerated(index):
            activate(engine, index)
    return outcome


def refill(engine: Engine, index: Index, reason: Exception) -> bool:
    """Refill an index that its engine has lost, which does not serve until it is complete.

    Return False where it is deleted instead, because it was only kept or another one is being built. Raises
    EngineError, and can be repeated.
    """
    logger.warning("The engine has lost %s, which is rebuilt: %s", index, reason)
    target = engine.index(index.pk)
    with transaction.atomic():
        acquire_write_lock()
        others = Index.objects.filter(engine=index.engine, state=State.BUILDING).exclude(pk=index.pk)
        is_refilled = index.state != State.KEPT and not others.exists()
        if is_refilled:
            Delivery.objects.filter(index=index).delete()
            index.state, index.analysis = State.BUILDING, analysis_version()
            index.save()
            enqueue_everything(index)
        else:
            index.delete()
    target.drop()
    if is_refilled:
        target.create()
    return is_refilled


def activate(engine: Engine, index: Index) -> None:
    """Let an index serve instead of the current one, which is kept; the one kept before is removed.

    Raises IndexIncompleteError and EngineError. Writers do not wait for the comparison: what changes meanwhile is
    delivered to this index as to any.
    """
    compare(index, engine.index(index.pk))
    with transaction.atomic():
        acquire_write_lock()
        of_engine = Index.objects.filter(engine=engine.name)
        if not of_engine.filter(pk=index.pk, state=State.BUILDING).exists():
            # Command and worker were both at it.
            return
        of_engine.filter(state=State.KEPT).update(state=State.GONE)
        of_engine.filter(state=State.SERVING).update(state=State.KEPT)
        of_engine.filter(pk=index.pk).update(state=State.SERVING, served_at=timezone.now())
    publish_serving(engine)


def compare(index: Index, target: SearchIndex) -> None:
    """Raise IndexIncompleteError unless an index agrees with the entries, but for tolerated gaps and current changes."""
    found: list[Difference] = []
    gaps = tolerated(index)
    for _comparison in range(COMPARISONS):
        began = timezone.now()
        all_found = list(differences(index, target, most=MOST_COMPARED))
        changed = set(Entry.objects.filter(changed_at__gte=began).order_by().values_list("key", flat=True))
        found = [one for one in all_found if one.key not in changed | gaps]
        if not found and len(all_found) < MOST_COMPARED:
            return
        if not deliver_all(index, target):
            break
    raise IndexIncompleteError(index, found[:REPORTED])


def tolerated(index: Index) -> set[str]:
    """Return the keys that a new index may lack: what the serving index could not take either.

    Without a serving index a few may be missing; with more of them the engine or the analysis is wrong.
    """
    aside = Delivery.objects.filter(is_set_aside=True).order_by().values_list("entry__key", flat=True)
    rejected = set(aside.filter(index=index))
    if serving := Index.objects.serving(index.engine).first():
        return rejected & set(aside.filter(index=serving))
    is_few = len(rejected) * MOST_REJECTED <= Entry.objects.findable().count()
    return rejected if is_few else set()


def publish_serving(engine: Engine) -> None:
    """Point the engine's own name at the serving index, and remove what is no longer kept. Raises EngineError.

    Apart from the switch, which waits for no network; the next run repeats it after a crash. An index that the engine
    has lost is refilled.
    """
    if serving := Index.objects.serving(engine.name).first():
        try:
            engine.serve(serving.pk)
        except IndexLostError as error:
            refill(engine, serving, error)
    for index in Index.objects.filter(engine=engine.name, state=State.GONE):
        remove(engine, index)


def roll_back(engine: Engine) -> Index | None:
    """Swap the kept and the serving index; None where none is kept. Raises EngineError."""
    with transaction.atomic():
        acquire_write_lock()
        indexes = Index.objects.filter(engine=engine.name)
        kept = indexes.filter(state=State.KEPT).order_by("-served_at").first()
        if kept is None:
            return None
        indexes.filter(state=State.SERVING).update(state=State.KEPT)
        indexes.filter(pk=kept.pk).update(state=State.SERVING, served_at=timezone.now())
    publish_serving(engine)
    return kept
