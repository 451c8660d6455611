from datetime import timedelta

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = _("Programs")

    def ready(self) -> None:
        from portal.jobs import register_command
        from portal.pages import register_inline_fact, register_publication_check
        from programs.editorial import LiveFigureInProse, connect_page_questions, unanswered_figures
        from programs.explorer import preview_context
        from programs.exports import register_tables
        from programs.facts import DistributionEvent, recreate_guards, register_policies, suspend_guards
        from programs.indexing import register_search_facets

        register_tables()
        pre_migrate.connect(suspend_guards, sender=self)
        post_migrate.connect(recreate_guards, sender=self)
        register_policies()
        DistributionEvent.preview_context = preview_context
        connect_page_questions()
        register_inline_fact(LiveFigureInProse())
        register_publication_check(unanswered_figures)
        register_command("sweep_charts", timedelta(weeks=1))
        register_search_facets()
        register_search()


def register_search() -> None:
    from programs.indexing import (
        CentreSource,
        EditionSource,
        EventSource,
        IndicatorSource,
        TerritorySource,
        ValueSource,
        connect_facts,
        describe_as,
        describe_programs,
    )
    from programs.pages import ProgramIndexPage, ProgramPage
    from search.indexing import register_page_type, register_source

    for source in (EventSource, IndicatorSource, EditionSource, TerritorySource, CentreSource, ValueSource):
        register_source(source())
    register_page_type(ProgramPage, describe_programs)
    register_page_type(ProgramIndexPage, describe_as("page"))
    connect_facts()
