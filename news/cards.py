"""Articles as lists show them."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from news.models import ArticlePage
from portal import formats

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
        ArticlePage.objects.live()
        .public()
        .filter(locale__language_code=language)
        .order_by("-date", "-pk")
        .select_related("locale")
    )


def about(
    articles: QuerySet[ArticlePage], *, program: str = "", event: str = "", place: str = "", year: str = ""
):
    """Keep the articles about a programme, an event, a place ("SCHEME:CODE") or of a year. '' restricts nothing."""
    if program:
        articles = articles.filter(
            Q(article_events__event__program__code=program) | Q(article_programs__program__code=program)
        )
    if event:
        articles = articles.filter(article_events__event__code=event)
    if place:
        scheme, _colon, code = place.partition(":")
        articles = articles.filter(
            article_events__event__target_territory__scheme__code=scheme,
            article_events__event__target_territory__code=code,
        )
    if year:
        articles = articles.filter(date__year=int(year))
    return articles.distinct()


def with_labels(articles: QuerySet[ArticlePage]) -> QuerySet[ArticlePage]:
    """With what a card shows, in a fixed number of statements."""
    return articles.select_related("image").prefetch_related(
        "image__renditions",
        "article_events__event__target_territory",
        "article_events__event__program",
        "article_programs__program",
    )


def card(article: ArticlePage, *, labels: bool = True) -> ArticleCard:
    events = [link.event for link in article.article_events.all()] if labels else []
    programs = [event.program for event in events]
    if labels:
        programs += [link.program for link in article.article_programs.all()]
    return ArticleCard(
        title=article.title,
        url=article.get_url() or "",
        date_text=formats.format_date(article.date, article.date, "day", article.locale.language_code),
        date_iso=article.date.isoformat(),
        lead=article.lead,
        image=article.image if labels else None,
        image_alt=article.image_alt,
        places=list(dict.fromkeys(event.target_territory.name for event in events)),
        programs=list(dict.fromkeys(program.name for program in programs)),
    )


def article_cards(
    language: str, *, program: str = "", event: str = "", limit: int = A_HANDFUL
) -> list[ArticleCard]:
    found = with_labels(about(articles_in(language), program=program, event=event))
    return [card(article) for article in found[:limit]]
