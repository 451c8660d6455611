"""Small lookups that nearly every page needs: cached until one of their records changes."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from django.core.cache import cache
from django.db import models, transaction
from django.db.models.signals import post_delete, post_migrate, post_save

T = TypeVar("T")
SECONDS = 3600

_keys_by_model: dict[type[models.Model], set[str]] = defaultdict(set)


class CachedLookup(Generic[T]):
    """The result of `read`, cached under `key` until a record of one of the models is saved or deleted.

    Writes that send no signal (`bulk_create`, `update`) must call `clear_lookups`.
    """

    def __init__(self, key: str, read: Callable[[], T], models: Iterable[type[models.Model]] = ()):
        self.key = key
        self.read = read
        for model in models:
            _keys_by_model[model].add(key)
            post_save.connect(self.clear, sender=model)
            post_delete.connect(self.clear, sender=model)
        # In a database that was restored or created anew, records have other ids.
        post_migrate.connect(self.clear)

    def __call__(self) -> T:
        return cache.get_or_set(self.key, self.read, SECONDS)

    def clear(self, **kwargs) -> None:
        _delete([self.key])


def clear_lookups(models: Iterable[type[models.Model]]) -> None:
    """Clear every lookup that depends on one of the models."""
    _delete(sorted(set().union(*(_keys_by_model.get(model, ()) for model in models))))


def _delete(keys: list[str]) -> None:
    """Delete now, and again at commit: another process may cache the old records in between."""
    cache.delete_many(keys)
    transaction.on_commit(lambda: cache.delete_many(keys))
