"""What is small, asked for by nearly every page, and changes seldom: kept in the cache until a record changes."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from django.core.cache import cache
from django.db import models, transaction
from django.db.models.signals import post_delete, post_migrate, post_save

T = TypeVar("T")
SECONDS = 3600

_about: dict[type[models.Model], list["Remembered"]] = defaultdict(list)


class Remembered(Generic[T]):
    """What `read` gives, under a key of the cache, until a record of one of the models is saved or deleted.

    Records that are written without a signal (`bulk_create`, `update`) ask for `forget_about`.
    """

    def __init__(self, key: str, read: Callable[[], T], models: Iterable[type[models.Model]]):
        self.key = key
        self.read = read
        for model in models:
            _about[model].append(self)
            post_save.connect(self.forget, sender=model)
            post_delete.connect(self.forget, sender=model)
        # A database that was restored or made anew says its records under other ids.
        post_migrate.connect(self.forget)

    def __call__(self) -> T:
        found = cache.get(self.key)
        if found is None:
            found = self.read()
            cache.set(self.key, found, SECONDS)
        return found

    def forget(self, **kwargs) -> None:
        forget([self.key])


def forget_about(models: Iterable[type[models.Model]]) -> None:
    """Forget whatever is remembered of some models."""
    forget(sorted({one.key for model in models for one in _about.get(model, ())}))


def forget(keys: list[str]) -> None:
    """Clear the cache now, and again once the change is committed: another process may have asked in between."""
    cache.delete_many(keys)
    transaction.on_commit(lambda: cache.delete_many(keys))
