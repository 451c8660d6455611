"""Noticing an embedded index that is not what it should be, and making it again: nobody else looks after its files."""

from search.engines import GoneError, analysis_version, embedded_engine
from search.indexing.delivery.reindex import NotReadyError, begin, bring_on, compare, start_again
from search.models import Delivery, Entry, Index


def check_embedded() -> None:
    """Make the embedded index again where it is damaged, lacks entries or is of another analysis. Raises EngineError."""
    withdraw_damaged()
    engine = embedded_engine()
    todays = Index.objects.filter(engine=engine.name, analysis=analysis_version())
    if Entry.objects.exists() and not todays.exclude(state=Index.State.GONE).exists():
        begin(engine)
    for index in todays.filter(state=Index.State.BUILDING):
        bring_on(engine, index)


def withdraw_damaged() -> None:
    """Let no reader be answered by an embedded index that is not whole. Raises EngineError."""
    engine = embedded_engine()
    if serving := Index.objects.serving(engine.name).first():
        target = engine.index(serving.pk)
        try:
            if not is_complete(serving, target.count()):
                compare(serving, target)
        except (GoneError, NotReadyError) as error:
            start_again(engine, serving, error)


def is_complete(index: Index, documents: int) -> bool:
    """Whether an index has as many documents as there are entries, as far as nothing waits to be delivered to it."""
    deliveries = Delivery.objects.filter(index=index)
    aside = deliveries.filter(is_set_aside=True).count()
    entries = Entry.objects.findable().count()
    return deliveries.filter(is_set_aside=False).exists() or abs(entries - documents) <= aside
