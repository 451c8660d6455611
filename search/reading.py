"""Reading without a lock: on SQLite a transaction takes the lock of whoever writes, and readers must not."""

from contextlib import AbstractContextManager, nullcontext

from django.db import connection, transaction


def reading() -> AbstractContextManager:
    """Let a transaction that is under way go on after an error within; begin none for it."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()
