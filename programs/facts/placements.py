"""Which indicators stand where, as editors have chosen: kept in the cache until an indicator changes."""

from django.db.models.signals import pre_save

from portal.cached_lookup import CachedLookup
from programs.facts.indicators import Indicator, Placement


def _read() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return {placement: (indicator, indicator of its result)}, in the order in which they are shown."""
    found: dict[str, list[tuple[str, str]]] = {}
    rows = Indicator.objects.order_by("position", "code").values_list("code", "compared_with__code", "placements")
    for code, result, placements in rows:
        for placement in placements:
            found.setdefault(placement, []).append((code, result or code))
    return {placement: tuple(pairs) for placement, pairs in found.items()}


_placed = CachedLookup("programs.facts.placements", _read, (Indicator,))


def indicators_at(placement: Placement) -> tuple[str, ...]:
    """Return the codes of the indicators of a placement, in their order."""
    return tuple(code for code, _result in _placed().get(placement.value, ()))


def target_result_pairs(placement: Placement) -> tuple[tuple[str, str], ...]:
    """Return them as (indicator of the target, indicator of the result)."""
    return _placed().get(placement.value, ())


def first_indicator_at(placement: Placement) -> str:
    """Return the first of them, '' where there is none."""
    return next(iter(indicators_at(placement)), "")


#: What a change of these does to pages and entries that show none of the indicator yet.
PLACING = ("placements", "position", "compared_with_id")


def note_placing(sender, instance: Indicator, raw: bool = False, **kwargs) -> None:
    """Note on an indicator that is being saved whether it will be shown elsewhere than before."""
    now = tuple(getattr(instance, name) for name in PLACING)
    stored = Indicator.objects.filter(pk=instance.pk).values_list(*PLACING).first()
    instance.placement_changed = bool(now[0]) if stored is None else stored != now and bool(stored[0] or now[0])


pre_save.connect(note_placing, sender=Indicator)
