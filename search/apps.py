from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from portal.operations import register_part
        from search.query import KIND, LANGUAGE, YEAR, register_facet, register_kind

        for facet in (KIND, YEAR, LANGUAGE):
            register_facet(facet)
        register_kind("document", ar="الوثائق", fr="Documents", also=("وثيقة", "document"))
        from search import checks, health, page_checks  # noqa: F401  (checks register themselves)
        from search.indexing.documents import source
        from search.indexing.entries import page_signals

        register_part("search", health.search)
        page_signals.connect()
        source.connect()
