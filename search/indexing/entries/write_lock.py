"""One writer of entries at a time.

What an entry says depends on many rows, so that two transactions may change one entry without sharing a row: each
would leave out what the other has not committed yet, and the later one would win. So whoever writes entries waits for
those who do, and reads what there is to say only then. SQLite has one writer anyway; PostgreSQL has a lock that is
given back at the end of the transaction. Making an index takes its turn too, and misses no change in flight.
"""

from django.db import connection

#: Any number that no other advisory lock of this database has.
LOCK = 5_734_610_001


def take_turn() -> None:
    """Wait until this transaction is the only one that writes entries; it is until it ends."""
    if not connection.in_atomic_block:
        raise RuntimeError("Entries are written within a transaction.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
