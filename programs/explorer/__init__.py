"""The public pages of facts: addresses made of codes, the same in both languages."""

from programs.explorer.events import event_context
from programs.explorer.sitemap import FactSitemap

__all__ = [
    "FactSitemap",
    "event_context",
]
