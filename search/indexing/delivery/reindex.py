"""Making a new index while the old one serves, and changing over in one step."""

import logging
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from search.engines import Engine, EngineError, GoneError, SearchIndex, analysis_version
from search.indexing.delivery.comparing import Difference, differences
from search.indexing.delivery.deliver import Outcome, deliver_all, rest
from search.indexing.delivery.outbox import send_everything
from search.indexing.entries.write_lock import take_turn
from search.models import Delivery, Entry, Index

logger = logging.getLogger(__name__)

#: Comparisons with an index to which there are always changes; each looks only at what has not changed since it began.
COMPARISONS = 5
#: Differences that are looked at, and told.
LOOKED_AT, TOLD = 1000, 20
#: A first index may lack one of so many entries.
MOST_REFUSED = 100


class NotReadyError(Exception):
    """The new index does not agree with the entries; `differences` are some of what is wrong with it."""

    def __init__(self, index: Index, differences: list[Difference]):
        super().__init__(str(index))
        self.index = index
        self.differences = differences


def begin(engine: Engine) -> tuple[Index, bool]:
    """Return the index that is being built, and whether it was begun before. Raises EngineError, and can be called again.

    What was begun with another analysis is swept away. From the moment that a new one is there, every change is noted
    for it too: whoever writes entries has done so before, or waits.
    """
    sweep(engine, keep=analysis_version())
    with transaction.atomic():
        take_turn()
        begun = Index.objects.filter(engine=engine.name, state=Index.State.BUILDING).first()
        index = begun or Index.objects.create(engine=engine.name, analysis=analysis_version())
        if begun is None:
            send_everything(index)
    target = engine.index(index.pk)
    if begun is None:
        # A database that was restored gives numbers again that its engine has known before.
        target.drop()
    target.create()
    return index, begun is not None


def sweep(engine: Engine, keep: str = "") -> None:
    """Take away what was begun and not finished, unless it was made with the analysis to keep."""
    for index in Index.objects.filter(engine=engine.name, state=Index.State.BUILDING).exclude(analysis=keep):
        remove(engine, index)


def remove(engine: Engine, index: Index) -> None:
    """Take an index away: first what it holds, so that no trace of it stays without a row that names it."""
    engine.index(index.pk).drop()
    index.delete()


def bring_on(engine: Engine, index: Index, told=lambda count: None) -> Outcome:
    """Tell an index what is due; one that is being built takes over once it is whole, whoever began it has gone or not."""
    if index.rests(timezone.now()):
        return Outcome()
    try:
        try:
            return _bring_on(engine, index, told)
        except GoneError as error:
            return _bring_on(engine, index, told) if start_again(engine, index, error) else Outcome()
    except NotReadyError as error:
        logger.error("%s is not whole: %s", index, ", ".join(one.key for one in error.differences))
    except EngineError as error:
        rest(index, timezone.now())
        logger.warning("The engine of %s does not answer: %s", index, error)
    return Outcome(is_away=True)


def _bring_on(engine: Engine, index: Index, told) -> Outcome:
    outcome = deliver_all(index, engine.index(index.pk), told)
    is_built = index.state == Index.State.BUILDING and index.analysis == analysis_version()
    if is_built and not outcome.is_away and set(waiting_of(index)) <= excused(index):
        take_over(engine, index)
    return outcome


def start_again(engine: Engine, index: Index, reason: Exception) -> bool:
    """Let an index that its engine has lost be filled from nothing; return whether it is: a new one may be on its way.

    Until it is whole no reader is answered by it. Raises EngineError, and can be called again.
    """
    logger.warning("The engine has lost %s, which is made again: %s", index, reason)
    target = engine.index(index.pk)
    with transaction.atomic():
        take_turn()
        others = Index.objects.filter(engine=index.engine, state=Index.State.BUILDING).exclude(pk=index.pk)
        is_filled = index.state != Index.State.KEPT and not others.exists()
        if is_filled:
            Delivery.objects.filter(index=index).delete()
            index.state, index.analysis = Index.State.BUILDING, analysis_version()
            index.save()
            send_everything(index)
        else:
            index.delete()
    target.drop()
    if is_filled:
        target.create()
    return is_filled


