"""Which engines there are, and the index of each that a row stands for."""

from search.engines.interface import Engine, SearchIndex
from search.models import Index


def engines() -> dict[str, Engine]:
    from search.engines import embedded

    engine = embedded()
    return {engine.name: engine}


def target_of(index: Index) -> SearchIndex | None:
    """Return the engine's index; None where the engine is not in use."""
    engine = engines().get(index.engine)
    return engine.index(index.pk) if engine else None
