"""What of the results a reader wants to see, as an address says it: the same in both languages."""

import re
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from search.engines import AnyOf, Filter, Order
from search.facets import facets
from search.query import LONGEST, plain

NOT = "not-"
MOST_CODES = 30
#: Codes of any kind; what is no code is left out, for nothing could be found by it.
CODE = re.compile(r"[\w.:+-]{1,120}", re.ASCII)
PER_PAGE = 10
#: Engines count to any page, but nobody reads on so far: it would only keep machines busy.
LAST_PAGE = 1000


@dataclass(frozen=True)
class SearchParams:
    """`chosen` and `excluded` are {facet: codes}; `exact` takes words as they are typed, whether they exist or not."""

    text: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: dict[str, tuple[str, ...]] = field(default_factory=dict)
    order: Order = Order.RELEVANCE
    exact: bool = False
    page: int = 1

    @classmethod
    def of(cls, query: QueryDict) -> "SearchParams":
        """Read an address; whatever cannot be meant is left out."""
        number = query.get("page", "")
        return cls(
            # A little more than what is read, so that it can be said that there was more.
            text=plain(query.get("q", ""))[: LONGEST + 1],
            chosen=_codes(query, ""),
            excluded=_codes(query, NOT),
            order=Order.DATE if query.get("sort") == "date" else Order.RELEVANCE,
            exact=query.get("exact") == "1",
            page=min(LAST_PAGE, max(1, int(number))) if re.fullmatch(r"[0-9]{1,9}", number) else 1,
        )

    @property
    def filters(self) -> tuple[Filter, ...]:
        return tuple(
            AnyOf(facet, codes, negated)
            for negated, all_codes in ((False, self.chosen), (True, self.excluded))
            for facet, codes in all_codes.items()
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.chosen or self.excluded)

    def query(self) -> str:
        """The address's query: always in the same order, without what is not asked for."""
        pairs = [("q", self.text)] if self.text else []
        for prefix, all_codes in (("", self.chosen), (NOT, self.excluded)):
            pairs += [(f"{prefix}{facet}", code) for facet, codes in all_codes.items() for code in codes]
        if self.order is Order.DATE:
            pairs.append(("sort", "date"))
        if self.exact:
            pairs.append(("exact", "1"))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return urlencode(pairs, safe=":")

    def url(self, base: str) -> str:
        return f"{base}?{query}" if (query := self.query()) else base

    def on_page(self, number: int) -> "SearchParams":
        return replace(self, page=number)

    def ordered(self, order: Order) -> "SearchParams":
        return replace(self, order=order, page=1)

    def asking(self, text: str, *, exact: bool = False) -> "SearchParams":
        return replace(self, text=text, exact=exact, page=1)

    def everywhere(self) -> "SearchParams":
        """The same text without what it was narrowed to."""
        return replace(self, chosen={}, excluded={}, page=1)

    def with_code(self, facet: str, code: str) -> "SearchParams":
        rest = self.without_code(facet, code)
        return replace(rest, chosen=_added(rest.chosen, facet, code))

    def but(self, facet: str, code: str) -> "SearchParams":
        """Without what has a code."""
        rest = self.without_code(facet, code)
        return replace(rest, excluded=_added(rest.excluded, facet, code))

    def without_code(self, facet: str, code: str) -> "SearchParams":
        """As if nothing had been said of a code."""
        return replace(
            self, chosen=_taken(self.chosen, facet, code), excluded=_taken(self.excluded, facet, code), page=1
        )


def _codes(query: QueryDict, prefix: str) -> dict[str, tuple[str, ...]]:
    found = {}
    for facet in facets():
        codes = [code for code in query.getlist(f"{prefix}{facet.code}") if CODE.fullmatch(code)]
        if codes:
            found[facet.code] = tuple(dict.fromkeys(codes))[:MOST_CODES]
    return found


def _added(codes: dict, facet: str, code: str) -> dict:
    return _in_order({**codes, facet: (*codes.get(facet, ()), code)})


def _taken(codes: dict, facet: str, code: str) -> dict:
    rest = tuple(other for other in codes.get(facet, ()) if other != code)
    return _in_order({**codes, facet: rest})


def _in_order(codes: dict) -> dict:
    return {facet.code: codes[facet.code] for facet in facets() if codes.get(facet.code)}
