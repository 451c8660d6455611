"""System checks of the settings of search; `check --deploy` asks the cluster too."""

from django.conf import settings
from django.core.checks import Error, Warning, register

from search.engines.interface import AccessError, AccessProblem, EngineError

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


REPAIRS = {
    AccessProblem.CERTIFICATE: "Set ELASTICSEARCH_CA to the certificate of the authority that signed the nodes’.",
    AccessProblem.IDENTITY: "Set ELASTICSEARCH_API_KEY to a key of this cluster, encoded as it was given.",
    AccessProblem.PRIVILEGE: "Make another key with the privileges in docs/how-to/operate.md.",
}


@register(deploy=True)
def the_cluster_lets_the_portal_in(app_configs, **kwargs):
    """ParsedQuery where a site is brought out, and not whenever a command runs: the site works while its cluster is away."""
    if settings.SEARCH_ENGINE != "elasticsearch" or the_engine_can_be_reached(app_configs):
        return []
    from search.engines.elasticsearch import configured
    from search.engines.elasticsearch.connection import lacking

    engine = configured()
    try:
        lacks = lacking(engine.client, engine.prefix)
    except AccessError as error:
        return [Error(_sentence(error.refusal.value), hint=REPAIRS[error.refusal], id="search.E003")]
    except EngineError:
        hint = "Readers are answered by the embedded engine until it does; look at its nodes and ELASTICSEARCH_URLS."
        return [Warning("The cluster does not answer.", hint=hint, id="search.W004")]
    if not lacks:
        return []
    problem = f"{_sentence(AccessProblem.PRIVILEGE.value)} Missing: {', '.join(lacks)}"
    return [Error(problem, hint=REPAIRS[AccessProblem.PRIVILEGE], id="search.E003")]


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
