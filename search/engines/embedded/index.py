"""Asking an index, as far as both databases have it in common.

A process keeps the documents of an index (`kept`) and the postings of the terms that were asked last (`postings`): what has
the words, how well, and how often each code comes up is reckoned in memory. One statement says whether the index has
changed since, one reads the keys of a page; the database finds phrases and beginnings of titles. How many statements a
search takes depends neither on the words nor on what is found.
"""

import json
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from threading import Lock

import numpy as np

from search.analysis import Phrase
from search.engines.documents import bare
from search.engines.embedded import combinations
from search.engines.embedded.kept import Kept, Row, flags_of, set_of, set_of_flags
from search.engines.embedded.postings import MOST_BYTES, Postings, postings_of
from search.engines.embedded.ranking import Ranking, best
from search.engines.embedded.shelf import Shelf
from search.engines.embedded.tables import Sql, asking
from search.engines.embedded.writing import WritableTables
from search.engines.interface import Found, Hit, Order, Request

#: Documents that are read at a time where all are.
PAGE = 5000
#: How often a search that met with a change begins again.
TURNS = 3
#: That a process keeps: the one that serves, and the one before it or after it.
MOST_INDEXES = 2

_kept: dict[int, Kept] = {}
_shelf: Shelf[Postings] = Shelf(MOST_BYTES)
_learning = Lock()


