"""Making a new index while the old one serves, and changing over in one step."""

from django.db import transaction
from django.utils import timezone

from search.delivery.comparing import Difference, differences
from search.delivery.outbox import send_everything
from search.delivery.targets import engine_of
from search.engines.documents import analysis_version
from search.engines.interface import Engine
from search.entries.turns import take_turn
from search.models import Index


class NotReadyError(Exception):
    """The new index does not agree with the entries; `differences` are some of what is wrong with it."""

    def __init__(self, index: Index, differences: list[Difference]):
        super().__init__(str(index))
        self.index = index
        self.differences = differences


def begin(engine: Engine) -> tuple[Index, bool]:
    """Return the index that is being built, and whether it was begun before.

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
    engine.index(index.pk).create()
    return index, begun is not None


def sweep(engine: Engine, keep: str = "") -> None:
    """Take away what was begun and not finished, unless it was made with the analysis to keep."""
    for index in Index.objects.filter(engine=engine.name, state=Index.State.BUILDING).exclude(analysis=keep):
        remove(engine, index)


def remove(engine: Engine, index: Index) -> None:
    """Take an index away: first what it holds, so that no trace of it stays without a row that names it."""
    engine.index(index.pk).drop()
    index.delete()


def take_over(index: Index) -> None:
    """Let an index serve instead of the one that does, which is kept; what was kept before goes.

    Raises NotReadyError where it does not have exactly what there is to find.
    """
    engine = engine_of(index)
    gone = []
    with transaction.atomic():
        # Nobody changes an entry between the comparison and the change.
        take_turn()
        if found := list(differences(index, engine.index(index.pk), most=20)):
            raise NotReadyError(index, found)
        others = Index.objects.filter(engine=index.engine)
        gone = list(others.filter(state=Index.State.KEPT).exclude(pk=index.pk))
        others.filter(state=Index.State.SERVING).exclude(pk=index.pk).update(state=Index.State.KEPT)
        Index.objects.filter(pk=index.pk).update(state=Index.State.SERVING, served_at=timezone.now())
        engine.serve(index.pk)
    for old in gone:
        remove(engine, old)


def roll_back(engine: Engine) -> Index | None:
    """Let the kept index serve again and keep the one that does; None where there is none."""
    with transaction.atomic():
        take_turn()
        indexes = Index.objects.filter(engine=engine.name)
        kept = indexes.filter(state=Index.State.KEPT).order_by("-served_at").first()
        if kept is None:
            return None
        indexes.filter(state=Index.State.SERVING).update(state=Index.State.KEPT)
        indexes.filter(pk=kept.pk).update(state=Index.State.SERVING, served_at=timezone.now())
        engine.serve(kept.pk)
    return kept
