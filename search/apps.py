from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from portal.operations import register_beginning, register_part
        from search.query import KIND, LANGUAGE, YEAR, register_facet, register_kind

        for facet in (KIND, YEAR, LANGUAGE):
            register_facet(facet)
        register_kind("document", ar="الوثائق", fr="Documents", also=("وثيقة", "document"))
        from search import health, page_checks, reading_ahead  # noqa: F401  (checks register themselves)
        from search.indexing import connect_documents, connect_pages

        register_part("search", health.search)
        register_beginning(reading_ahead.read_ahead)
        connect_pages()
        connect_documents()
