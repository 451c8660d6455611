"""The ids of what questions name by its code.

As constants of a statement they let the database know how many observations to expect; of a code that it has to look up
first it would expect as many as of any other.
"""

from portal.remembered import Remembered
from programs.models.programs import AssistanceKind, Edition, Program, Trade

NAMED = {"program": Program, "edition": Edition, "trade": Trade, "assistance_kind": AssistanceKind}
#: No record has it.
NOBODY = 0


def _read() -> dict[str, dict[str, int]]:
    return {name: dict(model.objects.order_by().values_list("code", "pk")) for name, model in NAMED.items()}


_ids = Remembered("programs.ids_of_codes", _read, NAMED.values())


def ids_of(codes: dict[str, str]) -> dict[str, int]:
    """Return {dimension: id} of {dimension: code}: four statements, or none while nothing changes."""
    if not codes:
        return {}
    ids = _ids()
    return {name: ids[name].get(code, NOBODY) for name, code in codes.items()}
