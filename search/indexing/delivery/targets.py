"""The engine of an index, and the index of that engine that a row stands for."""

from search.engines import Engine, SearchIndex, engines_in_use
from search.models import Index


def engine_of(index: Index) -> Engine | None:
    """Return the engine; None where it is not in use."""
    return next((engine for engine in engines_in_use() if engine.name == index.engine), None)


def target_of(index: Index) -> SearchIndex | None:
    """Return the engine's index; None where the engine is not in use."""
    engine = engine_of(index)
    return engine.index(index.pk) if engine else None


def indexes_in_use() -> list[tuple[Engine, Index]]:
    """All indexes whose engines are in use, those of the embedded engine first: no other makes them wait."""
    return [
        (engine, index)
        for engine in reversed(engines_in_use())
        for index in Index.objects.told_of_changes().filter(engine=engine.name)
    ]
