"""Published pages that the other language has not."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.admin.dashboard import SHOWN, Action, Task, TaskList

TRANSLATE = "wagtail_localize.submit_translation"


def untranslated(request) -> TaskList | None:
    if not request.user.has_perm(TRANSLATE):
        return None
    elsewhere = Page.objects.filter(translation_key=OuterRef("translation_key")).exclude(locale=OuterRef("locale_id"))
    pages = (
        Page.objects.live()
        .filter(~Exists(elsewhere), depth__gt=1)
        .select_related("locale")
        .order_by("-last_published_at", "-pk")[:SHOWN]
    )
    return TaskList(_("Not translated yet"), "globe", [_task(page) for page in pages])


def _task(page: Page) -> Task:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    submit = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    return Task(page.title, url, page.locale.get_display_name(), Action(_("Translate"), submit))
