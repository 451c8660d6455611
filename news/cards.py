"""Articles as lists show them."""

from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, QuerySet

from news.models import ArticleEvent, ArticlePage, ArticleProgram
from portal.l10n import format_date
from portal.pages import public_pages

#: How many cards stand beside something else: under an article, on a programme, on the home page.
A_HANDFUL = 4


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


def articles_in(language: str) -> QuerySet[ArticlePage]:
    """The published articles of a language, newest first, in an order that never depends on chance."""
    return (
        public_pages(ArticlePage.objects.filter(locale__language_code=language))
        .order_by("-date", "-pk")
        .select_related("locale")
    )


def links_to_events(**conditions) -> QuerySet[ArticleEvent]:
    """The links from articles to events that are public."""
    return ArticleEvent.objects.filter(event__released_at__isnull=False, **conditions)


def about(articles: QuerySet[ArticlePage], *, program: str = "", event: str = "", place: str = "", year: str = ""):
    """Keep the articles about a programme, an event, a place ("SCHEME:CODE") or of a year. '' restricts nothing."""
    if program:
        by_event = links_to_events(event__program__code=program).values("page")
        by_link = ArticleProgram.objects.filter(program__code=program).values("page")
        articles = articles.filter(Q(pk__in=by_event) | Q(pk__in=by_link))
    if event:
        articles = articles.filter(pk__in=links_to_events(event__code=event).values("page"))
    if place:
        scheme, _colon, code = place.partition(":")
        of_place = links_to_events(event__target_territory__scheme__code=scheme, event__target_territory__code=code)
        articles = articles.filter(pk__in=of_place.values("page"))
    if year:
        articles = articles.filter(date__year=int(year))
    return articles


def with_labels(articles: QuerySet[ArticlePage]) -> QuerySet[ArticlePage]:
    """With what a card shows, in four statements."""
    events = links_to_events().select_related("event__target_territory", "event__program")
    programs = ArticleProgram.objects.select_related("program")
    return (
        articles.select_related("image")
        .defer_streamfields()
        .prefetch_related(
            Prefetch("article_events", events, to_attr="event_links"),
            Prefetch("article_programs", programs, to_attr="program_links"),
            "image__renditions",
        )
    )


def card(article: ArticlePage, *, labels: bool = True) -> ArticleCard:
    """Return the card of an article; `labels` (places, programmes, picture) need `with_labels`."""
    events = [link.event for link in article.event_links] if labels else []
    programs = [event.program for event in events]
    if labels:
        programs += [link.program for link in article.program_links]
    return ArticleCard(
        title=article.title,
        url=article.get_url() or "",
        date_text=format_date(article.date, article.date, "day", article.locale.language_code),
        date_iso=article.date.isoformat(),
        lead=article.lead,
        image=article.image if labels else None,
        image_alt=article.image_alt,
        places=list(dict.fromkeys(event.target_territory.name for event in events)),
        programs=list(dict.fromkeys(program.name for program in programs)),
    )


def article_cards(language: str, *, program: str = "", event: str = "", limit: int = A_HANDFUL) -> list[ArticleCard]:
    found = with_labels(about(articles_in(language), program=program, event=event))
    return [card(article) for article in found[:limit]]
