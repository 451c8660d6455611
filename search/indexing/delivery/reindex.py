"""Making a new index while the old one serves, and changing over in one step."""

import logging
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from search.engines import Engine, EngineError, IndexLostError, SearchIndex, analysis_version
from search.indexing.delivery.comparing import Difference, differences
from search.indexing.delivery.deliver import Outcome, back_off, deliver_all
from search.indexing.delivery.outbox import enqueue_everything
from search.indexing.entries.writing import acquire_write_lock
from search.models import Delivery, Entry, Index

logger = logging.getLogger(__name__)

#: Comparisons with an index to which there are always changes; each looks only at what has not changed since it began.
COMPARISONS = 5
#: Differences that are looked at, and told.
LOOKED_AT, TOLD = 1000, 20
#: A first index may lack one of so many entries.
MOST_REFUSED = 100


class IndexIncompleteError(Exception):
    """The new index does not agree with the entries; `differences` are some of what is wrong with it."""

    def __init__(self, index: Index, differences: list[Difference]):
        super().__init__(str(index))
        self.index = index
        self.differences = differences


def start_build(engine: Engine) -> tuple[Index, bool]:
    """Return the index that is being built, and whether it was begun before. Raises EngineError, and can be called again.

    What was begun with another analysis is swept away. From the moment that a new one is there, every change is noted
    for it too: whoever writes entries has done so before, or waits.
    """
    drop_stale_builds(engine, keep=analysis_version())
    with transaction.atomic():
        acquire_write_lock()
        begun = Index.objects.filter(engine=engine.name, state=Index.State.BUILDING).first()
        index = begun or Index.objects.create(engine=engine.name, analysis=analysis_version())
        if begun is None:
            enqueue_everything(index)
    target = engine.index(index.pk)
    if begun is None:
        # A database that was restored gives numbers again that its engine has known before.
        target.drop()
    target.create()
    return index, begun is not None


def drop_stale_builds(engine: Engine, keep: str = "") -> None:
    """Take away what was begun and not finished, unless it was made with the analysis to keep."""
    for index in Index.objects.filter(engine=engine.name, state=Index.State.BUILDING).exclude(analysis=keep):
        remove(engine, index)


def remove(engine: Engine, index: Index) -> None:
    """Take an index away: first what it holds, so that no trace of it stays without a row that names it."""
    engine.index(index.pk).drop()
    index.delete()


def advance(engine: Engine, index: Index, on_progress=lambda count: None) -> Outcome:
    """Tell an index what is due; one that is being built takes over once it is whole, whoever began it has gone or not."""
    if index.is_backing_off(timezone.now()):
        return Outcome()
    try:
        try:
            return _bring_on(engine, index, on_progress)
        except IndexLostError as error:
            return _bring_on(engine, index, on_progress) if refill(engine, index, error) else Outcome()
    except IndexIncompleteError as error:
        logger.error("%s is not whole: %s", index, ", ".join(one.key for one in error.differences))
    except EngineError as error:
        back_off(index, timezone.now())
        logger.warning("The engine of %s does not answer: %s", index, error)
    return Outcome(is_away=True)


def _bring_on(engine: Engine, index: Index, on_progress) -> Outcome:
    outcome = deliver_all(index, engine.index(index.pk), on_progress)
    is_built = index.state == Index.State.BUILDING and index.analysis == analysis_version()
    if is_built and not outcome.is_away and set(waiting_of(index)) <= tolerated(index):
        activate(engine, index)
    return outcome


def refill(engine: Engine, index: Index, reason: Exception) -> bool:
    """Let an index that its engine has lost be filled from nothing; return whether it is: a new one may be on its way.

    Until it is whole no reader is answered by it. Raises EngineError, and can be called again.
    """
    logger.warning("The engine has lost %s, which is made again: %s", index, reason)
    target = engine.index(index.pk)
    with transaction.atomic():
        acquire_write_lock()
        others = Index.objects.filter(engine=index.engine, state=Index.State.BUILDING).exclude(pk=index.pk)
        is_filled = index.state != Index.State.KEPT and not others.exists()
        if is_filled:
            Delivery.objects.filter(index=index).delete()
            index.state, index.analysis = Index.State.BUILDING, analysis_version()
            index.save()
            enqueue_everything(index)
        else:
            index.delete()
    target.drop()
    if is_filled:
        target.create()
    return is_filled


