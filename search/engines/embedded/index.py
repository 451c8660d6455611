"""Asking an index, as far as both databases have it in common.

The database says which documents have the words, the phrases and the numbers asked for, and how often; a process knows
the facets, languages and days of documents (`kept`), and needs no join for them. How many statements a search takes
depends on how many words stand for those of the question, and not on how much is found.
"""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from heapq import nlargest
from threading import Lock

from search.engines.documents import bare
from search.engines.embedded import combinations
from search.engines.embedded.kept import Kept, flags_of, numbers_of, on_facets, set_of
from search.engines.embedded.ranking import Asked, Frequencies, Ranking, Statistics
from search.engines.embedded.tables import Sql, asking
from search.engines.embedded.writing import WritableTables
from search.engines.interface import Between, Found, Hit, Order, Request

#: Documents that are read at a time where all are.
PAGE = 5000

_kept: dict[int, Kept] = {}
_learning = Lock()


class DatabaseIndex(WritableTables):
    """An index that can be asked."""

    @abstractmethod
    def _matching(self, request: Request) -> Sql:
        """Return a query of the documents that have the words of a request."""

    @abstractmethod
    def _having(self, phrases: Iterable[tuple[str, ...]]) -> Sql:
        """Return a query of the documents that have any of some phrases."""

    @abstractmethod
    def _beginning(self, words: Sequence[str]) -> Sql:
        """Return a query of the documents whose titles have all words, the last as a beginning."""

    @abstractmethod
    def _among(self, column: str, numbers: Sequence[int]) -> Sql:
        """Return the condition that a column is one of many numbers."""

    @abstractmethod
    def _numbers(self, query: Sql) -> Sequence[int]:
        """Return what a query of documents finds."""

    @abstractmethod
    def statistics(self, terms: Iterable[str]) -> Statistics: ...

    @abstractmethod
    def scores(self, asked: Sequence[Asked], statistics: Statistics) -> Iterable[tuple[int, int, float]]: ...

    @abstractmethod
    def frequencies(self, documents: Sequence[int], terms: Sequence[str]) -> Mapping[int, Frequencies]: ...

    @abstractmethod
    def knows(self, terms: Iterable[str]) -> set[str]: ...

    # Asking.

    def contents(self) -> Iterator[tuple[str, int, str]]:
        last = ""
        while True:
            with asking():
                rows = self._rows(
                    f"SELECT key, version, checksum FROM {self.table('document')} WHERE NOT removed AND key > %s "
                    "ORDER BY key LIMIT %s",
                    [last, PAGE],
                )
            yield from (tuple(row) for row in rows)
            if len(rows) < PAGE:
                return
            last = rows[-1][0]

    def search(self, request: Request) -> Found:
        with asking():
            found = self._found(request)
            kept = self._keep(found)
            found &= kept.known
            filters = on_facets(request.filters)
            passing = kept.passing(found, filters)
            hits = self._page(request, kept, passing) if passing and request.limit else ()
        return Found(passing.bit_count(), hits, kept.counted(found, filters, request.facets))

    def _found(self, request: Request) -> int:
        """Return the set of all that is found but for its facets."""
        query = self._matching(request) if request.clauses else self._all()
        found = set_of(self._numbers(query))
        for phrases in request.phrases:
            found &= set_of(self._numbers(self._having(phrases)))
        if request.without:
            found &= ~set_of(self._numbers(self._having(request.without)))
        for one in request.filters:
            if isinstance(one, Between):
                between = set_of(self._numbers(self._between(one)))
                found = found & ~between if one.negated else found & between
        return found

    def _page(self, request: Request, kept: Kept, passing: int) -> tuple[Hit, ...]:
        """Return the hits of a page: those that may be on it by score or day, put in order with their keys."""
        most = request.offset + request.limit
        if request.order is Order.DATE or not request.clauses:
            days = {number: kept.days[number] for number in numbers_of(passing)}
            least = nlargest(most, days.values())[-1]
            ranks: Mapping[int, float] = {number: day for number, day in days.items() if day >= least}
            scored = False
        else:
            own = flags_of(kept.languages.get(request.language, 0))
            ranks = Ranking(self, request.clauses, flags_of(passing), own).top(most)
            scored = True
        keys = self._keys(ranks)
        page = sorted(keys, key=lambda number: (-ranks[number], keys[number]))[request.offset : most]
        return tuple(Hit(keys[number], ranks[number] if scored else 0.0) for number in page)

    def _all(self) -> Sql:
        return f"SELECT id FROM {self.table('document')} WHERE NOT removed", []

    def _keys(self, numbers: Iterable[int]) -> dict[int, str]:
        condition, values = self._among("id", list(numbers))
        return dict(self._rows(f"SELECT id, key FROM {self.table('document')} WHERE {condition}", values))

    def _between(self, one: Between) -> Sql:
        sql, values = f"SELECT document FROM {self.table('number')} WHERE name = %s", [one.number]
        for sign, end in ((">=", one.least), ("<=", one.most)):
            if end is not None:
                sql += f" AND value {sign} %s"
                values.append(float(end))
        return sql, values

    def suggest(self, words: Sequence[str], language: str, limit: int) -> list[str]:
        words = [bare(word) for word in words if word]
        if not words:
            return []
        sql, values = self._beginning(words)
        start = " ".join(words)
        with asking():
            rows = self._rows(
                f"SELECT key FROM {self.table('document')} WHERE NOT removed AND id IN ({sql}) "
                "ORDER BY CASE WHEN language = %s THEN 0 ELSE 1 END, "
                "CASE WHEN substr(beginning, 1, %s) = %s THEN 0 ELSE 1 END, words, key LIMIT %s",
                [*values, language, len(start), start, limit],
            )
        return [key for (key,) in rows]

    def words(self) -> list[tuple[str, int]]:
        """Return (word, documents that had it when they were written) of all words that were ever in it."""
        with asking():
            return [tuple(row) for row in self._rows(f"SELECT word, count FROM {self.table('word')}", [])]

    def words_version(self) -> int:
        """Return a number that differs once there are other words."""
        with asking():
            return self._rows(f"SELECT count(*) FROM {self.table('word')}", [])[0][0]

    def _keep(self, found: int) -> Kept:
        """Return what the process keeps of the index, with all that was found in it."""
        identity = self.identity()
        # One thread learns, and others that would learn the same wait for it.
        with _learning:
            kept = _kept.get(self.number)
            if kept is None or kept.identity != identity:
                # None, or another index was made under this number.
                kept = Kept(identity)
            if found & ~kept.known:
                kept = self._learned(kept, "d.id > %s", [kept.last])
            if missing := found & ~kept.known:
                # They were written later than others with higher numbers.
                kept = self._learned(kept, *self._among("d.id", numbers_of(missing)))
            _kept[self.number] = kept
        return kept

    def _learned(self, kept: Kept, condition: str, values: list) -> Kept:
        rows = self._rows(
            f"SELECT d.id, d.language, d.day, c.codes FROM {self.table('document')} AS d "
            f"JOIN {self.table('combination')} AS c ON c.id = d.combination WHERE NOT d.removed AND {condition}",
            values,
        )
        return kept.with_rows(
            (number, language, ordinal(day), combinations.read(codes))
            for number, language, day, codes in rows
            if not kept.known >> number & 1
        )


def ordinal(day: date | str | None) -> int:
    """A day as a number, 0 for none. SQLite has days as texts."""
    if not day:
        return 0
    return (date.fromisoformat(day) if isinstance(day, str) else day).toordinal()
