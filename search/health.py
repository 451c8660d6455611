"""Whether search answers, for whoever watches the portal: in words without addresses and secrets."""

from django.db.models import Count, Q

from portal.operations import DownError
from search.engines import EngineError, UnwelcomeError, engines_in_use
from search.models import Delivery, Index


def search() -> dict:
    """{"engine": name, "waiting": deliveries, "set_aside": deliveries}, and of a cluster its "colour"."""
    engine, *others = engines_in_use()
    facts = {"engine": engine.name, **_deliveries([engine.name, *(other.name for other in others)])}
    if not Index.objects.serving(engine.name).exists():
        if others and Index.objects.serving(others[-1].name).exists():
            raise DownError("the cluster has no index yet; the embedded one answers")
        raise DownError("no index has been made yet")
    try:
        return {**facts, **engine.health()}
    except UnwelcomeError as error:
        raise DownError(f"{error.refusal.value}; the embedded index stands in") from error
    except EngineError as error:
        raise DownError("the cluster does not answer; the embedded index stands in") from error


def _deliveries(engines: list[str]) -> dict:
    of_engines = Delivery.objects.filter(index__engine__in=engines)
    return of_engines.aggregate(
        waiting=Count("pk", filter=Q(is_set_aside=False)), set_aside=Count("pk", filter=Q(is_set_aside=True))
    )
