"""The ids of what questions name by its code.

As constants of a statement they let the database know how many observations to expect; of a code that it has to look up
first it would expect as many as of any other.
"""

from django.db.models import Value

from portal.cached_lookup import CachedLookup
from programs.facts import RECORD_DIMENSIONS

NAMED = {one.code: one.model for one in RECORD_DIMENSIONS if one.code not in ("territory", "event")}
#: No record has it.
NOBODY = 0


def _read() -> dict[str, dict[str, int]]:
    first, *others = (
        model.objects.order_by().annotate(named=Value(name)).values_list("named", "code", "pk")
        for name, model in NAMED.items()
    )
    found: dict[str, dict[str, int]] = {name: {} for name in NAMED}
    for name, code, pk in first.union(*others, all=True):
        found[name][code] = pk
    return found


_ids = CachedLookup("programs.ids_of_codes", _read, NAMED.values())


def ids_of(codes: dict[str, str]) -> dict[str, int]:
    """Return {dimension: id} of {dimension: code}: one statement, or none while nothing changes."""
    if not codes:
        return {}
    ids = _ids()
    return {name: ids[name].get(code, NOBODY) for name, code in codes.items()}
