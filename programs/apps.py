from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = _("Programs")

    def ready(self) -> None:
        from portal.inline_facts import register_inline_fact
        from portal.publication import register_publication_check
        from programs.ledger_guards import raise_guards_again
        from programs.live_figures.prose import LiveFigureInProse
        from programs.page_questions import keep_recorded
        from programs.publication import unanswered_figures
        from programs.search_facets import register as register_search_facets
        from programs.search_sums import register as register_search_sums

        post_migrate.connect(raise_guards_again, sender=self)
        keep_recorded()
        register_inline_fact(LiveFigureInProse())
        register_publication_check(unanswered_figures)
        register_search_facets()
        register_search_sums()
        tell_search()


def tell_search() -> None:
    from programs.models import ProgramIndexPage, ProgramPage
    from programs.searched import signals
    from programs.searched.events import EventSource
    from programs.searched.pages import describe_as, describe_programs
    from programs.searched.records import CentreSource, EditionSource, IndicatorSource, TerritorySource
    from programs.searched.values import ValueSource
    from search.entries.pages import search_pages
    from search.entries.sources import register

    for source in (EventSource, IndicatorSource, EditionSource, TerritorySource, CentreSource, ValueSource):
        register(source())
    search_pages(ProgramPage, describe_programs)
    search_pages(ProgramIndexPage, describe_as("page"))
    signals.connect()
