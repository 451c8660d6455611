"""Pages that an editor began and nobody has sent on."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from portal.admin.dashboard import SHOWN, Action, Task, TaskList


def my_drafts(request) -> TaskList:
    """Return the editor's own drafts, the latest first; what waits for approval is listed by Wagtail."""
    waiting = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).values("object_id")
    pages = (
        Page.objects.filter(owner=request.user, has_unpublished_changes=True)
        .exclude(pk__in=[int(pk) for pk in waiting.values_list("object_id", flat=True)])
        .select_related("locale", "content_type")
        .order_by("-latest_revision_created_at", "-pk")[:SHOWN]
    )
    tasks = []
    for page in pages:
        kind = page.specific_class._meta.verbose_name if page.specific_class else ""
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        action = Action(_("Continue"), url)
        tasks.append(Task(page.draft_title, url, f"{kind} · {page.locale.get_display_name()}", action))
    return TaskList(_("Your drafts"), "draft", tasks)
