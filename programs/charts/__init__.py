"""Charts and maps of answers: Vega-Lite, rendered to SVG on the server, once for each content.

    chart_of(ask(Question("beneficiaries", by="year")), "Deux fois plus de bénéficiaires")

The SVG is inline and uses the page's font and CSS variables as colours, so that one rendering serves light, dark and
print. Charts make no queries.
"""

from programs.charts.cache import sweep
from programs.charts.chart import chart_of, map_of
from programs.charts.kinds import KINDS, why_not
from programs.charts.maps import is_of_its_time, why_no_map
from programs.charts.outlines import NEW_REGIONS, SCHEMES
