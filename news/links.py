"""What an article is about: links to its events and to further programmes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from programs.facts import DistributionEvent, Program


class ArticleEventQuerySet(models.QuerySet):
    def to_public_events(self) -> "ArticleEventQuerySet":
        return self.filter(event__released_at__isnull=False)


class ArticleEvent(Orderable):
    page = ParentalKey("news.ArticlePage", on_delete=models.CASCADE, related_name="article_events")
    event = models.ForeignKey(
        DistributionEvent,
        on_delete=models.PROTECT,
        related_name="article_events",
        verbose_name=_("distribution event"),
        help_text=_("Record the event first, under Facts."),
    )

    objects = ArticleEventQuerySet.as_manager()

    panels = [FieldPanel("event")]

    class Meta(Orderable.Meta):
        verbose_name = _("event of an article")
        verbose_name_plural = _("events of an article")
        constraints = [models.UniqueConstraint(fields=["page", "event"], name="article_event_unique")]

    def __str__(self) -> str:
        return str(self.event)


class ArticleProgram(Orderable):
    page = ParentalKey("news.ArticlePage", on_delete=models.CASCADE, related_name="article_programs")
    program = models.ForeignKey(
        Program,
        on_delete=models.PROTECT,
        related_name="article_programs",
        verbose_name=_("programme"),
        help_text=_("A programme that the article is about."),
    )

    panels = [FieldPanel("program")]

    class Meta(Orderable.Meta):
        verbose_name = _("programme of an article")
        verbose_name_plural = _("programmes of an article")
        constraints = [models.UniqueConstraint(fields=["page", "program"], name="article_program_unique")]

    def __str__(self) -> str:
        return str(self.program)