class DatabaseIndex(WritableTables):
    """An index that can be asked."""

    @abstractmethod
    def _having(self, phrases: Sequence[Phrase]) -> Sql:
        """Return a query of the documents that have any of some phrases of several words."""

    @abstractmethod
    def _beginning(self, words: Sequence[str]) -> Sql:
        """Return a query of the documents whose titles have all words, the last as a beginning."""

    @abstractmethod
    def _numbers(self, query: Sql) -> np.ndarray:
        """Return what a query of documents finds."""

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
            for _turn in range(TURNS):
                kept = self._keep()
                found, stamp = self._answer(request, kept)
                if stamp == kept.stamp:
                    # Nothing changed meanwhile: all that was read is of one version.
                    break
        return found

    def knows(self, terms: Iterable[str]) -> set[str]:
        asked = {term for term in terms if term}
        if not asked:
            return set()
        with asking():
            postings = self._postings(self._keep(), asked)
        return {term for term in asked if len(postings[term].documents)}

    def _answer(self, request: Request, kept: Kept) -> tuple[Found, int]:
        """Return what is found, and the stamp of the index when the last of it was read."""
        phrases = [*request.phrases, request.without]
        terms = {term for clause in request.clauses for term in clause.terms}
        terms.update(phrase[0] for some in phrases for phrase in some if len(phrase) == 1)
        postings = self._postings(kept, terms)
        found = kept.present
        ranking = Ranking(request.clauses, postings, kept)
        if request.clauses:
            found &= set_of_flags(ranking.found(request.strict))
        for some in request.phrases:
            found &= self._with_any(some, postings)
        if request.without:
            found &= ~self._with_any(request.without, postings)
        passing = kept.passing(found, request.filters)
        hits, stamp = self._page(request, kept, ranking, passing)
        return Found(passing.bit_count(), hits, kept.counted(found, request.filters, request.facets)), stamp

    def _with_any(self, phrases: Sequence[Phrase], postings: Mapping[str, Postings]) -> int:
        """Return the set of documents that have any of some phrases. A single word may be a part of a compound."""
        found = 0
        for phrase in phrases:
            if len(phrase) == 1:
                found |= set_of(postings[phrase[0]].documents)
        if several := [phrase for phrase in phrases if len(phrase) > 1]:
            found |= set_of(self._numbers(self._having(several)))
        return found

    def _page(self, request: Request, kept: Kept, ranking: Ranking, passing: int) -> tuple[tuple[Hit, ...], int]:
        """Return the hits of a page: those that may be on it by score or day, put in order with their keys."""
        is_scored = bool(request.clauses) and request.order is not Order.DATE
        maybe, before = {}, 0
        if passing and request.limit:
            ranks = ranking.scores(request.language, request.weights) if is_scored else kept.days
            documents = np.flatnonzero(flags_of(passing, kept.size))
            maybe, before = best(ranks, documents, request.offset, request.offset + request.limit)
        keys, stamp = self._keys(maybe)
        ordered = sorted(keys, key=lambda number: (-maybe[number], keys[number]))
        page = ordered[request.offset - before :][: request.limit]
        return tuple(Hit(keys[number], maybe[number] if is_scored else 0.0) for number in page), stamp

    def _keys(self, numbers: Iterable[int]) -> tuple[dict[int, str], int]:
        """Return the keys of documents, and the stamp of the index at the same moment."""
        condition, values = self._among("d.id", list(numbers))
        rows = self._rows(
            f"SELECT c.stamp, d.id, d.key FROM (SELECT stamp FROM {self.table('change')} ORDER BY version DESC LIMIT 1) AS c "
            f"LEFT JOIN {self.table('document')} AS d ON {condition}",
            values,
        )
        return {number: key for _stamp, number, key in rows if number is not None}, rows[0][0]

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

    # What the process keeps.

    def _keep(self) -> Kept:
        """Return what the process keeps of the index, as it is now."""
        kept = _kept.get(self.number)
        if kept and self._is_as(kept):
            return kept
        # One thread learns, and others that would learn the same wait for it.
        with _learning:
            kept = self._learned(_kept.get(self.number))
            _kept.pop(self.number, None)
            _kept[self.number] = kept
            while len(_kept) > MOST_INDEXES:
                # Of those that were asked for after a change, the one for which that is longest ago.
                _kept.pop(next(iter(_kept)))
        return kept

    def _learned(self, kept: Kept | None) -> Kept:
        changes = self._missed(kept.version, kept.stamp) if kept else None
        if kept is None or changes is None:
            kept, changes = Kept(), [self._last_change()]
        if not changes:
            return kept
        gone = [number for change in changes for number in change.gone]
        return kept.after(changes[-1], gone, self._documents(kept.upto, changes[-1].upto))

    def _is_as(self, kept: Kept) -> bool:
        return self._missed(kept.version, kept.stamp) == []

    def _documents(self, since: int, upto: int) -> Iterator[Row]:
        """Yield the documents from one number to another that are there."""
        while True:
            rows = self._rows(
                "SELECT d.id, d.language, d.day, d.length, c.codes, d.numbers "
                f"FROM {self.table('document')} AS d JOIN {self.table('combination')} AS c ON c.id = d.combination "
                "WHERE NOT d.removed AND d.id > %s AND d.id <= %s ORDER BY d.id LIMIT %s",
                [since, upto, PAGE],
            )
            for number, language, day, length, codes, numbers in rows:
                yield number, language, ordinal(day), length, combinations.read(codes), json.loads(numbers)
            if len(rows) < PAGE:
                return
            since = rows[-1][0]

    def _postings(self, kept: Kept, terms: Iterable[str]) -> dict[str, Postings]:
        """Return the postings of terms: those that the process has, and for the others one statement, or two."""
        found: dict[str, Postings] = {}
        earlier: dict[str, Postings] = {}
        missing: list[str] = []
        for term in terms:
            one = _shelf.get((self.number, term))
            if one is None or one.origin is not kept.origin or one.version > kept.version:
                missing.append(term)
            elif one.version < kept.version:
                earlier[term] = one
            else:
                found[term] = one
        read = self._read_postings(missing, 0) if missing else {}
        since = min((one.upto for one in earlier.values()), default=kept.upto)
        if since < kept.upto:
            read |= self._read_postings(list(earlier), since)
        for term in [*missing, *earlier]:
            found[term] = postings_of(kept, earlier.get(term), read.get(term, b""))
            _shelf.put((self.number, term), found[term])
        return found


def ordinal(day: date | str | None) -> int:
    """A day as a number, 0 for none. SQLite has days as texts."""
    if not day:
        return 0
    return (date.fromisoformat(day) if isinstance(day, str) else day).toordinal()
