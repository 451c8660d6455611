"""News: articles about distribution events and programmes."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel, MultipleChooserPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import PageManager
from wagtail.search import index
from wagtail.signals import page_published

from news.articles import CARD_LIMIT, ArticleEvent, ArticleProgram, ArticleQuerySet, article_card
from news.listing import NewsFeed, listing_context
from portal.l10n import current_language, format_date, format_datetime
from portal.pages import IllustratedPage, PortalPage
from programs.editorial import answers_for, body_field
from programs.facts import DistributionEvent, release_events
from programs.pages import ProgramPage
from programs.presentation import Link, collect_event_figures, corrections_in, event_questions, facts_boxes

__all__ = ["ArticleEvent", "ArticlePage", "ArticleProgram", "NewsIndexPage"]


class NewsIndexPage(RoutablePageMixin, PortalPage):
    """The list of articles, with its feeds."""

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.ArticlePage"]
    template = "news/news_index_page.html"
    page_description = _("The list of all articles; put articles below it.")

    class Meta:
        verbose_name = _("news index")
        verbose_name_plural = _("news indexes")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context.update(listing_context(self, request))
        return context

    def articles(self) -> ArticleQuerySet:
        return ArticlePage.objects.public_in(self.locale.language_code)

    @path("feed/<str:kind>/", name="feed")
    @path("feed/<str:kind>/<str:program>/", name="program_feed")
    def feed(self, request, kind: str, program: str = ""):
        """RSS or Atom of the latest articles, of one programme where its code is given."""
        return NewsFeed(kind, self, program)(request)


class ArticlePage(IllustratedPage):
    """An article, whose facts come from its events."""

    date = models.DateField(
        _("date of publication"), default=timezone.localdate, help_text=_("The day of the article, not of the event.")
    )
    body = body_field(_("Words, pictures and figures. The facts box comes from the events by itself."))

    objects = PageManager.from_queryset(ArticleQuerySet)()

    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "news/article_page.html"
    page_description = _("News about one or more distribution events or programmes.")

    content_panels = [
        *PortalPage.content_panels,
        MultipleChooserPanel(
            "article_events",
            label=_("Distribution event"),
            heading=_("Distribution events"),
            chooser_field_name="event",
            help_text=_("What the article is about. Publishing the article publishes these events and their figures."),
        ),
        InlinePanel(
            "article_programs",
            label=_("Programme"),
            heading=_("Further programmes"),
            help_text=_("Programmes beside those of the events."),
        ),
        "date",
        "body",
        *IllustratedPage.content_panels[len(PortalPage.content_panels) :],
    ]
    search_fields = [*IllustratedPage.search_fields, index.SearchField("body"), index.FilterField("date")]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def clean(self) -> None:
        super().clean()
        if self.date and self.date > timezone.localdate() + timedelta(days=366):
            raise ValidationError({"date": _("This date lies more than a year ahead.")})

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context.update(article_context(self, request))
        return context

    def questions_beside(self) -> list:
        events = [link.event_id for link in self.article_events.all()]
        return event_questions(DistributionEvent.objects.filter(pk__in=events).values_list("code", flat=True))

    def structured_data(self, request) -> dict:
        return {
            **super().structured_data(request),
            "@type": "NewsArticle",
            "headline": self.title,
            "datePublished": self.date.isoformat(),
            "dateModified": (self.last_published_at or timezone.now()).isoformat(),
        }


def article_context(page, request) -> dict:
    language = current_language()
    urls = ProgramPage.objects.urls(language)
    events = events_of(page, drafts=getattr(request, "is_preview", False))
    questions = event_questions(event.code for event in events)
    answers = answers_for(page.body, more=questions)
    boxes = facts_boxes(events, urls, collect_event_figures([answers[question] for question in questions]))
    further = [link.program for link in page.article_programs.select_related("program")]
    programs = {program.code: program.name for program in [*(event.program for event in events), *further]}
    related = ArticlePage.objects.related_to(page, {event.target_territory_id for event in events}, list(programs))
    return {
        "answers": answers,
        "date_text": format_date(page.date, page.date, "day", language),
        "date_iso": page.date.isoformat(),
        "updated_text": updated_text(page, language),
        "facts_boxes": boxes,
        "corrections": corrections_in(answers.values()),
        "places": list(dict.fromkeys(box.target_text for box in boxes)),
        "program_links": [Link(name, urls.get(code, "")) for code, name in programs.items()],
        "related": [article_card(article, labels=False) for article in related[:CARD_LIMIT]],
    }


def events_of(page, *, drafts: bool) -> list[DistributionEvent]:
    """Return the public events of an article in its order; of a preview, drafts too."""
    if drafts:
        ids = [link.event_id for link in page.article_events.all()]
        found = {event.pk: event for event in DistributionEvent.objects.filter(pk__in=ids).for_facts()}
        return [found[pk] for pk in ids if pk in found]
    return list(
        DistributionEvent.objects.released()
        .filter(article_events__page=page)
        .for_facts()
        .order_by("article_events__sort_order", "article_events__pk")
    )


def updated_text(page, language: str) -> str:
    """Return the day of the last change if later than the article's date, else ''."""
    if page.last_published_at is None:
        return ""
    changed = timezone.localtime(page.last_published_at)
    return format_datetime(changed, language) if changed.date() > page.date else ""


@receiver(page_published, sender=ArticlePage)
def release_events_of_article(instance: ArticlePage, **kwargs) -> None:
    """Release the events of a published article, with their figures, in the transaction of `PortalPage.publish`."""
    # Wagtail sends the signal for scheduled pages too.
    if instance.live:
        release_events(DistributionEvent.objects.filter(article_events__page=instance), at=timezone.now())
