"""Sitemap of facts: lists, indicators, events, territories with events, editions, centres."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils.functional import cached_property

from programs import facts

LISTS = ("data", "corrections", "events", "territories", "editions", "centres")


class FactSitemap(Sitemap):
    """URLs in both languages, as alternates of each other."""

    i18n = True
    alternates = True
    limit = 5000

    def items(self) -> list[tuple]:
        return self._addresses

    @cached_property
    def _addresses(self) -> list[tuple]:
        counted = facts.current_observations().values("indicator")
        served = facts.DistributionEvent.objects.released().values("target_territory")
        codes = {
            "indicator": facts.Indicator.objects.filter(pk__in=counted),
            "event": facts.DistributionEvent.objects.released(),
            "scheme": facts.TerritorialScheme.objects.all(),
            "edition": facts.Edition.objects.all(),
            "centre": facts.Centre.objects.all(),
        }
        found = [(name,) for name in LISTS]
        for name, records in codes.items():
            found += [(name, code) for code in records.order_by("code").values_list("code", flat=True)]
        territories = facts.Territory.objects.filter(pk__in=served).order_by("scheme__code", "code")
        return [*found, *(("territory", *key) for key in territories.values_list("scheme__code", "code"))]

    def location(self, item: tuple) -> str:
        name, *codes = item
        return reverse(name, args=codes)
