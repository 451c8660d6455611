"""Dashboard tasks and actions of articles."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from news.admin.from_event import article_url, news_index
from news.models import ArticleEvent
from portal.admin import SHOWN, Action, Task, TaskList
from portal.l10n import current_language
from programs.admin import edit_url
from programs.facts import DistributionEvent


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
