"""Charts and maps of answers: Vega-Lite, rendered to SVG on the server, once for each content.

    chart_of(ask(Question("beneficiaries", by="year")), "Deux fois plus de bénéficiaires")

The SVG stands in the page itself, with the page's own font and with colours that are variables of the style sheet,
so that one rendering serves light, dark and print. Charts ask the database for nothing.
"""

from programs.charts.chart import chart_of, map_of
from programs.charts.cleanup import sweep
from programs.charts.kinds import KINDS, why_not
from programs.charts.maps import is_of_its_time, why_no_map
from programs.charts.outlines import NEW_REGIONS, SCHEMES

__all__ = [
    "KINDS",
    "NEW_REGIONS",
    "SCHEMES",
    "chart_of",
    "is_of_its_time",
    "map_of",
    "sweep",
    "why_no_map",
    "why_not",
]
