"""What happened to an index, so that whoever keeps something of it knows by one small statement what has changed.

Transactions that write take turns, and each leaves a change: versions are in the order of commit, and no document becomes
visible after one with a higher number. The stamp of a change is drawn at random: where a transaction was rolled back,
another index was made under the number, or an older state of the database was restored, versions come again, stamps do not.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from secrets import randbits

from search.engines.embedded.tables import Tables

#: Changes that are remembered: who knows only an earlier one reads everything again.
REMEMBERED = 1000


@dataclass(frozen=True, slots=True)
class Change:
    """`upto` is the highest number of a document so far; `gone` are the numbers that the change took away."""

    version: int
    stamp: int
    upto: int
    gone: tuple[int, ...] = ()


class Journal(Tables):
    """The table `change`."""

    def _take_turn(self) -> None:
        """Wait until no other transaction writes to the index. On SQLite none does."""

    def _begin_journal(self) -> None:
        self._add(Change(0, randbits(62), 0))

    def _record(self, numbers: Sequence[int], gone: Sequence[int]) -> None:
        """Leave a change: documents with new numbers, and numbers that are gone."""
        last = self._last_change()
        self._add(Change(last.version + 1, randbits(62), max([last.upto, *numbers]), tuple(sorted(gone))))
        self._run(f"DELETE FROM {self.table('change')} WHERE version <= %s", [last.version - REMEMBERED])

    def _last_change(self) -> Change:
        [last] = self._read_changes("ORDER BY version DESC LIMIT 1", [])
        return last

    def _missed(self, version: int, stamp: int) -> list[Change] | None:
        """Return the changes after one; None where that one did not lead to what the index is now."""
        first, *others = self._read_changes("WHERE version >= %s ORDER BY version", [version]) or [None]
        return others if first and (first.version, first.stamp) == (version, stamp) else None

    def _add(self, change: Change) -> None:
        self._run(
            f"INSERT INTO {self.table('change')} (version, stamp, upto, gone) VALUES (%s, %s, %s, %s)",
            [change.version, change.stamp, change.upto, json.dumps(change.gone)],
        )

    def _read_changes(self, condition: str, values: list) -> list[Change]:
        rows = self._rows(f"SELECT version, stamp, upto, gone FROM {self.table('change')} {condition}", values)
        return [Change(version, stamp, upto, tuple(json.loads(gone))) for version, stamp, upto, gone in rows]
