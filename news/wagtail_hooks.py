"""Articles in the admin: the form prefilled from an event, dashboard tasks and actions."""

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.views.pages.create import CreateView
from wagtail.coreutils import find_available_slug
from wagtail.rich_text import RichText

from news.models import ArticleEvent, NewsIndexPage
from portal.admin import SHOWN, Action, Task, TaskList, register_action, register_tasks
from portal.l10n import current_language
from programs.admin import edit_url, register_event_step
from programs.facts import DistributionEvent


class ArticleOfEventView(CreateView):
    """Prefill Wagtail's form of a new page, which posts to Wagtail's own URL."""

    http_method_names = ["get", "head"]

    def dispatch(self, request, event_code: str):
        self.event = get_object_or_404(DistributionEvent, code=event_code)
        index = news_index(request.user, request.GET.get("language", current_language()))
        if index is None:
            raise Http404(_("You may not write articles."))
        return super().dispatch(request, "news", "articlepage", index.pk)

    def get(self, request):
        self.page.title = getattr(self.event, f"name_{self.locale.language_code}")
        self.page.slug = find_available_slug(self.parent_page, slugify(self.page.title, allow_unicode=True)[:240])
        self.page.body = [("text", RichText(""))]
        self.page.article_events = [ArticleEvent(event=self.event)]
        return super().get(request)


def news_index(user, language: str) -> NewsIndexPage | None:
    """Return a news index where the user may write, preferably of the language."""
    indexes = NewsIndexPage.objects.select_related("locale").order_by("path")
    by_choice = sorted(indexes, key=lambda index: index.locale.language_code != language)
    return next((i for i in by_choice if i.permissions_for_user(user).can_add_subpage()), None)


def article_url(event: DistributionEvent) -> str:
    return reverse("news_article_of_event", args=[event.code])


def write_article_step(event: DistributionEvent, user) -> Action | None:
    link = event.article_events.select_related("page").first()
    if link is not None:
        return Action(_("Open its article"), reverse("wagtailadmin_pages:edit", args=[link.page_id]))
    if news_index(user, current_language()) is None:
        return None
    return Action(_("Write its article"), article_url(event))


def events_without_article(request) -> TaskList | None:
    """Return the latest events without an article, drafts included."""
    if news_index(request.user, current_language()) is None:
        return None
    articles = ArticleEvent.objects.filter(event=OuterRef("pk"))
    events = DistributionEvent.objects.filter(~Exists(articles)).order_by("-pk")[:SHOWN]
    tasks = [
        Task(
            event.name,
            edit_url(event),
            _("public") if event.is_released else _("draft"),
            Action(_("Write its article"), article_url(event)),
        )
        for event in events
    ]
    return TaskList(_("Events without an article"), "calendar-check", tasks)


def write_article(request) -> Action | None:
    index = news_index(request.user, current_language())
    if index is None:
        return None
    url = reverse("wagtailadmin_pages:add", args=["news", "articlepage", index.pk])
    return Action(_("Write an article"), url, "edit")


register_event_step(write_article_step)
register_tasks(events_without_article, order=20)
register_action(write_article, order=20)


@hooks.register("register_admin_urls")
def register_admin_urls():
    view = ArticleOfEventView.as_view()
    return [path("news/article-of/<str:event_code>/", view, name="news_article_of_event")]
