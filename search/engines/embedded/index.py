"""Asking an index, as far as both databases have it in common.

Each search is two statements, whatever is found: which combinations of facets there are that were not seen before; and
how many documents of each were found, with the hits of the page.
"""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from search.engines.documents import bare
from search.engines.embedded import combinations
from search.engines.embedded.combinations import Facets
from search.engines.embedded.tables import Sql, asking
from search.engines.embedded.writing import WritableTables
from search.engines.interface import OWN_LANGUAGE, Between, Found, Hit, Order, Request

#: Documents that are read at a time where all are.
PAGE = 5000


@dataclass
class Kept:
    """What a process keeps of an index: which one it is, and its combinations of facets."""

    identity: str
    facets: dict[int, Facets]


_KEPT: dict[int, Kept] = {}


class DatabaseIndex(WritableTables):
    """An index that can be asked."""

    @abstractmethod
    def _scored(self, request: Request) -> Sql:
        """Return a query of (document, score) for the clauses of a request."""

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
            known = self._combinations()
            on_facets = combinations.on_facets(request.filters)
            matched, values = self._matched(request)
            hits, more = self._page(request, known, on_facets)
            rows = self._rows(
                f"{matched} SELECT combination, count(*) AS documents, NULL AS key, NULL AS score, 0 AS place "
                f"FROM matched GROUP BY combination UNION ALL SELECT NULL, NULL, key, score, place FROM ({hits}) AS page",
                [*values, *more],
            )
            found = {combination: documents for combination, documents, _key, _score, place in rows if not place}
            self._complete(known, found)
        total, counts = combinations.counted(found, known, on_facets, request.facets)
        page = sorted((place, key, score) for _combination, _documents, key, score, place in rows if place)
        return Found(total, tuple(Hit(key, float(score)) for _place, key, score in page), counts)

    def _page(self, request: Request, known: Mapping[int, Facets], on_facets: Sequence) -> Sql:
        """Return a query of (key, score, place from 1) for the hits of the page, all filters applied."""
        chosen, values = "", []
        if on_facets:
            condition, values = self._among("combination", combinations.passing(known, on_facets))
            chosen = f"WHERE {condition}"
        by_day = request.order is Order.DATE or not request.clauses
        order = f"{'day IS NULL, day DESC' if by_day else 'score DESC'}, key"
        return (
            f"SELECT key, score, row_number() OVER (ORDER BY {order}) AS place FROM matched {chosen} "
            f"ORDER BY {order} LIMIT %s OFFSET %s",
            [*values, request.limit, request.offset],
        )

    def _matched(self, request: Request) -> Sql:
        """Return a common table `matched` of (key, day, combination, score): all that is found but for its facets."""
        document = self.table("document")
        conditions, values = ["NOT d.removed"], []
        if request.clauses:
            scored, values = self._scored(request)
            source = f"({scored}) AS s JOIN {document} AS d ON d.id = s.document"
            score = "s.score * CASE WHEN d.language = %s THEN %s ELSE 1.0 END"
        else:
            source, score = f"{document} AS d", "0.0"
        head = [request.language, OWN_LANGUAGE] if request.clauses else []
        rest: list = []
        for phrases in request.phrases:
            sql, more = self._having(phrases)
            conditions.append(f"d.id IN ({sql})")
            rest += more
        if request.without:
            sql, more = self._having(request.without)
            conditions.append(f"d.id NOT IN ({sql})")
            rest += more
        for one in request.filters:
            if isinstance(one, Between):
                sql, more = self._between(one)
                conditions.append(f"d.id {'NOT ' if one.negated else ''}IN ({sql})")
                rest += more
        return (
            f"WITH matched AS MATERIALIZED (SELECT d.key, d.day, d.combination, {score} AS score FROM {source} "
            f"WHERE {' AND '.join(conditions)})",
            [*head, *values, *rest],
        )

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

    def _combinations(self) -> dict[int, Facets]:
        """Return all combinations that the index has. They are kept in the process, for they are only ever added to."""
        kept = _KEPT.get(self.number)
        last = max(kept.facets, default=0) if kept else 0
        table = self.table("combination")
        rows = dict(self._rows(f"SELECT id, codes FROM {table} WHERE id = 1 OR id > %s", [last]))
        identity = rows.pop(1, "")
        if kept is None or kept.identity != identity:
            # Another index was made under this number.
            rows = dict(self._rows(f"SELECT id, codes FROM {table} WHERE id > 1", []))
            kept = _KEPT[self.number] = Kept(identity, {})
        kept.facets.update((number, combinations.read(codes)) for number, codes in rows.items())
        return kept.facets

    def _complete(self, known: dict[int, Facets], numbers: Iterable[int]) -> None:
        """Read combinations that were written later than others with higher numbers."""
        if missing := [number for number in numbers if number not in known]:
            condition, values = self._among("id", missing)
            rows = self._rows(f"SELECT id, codes FROM {self.table('combination')} WHERE {condition}", values)
            known.update((number, combinations.read(codes)) for number, codes in rows)
