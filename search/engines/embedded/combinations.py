"""Which sets of facet codes documents have. Many documents share one, which is kept once."""

import json
from collections.abc import Iterable, Mapping


def canonical(facets: Mapping[str, Iterable[str]]) -> str:
    """One text for one set of facet codes."""
    kept = {facet: sorted(set(codes)) for facet, codes in facets.items() if codes}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> dict[str, list[str]]:
    return json.loads(text)
