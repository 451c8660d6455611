from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from portal.jobs import register_job
        from portal.operations import register_health_check
        from search.facets import KIND, LANGUAGE, YEAR, register_facet, register_kind

        for facet in (KIND, YEAR, LANGUAGE):
            register_facet(facet)
        register_kind("document", ar="الوثائق", fr="Documents", also=("وثيقة", "document"))
        from search import health
        from search.indexing import check_embedded, connect_documents, connect_pages
        from search.results import prune_query_counts, record_query_counts

        register_health_check("search", health.search)
        register_job("check_search_index", timedelta(seconds=10), check_embedded)
        register_job("record_search_questions", timedelta(minutes=1), record_query_counts)
        register_job("prune_search_questions", timedelta(weeks=1), prune_query_counts)
        connect_pages()
        connect_documents()
