"""Charts and maps of answers: Vega-Lite, rendered to SVG on the server, once for each content.

    chart_of(ask(Question("beneficiaries", by="year")), "Deux fois plus de bénéficiaires")

The SVG stands in the page itself, with the page's own font and with colours that are variables of the style sheet,
so that one rendering serves light, dark and print. Charts ask the database for nothing.
"""

from programs.charts.chart import Chart, chart_of, map_of
from programs.charts.kinds import KINDS, fitting_kinds, why_not
from programs.charts.maps import why_no_map
from programs.charts.outlines import fitting_scheme

__all__ = ["KINDS", "Chart", "chart_of", "fitting_kinds", "fitting_scheme", "map_of", "why_no_map", "why_not"]
