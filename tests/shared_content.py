"""Content of the database that many tests in a row share: made once, in a transaction around all of theirs."""

from collections.abc import Callable
from types import SimpleNamespace

from django.db import models, transaction


class SharedContent:
    """One content at a time; where another begins, the last one is rolled back."""

    def __init__(self):
        self._around = self._blocker = None

    def become(self, fill: Callable, blocker):
        """Fill the database and return what `fill` returned; `blocker` is pytest-django's guard of the database."""
        self.end()
        self._blocker, self._around = blocker, transaction.atomic()
        with blocker.unblock():
            self._around.__enter__()
            return fill()

    def end(self) -> None:
        if self._around is None:
            return
        around, self._around = self._around, None
        with self._blocker.unblock():
            transaction.set_rollback(True)
            around.__exit__(None, None, None)


shared_content = SharedContent()


def as_stored(value):
    """Return records, alone or in a dict or namespace, as the database has them: no test sees another's changes."""
    if isinstance(value, models.Model):
        return type(value)._default_manager.get(pk=value.pk)
    if isinstance(value, dict):
        return {name: as_stored(one) for name, one in value.items()}
    return SimpleNamespace(**as_stored(vars(value)))