def activate(engine: Engine, index: Index) -> None:
    """Let an index serve instead of the one that does, which is kept; what was kept before goes.

    Raises IndexIncompleteError where it does not have exactly what there is to find, and EngineError. Nobody who writes waits
    for the comparison: what changes meanwhile is noted for this index as for any.
    """
    compare(index, engine.index(index.pk))
    with transaction.atomic():
        acquire_write_lock()
        of_engine = Index.objects.filter(engine=engine.name)
        if not of_engine.filter(pk=index.pk, state=Index.State.BUILDING).exists():
            # Command and worker were both at it.
            return
        of_engine.filter(state=Index.State.KEPT).update(state=Index.State.GONE)
        of_engine.filter(state=Index.State.SERVING).update(state=Index.State.KEPT)
        of_engine.filter(pk=index.pk).update(state=Index.State.SERVING, served_at=timezone.now())
    publish_serving(engine)


def compare(index: Index, target: SearchIndex) -> None:
    """Raise IndexIncompleteError unless an index has what there is to find, but for what changes while it is compared.

    What was set aside may be missing, as far as `excused` says.
    """
    found: list[Difference] = []
    need_not_have = tolerated(index)
    for _comparison in range(COMPARISONS):
        began = timezone.now()
        all_found = list(differences(index, target, most=LOOKED_AT))
        changed = set(Entry.objects.filter(changed_at__gte=began).order_by().values_list("key", flat=True))
        found = [one for one in all_found if one.key not in changed | need_not_have]
        if not found and len(all_found) < LOOKED_AT:
            return
        if not deliver_all(index, target):
            break
    raise IndexIncompleteError(index, found[:TOLD])


def waiting_of(index: Index) -> Iterable[str]:
    """The keys of what an index has not been told, or was not able to take."""
    return Delivery.objects.filter(index=index).order_by().values_list("entry__key", flat=True)


def tolerated(index: Index) -> set[str]:
    """The keys that a new index could not take and need not have: the one that serves could not take them either.

    Where none serves yet, a few of all may be missing; with more of them it is the engine or the analysis that is wrong.
    """
    aside = Delivery.objects.filter(is_set_aside=True).order_by().values_list("entry__key", flat=True)
    refused = set(aside.filter(index=index))
    if serving := Index.objects.serving(index.engine).first():
        return refused & set(aside.filter(index=serving))
    is_few = len(refused) * MOST_REFUSED <= Entry.objects.findable().count()
    return refused if is_few else set()


def publish_serving(engine: Engine) -> None:
    """Let the engine's own name stand for what serves, and take away what is no longer kept.

    Apart from the change itself, which waits for no network. Whoever dies before leaves it to whoever comes next. An
    index that the engine has lost is filled again. Raises EngineError.
    """
    if serving := Index.objects.serving(engine.name).first():
        try:
            engine.serve(serving.pk)
        except IndexLostError as error:
            refill(engine, serving, error)
    for index in Index.objects.filter(engine=engine.name, state=Index.State.GONE):
        remove(engine, index)


def roll_back(engine: Engine) -> Index | None:
    """Let the kept index serve again and keep the one that does; None where there is none. Raises EngineError."""
    with transaction.atomic():
        acquire_write_lock()
        indexes = Index.objects.filter(engine=engine.name)
        kept = indexes.filter(state=Index.State.KEPT).order_by("-served_at").first()
        if kept is None:
            return None
        indexes.filter(state=Index.State.SERVING).update(state=Index.State.KEPT)
        indexes.filter(pk=kept.pk).update(state=Index.State.SERVING, served_at=timezone.now())
    publish_serving(engine)
    return kept
