"""The public pages of facts: addresses made of codes, the same in both languages."""

from programs.explorer.events import preview_context
from programs.explorer.sitemap import FactSitemap
