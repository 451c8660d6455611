"""What articles are about, and lists of them: links to events and programmes, queries, cards."""

from dataclasses import dataclass, field

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable
from wagtail.query import PageQuerySet

from portal.l10n import format_date
from portal.pages import public_pages
from programs.facts import DistributionEvent, Program, RecordKey

#: Cards on other pages: under an article, on a programme, on the home page.
CARD_LIMIT = 4


class ArticleEventQuerySet(models.QuerySet):
    def to_public_events(self) -> "ArticleEventQuerySet":
        return self.filter(event__released_at__isnull=False)


class ArticleEvent(Orderable):
    page = ParentalKey("news.ArticlePage", on_delete=models.CASCADE, related_name="article_events")
    event = RecordKey(
        DistributionEvent, "article_events", _("distribution event"), _("Record the event first, under Facts.")
    )

    objects = ArticleEventQuerySet.as_manager()

    panels = ["event"]

    class Meta(Orderable.Meta):
        verbose_name = _("event of an article")
        verbose_name_plural = _("events of an article")
        constraints = [models.UniqueConstraint(fields=["page", "event"], name="article_event_unique")]

    def __str__(self) -> str:
        return str(self.event)


class ArticleProgram(Orderable):
    page = ParentalKey("news.ArticlePage", on_delete=models.CASCADE, related_name="article_programs")
    program = RecordKey(Program, "article_programs", _("programme"), _("A programme that the article is about."))

    panels = ["program"]

    class Meta(Orderable.Meta):
        verbose_name = _("programme of an article")
        verbose_name_plural = _("programmes of an article")
        constraints = [models.UniqueConstraint(fields=["page", "program"], name="article_program_unique")]

    def __str__(self) -> str:
        return str(self.program)


@dataclass(frozen=True)
class ArticleCard:
    title: str
    url: str
    date_text: str
    date_iso: str
    lead: str
    image: object = None
    image_alt: str = ""
    places: list[str] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)


def article_card(article, *, labels: bool = True) -> ArticleCard:
    """Return the card of an article page; `labels` (places, programmes, picture) need `with_labels`."""
    events = [link.event for link in article.event_links] if labels else []
    further = [link.program for link in article.program_links] if labels else []
    return ArticleCard(
        title=article.title,
        url=article.get_url() or "",
        date_text=format_date(article.date, article.date, "day", article.locale.language_code),
        date_iso=article.date.isoformat(),
        lead=article.lead,
        image=article.image if labels else None,
        image_alt=article.image_alt,
        places=list(dict.fromkeys(event.target_territory.name for event in events)),
        programs=list(dict.fromkeys(program.name for program in [*(event.program for event in events), *further])),
    )


class ArticleQuerySet(PageQuerySet):
    def public_in(self, language: str) -> "ArticleQuerySet":
        """Keep the published articles of a language, newest first, in a total order."""
        articles = public_pages(self.filter(locale__language_code=language))
        return articles.order_by("-date", "-pk").select_related("locale")

    def about(self, *, program: str = "", event: str = "", place: str = "", year: str = "") -> "ArticleQuerySet":
        """Keep articles about a programme, an event, a territory ("SCHEME:CODE") or of a year; '' restricts nothing."""
        articles, links = self, ArticleEvent.objects.to_public_events()
        if program:
            of_program = ArticleProgram.objects.filter(program__code=program)
            by_event = links.filter(event__program__code=program)
            articles = articles.filter(Q(pk__in=by_event.values("page")) | Q(pk__in=of_program.values("page")))
        if event:
            articles = articles.filter(pk__in=links.filter(event__code=event).values("page"))
        if place:
            scheme, _colon, code = place.partition(":")
            of_territory = links.filter(
                event__target_territory__scheme__code=scheme, event__target_territory__code=code
            )
            articles = articles.filter(pk__in=of_territory.values("page"))
        if year:
            articles = articles.filter(date__year=int(year))
        return articles

    def related_to(self, article, territories: set[int], programs: list[str]) -> "ArticleQuerySet":
        """Keep the other articles about the same territories, which come first, or the same programmes."""
        links = ArticleEvent.objects.to_public_events().filter(page=OuterRef("pk"))
        further = ArticleProgram.objects.filter(page=OuterRef("pk"), program__code__in=programs)
        return (
            self.public_in(article.locale.language_code)
            .exclude(pk=article.pk)
            .annotate(same_territory=Exists(links.filter(event__target_territory__in=territories)))
            .filter(Q(same_territory=True) | Exists(links.filter(event__program__code__in=programs)) | Exists(further))
            .order_by("-same_territory", "-date", "-pk")
            .defer_streamfields()
        )

    def with_labels(self) -> "ArticleQuerySet":
        """Fetch what a card shows, in four statements."""
        events = ArticleEvent.objects.to_public_events().select_related("event__target_territory", "event__program")
        programs = ArticleProgram.objects.select_related("program")
        return (
            self.select_related("image")
            .defer_streamfields()
            .prefetch_related(
                Prefetch("article_events", events, to_attr="event_links"),
                Prefetch("article_programs", programs, to_attr="program_links"),
                "image__renditions",
            )
        )

    def cards(self, language: str, *, limit: int = CARD_LIMIT, **subject: str) -> list[ArticleCard]:
        """Return the cards of the latest articles of a language `about` a subject."""
        return [article_card(article) for article in self.public_in(language).about(**subject).with_labels()[:limit]]
