"""Database content that consecutive tests share, in a transaction around all of them."""

from collections.abc import Callable
from types import SimpleNamespace

from django.db import models, transaction


class SharedContent:
    """One content at a time: the next one rolls the last one back."""

    def __init__(self):
        self._around = self._blocker = None

    def fill(self, create: Callable, blocker):
        """Fill the database and return what `create` returns; `blocker` is pytest-django's database blocker."""
        self.end()
        self._blocker, self._around = blocker, transaction.atomic()
        with blocker.unblock():
            self._around.__enter__()
            return create()

    def end(self) -> None:
        if self._around is None:
            return
        around, self._around = self._around, None
        with self._blocker.unblock():
            transaction.set_rollback(True)
            around.__exit__(None, None, None)


shared_content = SharedContent()


def as_stored(value):
    """Reload records, alone or in a dict or namespace: no test sees the changes of another."""
    if isinstance(value, models.Model):
        return type(value)._default_manager.get(pk=value.pk)
    if isinstance(value, dict):
        return {name: as_stored(one) for name, one in value.items()}
    return SimpleNamespace(**as_stored(vars(value)))
