"""Public pages of facts, at URLs made of codes."""

from programs.explorer.events import preview_context
from programs.explorer.sitemap import FactSitemap
