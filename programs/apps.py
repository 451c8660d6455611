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
        from programs.publication import unanswered_figures
        from programs.search_facets import register as register_search_facets
        from programs.search_sums import register as register_search_sums

        post_migrate.connect(raise_guards_again, sender=self)
        register_inline_fact(LiveFigureInProse())
        register_publication_check(unanswered_figures)
        register_search_facets()
        register_search_sums()
