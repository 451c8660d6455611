from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from portal.health import register_part
        from portal.starting import register_beginning
        from search.facets import KIND, LANGUAGE, YEAR, register_facet, register_kind

        for facet in (KIND, YEAR, LANGUAGE):
            register_facet(facet)
        register_kind("document", ar="الوثائق", fr="Documents", also=("وثيقة", "document"))
        from search import checks, health, page_checks, reading_ahead  # noqa: F401  (checks register themselves)
        from search.documents import source
        from search.entries import page_signals

        register_part("search", health.search)
        register_beginning(reading_ahead.read_ahead)
        page_signals.connect()
        source.connect()
