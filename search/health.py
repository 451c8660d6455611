"""The health of search, in public words."""

from django.db.models import Count, Q

from portal.operations import HealthCheckError
from search.engines import AccessError, EngineError, IndexLostError, analysis_version, embedded_engine, engines_in_use
from search.indexing import is_complete
from search.models import Delivery, Entry, Index


def search() -> dict:
    """Return engine, waiting and set_aside deliveries, a cluster's colour, the embedded index's documents and entries."""
    engine, *others = engines_in_use()
    facts = {"engine": engine.name, **_deliveries([engine.name, *(other.name for other in others)])}
    serving = Index.objects.serving(engine.name).first()
    if serving is None:
        if others and Index.objects.serving(others[-1].name).exists():
            raise HealthCheckError("the cluster has no index yet; the embedded one answers")
        raise HealthCheckError("the index is being made")
    try:
        if others:
            facts |= engine.health(serving.pk)
    except AccessError as error:
        raise HealthCheckError(f"{error.refusal.value}; the embedded index stands in") from error
    except EngineError as error:
        raise HealthCheckError("the cluster does not answer; the embedded index stands in") from error
    own = Index.objects.serving(embedded_engine().name).first()
    return facts | _embedded(own) if own else facts


def _embedded(index: Index) -> dict:
    try:
        documents = embedded_engine().health(index.pk)["documents"]
    except IndexLostError as error:
        raise HealthCheckError("the embedded index is damaged; the worker makes it again") from error
    except EngineError as error:
        raise HealthCheckError("the embedded index does not answer") from error
    if index.failures:
        raise HealthCheckError("nothing can be written to the embedded index; it is tried again, and answers as it is")
    if index.analysis != analysis_version():
        raise HealthCheckError("the embedded index is of another version; the worker makes it again")
    if not is_complete(index, documents):
        raise HealthCheckError("the embedded index lacks entries; the worker makes it again")
    return {"documents": documents, "entries": Entry.objects.findable().count()}


def _deliveries(engines: list[str]) -> dict:
    of_engines = Delivery.objects.filter(index__engine__in=engines)
    return of_engines.aggregate(
        waiting=Count("pk", filter=Q(is_set_aside=False)), set_aside=Count("pk", filter=Q(is_set_aside=True))
    )