def take_over(engine: Engine, index: Index) -> None:
    """Let an index serve instead of the one that does, which is kept; what was kept before goes.

    Raises NotReadyError where it does not have exactly what there is to find, and EngineError. Nobody who writes waits
    for the comparison: what changes meanwhile is noted for this index as for any.
    """
    compare(index, engine.index(index.pk))
    with transaction.atomic():
        take_turn()
        of_engine = Index.objects.filter(engine=engine.name)
        if not of_engine.filter(pk=index.pk, state=Index.State.BUILDING).exists():
            # Command and worker were both at it.
            return
        of_engine.filter(state=Index.State.KEPT).update(state=Index.State.GONE)
        of_engine.filter(state=Index.State.SERVING).update(state=Index.State.KEPT)
        of_engine.filter(pk=index.pk).update(state=Index.State.SERVING, served_at=timezone.now())
    name_serving(engine)


def compare(index: Index, target: SearchIndex) -> None:
    """Raise NotReadyError unless an index has what there is to find, but for what changes while it is compared.

    What was set aside may be missing, as far as `excused` says.
    """
    found: list[Difference] = []
    need_not_have = excused(index)
    for _comparison in range(COMPARISONS):
        began = timezone.now()
        all_found = list(differences(index, target, most=LOOKED_AT))
        changed = set(Entry.objects.filter(changed_at__gte=began).order_by().values_list("key", flat=True))
        found = [one for one in all_found if one.key not in changed | need_not_have]
        if not found and len(all_found) < LOOKED_AT:
            return
        if not deliver_all(index, target):
            break
    raise NotReadyError(index, found[:TOLD])


def waiting_of(index: Index) -> Iterable[str]:
    """The keys of what an index has not been told, or was not able to take."""
    return Delivery.objects.filter(index=index).order_by().values_list("entry__key", flat=True)


def excused(index: Index) -> set[str]:
    """The keys that a new index could not take and need not have: the one that serves could not take them either.

    Where none serves yet, a few of all may be missing; with more of them it is the engine or the analysis that is wrong.
    """
    aside = Delivery.objects.filter(is_set_aside=True).order_by().values_list("entry__key", flat=True)
    refused = set(aside.filter(index=index))
    if serving := Index.objects.serving(index.engine).first():
        return refused & set(aside.filter(index=serving))
    is_few = len(refused) * MOST_REFUSED <= Entry.objects.findable().count()
    return refused if is_few else set()


def name_serving(engine: Engine) -> None:
    """Let the engine's own name stand for what serves, and take away what is no longer kept.

    Apart from the change itself, which waits for no network. Whoever dies before leaves it to whoever comes next. An
    index that the engine has lost is filled again. Raises EngineError.
    """
    if serving := Index.objects.serving(engine.name).first():
        try:
            engine.serve(serving.pk)
        except GoneError as error:
            start_again(engine, serving, error)
    for index in Index.objects.filter(engine=engine.name, state=Index.State.GONE):
        remove(engine, index)


def roll_back(engine: Engine) -> Index | None:
    """Let the kept index serve again and keep the one that does; None where there is none. Raises EngineError."""
    with transaction.atomic():
        take_turn()
        indexes = Index.objects.filter(engine=engine.name)
        kept = indexes.filter(state=Index.State.KEPT).order_by("-served_at").first()
        if kept is None:
            return None
        indexes.filter(state=Index.State.SERVING).update(state=Index.State.KEPT)
        indexes.filter(pk=kept.pk).update(state=Index.State.SERVING, served_at=timezone.now())
    name_serving(engine)
    return kept
