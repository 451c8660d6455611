"""The parameters of a search in its address, the same in both languages."""

import re
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from search.engines import AnyOf, Filter, Order
from search.facets import facets
from search.query import LONGEST, plain

NOT = "not-"
MOST_CODES = 30
#: Anything else in an address is no code, and ignored.
CODE = re.compile(r"[\w.:+-]{1,120}", re.ASCII)
PER_PAGE = 10
#: Deeper pages would only cost time.
LAST_PAGE = 1000


@dataclass(frozen=True)
class SearchParams:
    """`chosen` and `excluded` are {facet: codes}; `exact` switches off the repair of typos."""

    text: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: dict[str, tuple[str, ...]] = field(default_factory=dict)
    order: Order = Order.RELEVANCE
    exact: bool = False
    page: int = 1

    @classmethod
    def of(cls, query: QueryDict) -> "SearchParams":
        """Parse an address; invalid values are ignored."""
        number = query.get("page", "")
        return cls(
            # One character more than what is parsed, so that the cut is noticed.
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
    def has_filters(self) -> bool:
        return bool(self.chosen or self.excluded)

    def filter_pairs(self) -> list[tuple[str, str]]:
        """Return facets and order as (name, value): what a search for other words keeps."""
        pairs = [
            (f"{prefix}{facet}", code)
            for prefix, all_codes in (("", self.chosen), (NOT, self.excluded))
            for facet, codes in all_codes.items()
            for code in codes
        ]
        return [*pairs, ("sort", "date")] if self.order is Order.DATE else pairs

    def query(self) -> str:
        """Return the query string: in a fixed order, without defaults."""
        pairs = [*([("q", self.text)] if self.text else []), *self.filter_pairs()]
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

    def with_text(self, text: str, *, exact: bool = False) -> "SearchParams":
        return replace(self, text=text, exact=exact, page=1)

    def everywhere(self) -> "SearchParams":
        """Return the same without filters."""
        return replace(self, chosen={}, excluded={}, page=1)

    def with_code(self, facet: str, code: str) -> "SearchParams":
        rest = self.without_code(facet, code)
        return replace(rest, chosen=_with(rest.chosen, facet, (*rest.chosen.get(facet, ()), code)))

    def excluding(self, facet: str, code: str) -> "SearchParams":
        rest = self.without_code(facet, code)
        return replace(rest, excluded=_with(rest.excluded, facet, (*rest.excluded.get(facet, ()), code)))

    def without_code(self, facet: str, code: str) -> "SearchParams":
        """Return the same with a code neither chosen nor excluded."""
        chosen, excluded = (
            _with(codes, facet, tuple(other for other in codes.get(facet, ()) if other != code))
            for codes in (self.chosen, self.excluded)
        )
        return replace(self, chosen=chosen, excluded=excluded, page=1)


def _codes(query: QueryDict, prefix: str) -> dict[str, tuple[str, ...]]:
    found = {}
    for facet in facets():
        codes = [code for code in query.getlist(f"{prefix}{facet.code}") if CODE.fullmatch(code)]
        if codes:
            found[facet.code] = tuple(dict.fromkeys(codes))[:MOST_CODES]
    return found


def _with(all_codes: dict[str, tuple[str, ...]], facet: str, codes: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the codes with those of one facet replaced, in the order of the facets."""
    changed = {**all_codes, facet: codes}
    return {one.code: changed[one.code] for one in facets() if changed.get(one.code)}
