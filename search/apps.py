from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from search.facets import KIND, LANGUAGE, YEAR, register_facet, register_kind

        for facet in (KIND, YEAR, LANGUAGE):
            register_facet(facet)
        register_kind("document", ar="الوثائق", fr="Documents", also=("وثيقة", "document"))
        from search import page_checks  # noqa: F401  (it registers itself)
        from search.documents import source
        from search.entries import page_signals

        page_signals.connect()
        source.connect()
