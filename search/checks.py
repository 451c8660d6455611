"""What must hold of the settings of search, told by `manage.py check` with the repair."""

from django.conf import settings
from django.core.checks import Error, register

ENGINES = ("embedded", "elasticsearch")


@register()
def the_engine_can_be_reached(app_configs, **kwargs):
    if settings.SEARCH_ENGINE not in ENGINES:
        return [
            Error(
                f"SEARCH_ENGINE is “{settings.SEARCH_ENGINE}”, which is none.",
                hint=f"Set it to one of: {', '.join(ENGINES)}",
                id="search.E001",
            )
        ]
    if settings.SEARCH_ENGINE == "embedded":
        return []
    from search.engines.elasticsearch.connection import cluster_settings

    return [Error(problem, hint=repair, id="search.E002") for problem, repair in cluster_settings().problems()]
