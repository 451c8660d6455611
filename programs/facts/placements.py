"""Indicators by placement, as editors chose them; cached until an indicator changes."""

from django.db.models.signals import pre_save
from django.dispatch import receiver

from portal.cached_lookup import CachedLookup
from programs.facts.indicators import Indicator, Placement


def _read() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return {placement: ((indicator, indicator of its result), …)}, in display order."""
    found: dict[str, list[tuple[str, str]]] = {}
    rows = Indicator.objects.order_by("position", "code").values_list("code", "compared_with__code", "placements")
    for code, result, placements in rows:
        for placement in placements:
            found.setdefault(placement, []).append((code, result or code))
    return {placement: tuple(pairs) for placement, pairs in found.items()}


_placed = CachedLookup("programs.facts.placements", _read, (Indicator,))


def indicators_at(placement: Placement) -> tuple[str, ...]:
    """Return the codes of the indicators of a placement, in display order."""
    return tuple(code for code, _result in _placed().get(placement.value, ()))


def target_result_pairs(placement: Placement) -> tuple[tuple[str, str], ...]:
    """Return (indicator of the target, indicator of the result) for a placement."""
    return _placed().get(placement.value, ())


def first_indicator_at(placement: Placement) -> str:
    """Return the first code of a placement, or ''."""
    return next(iter(indicators_at(placement)), "")


#: Fields whose change shows an indicator on other pages and search entries.
PLACEMENT_FIELDS = ("placements", "position", "compared_with_id")


@receiver(pre_save, sender=Indicator)
def note_placement_change(sender: type[Indicator], instance: Indicator, **kwargs: object) -> None:
    """Set `placement_changed` on an indicator that is about to be saved."""
    now = tuple(getattr(instance, name) for name in PLACEMENT_FIELDS)
    stored = Indicator.objects.filter(pk=instance.pk).values_list(*PLACEMENT_FIELDS).first()
    instance.placement_changed = bool(now[0]) if stored is None else stored != now and bool(stored[0] or now[0])
