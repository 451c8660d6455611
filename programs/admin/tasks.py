"""Tasks and actions of facts on the dashboard."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.admin import SHOWN, Action, Task, TaskList
from programs.admin import values
from programs.admin.base import edit_url
from programs.admin.release import release_url
from programs.facts import DistributionEvent, Observation, draft_observations, may_release


def record_event(request) -> Action | None:
    if not request.user.has_perm("programs.add_distributionevent"):
        return None
    url = reverse(DistributionEvent.snippet_viewset.get_url_name("add"))
    return Action(_("Record an event"), url, "calendar-check", primary=True)


def record_value(request) -> Action | None:
    if not request.user.has_perm("programs.add_observation"):
        return None
    url = reverse(Observation.snippet_viewset.get_url_name("add"))
    return Action(_("Record a reported value"), url, "decimal")


def waiting_for_publication(request) -> TaskList | None:
    """Return events with drafts of figures, then reported values that are drafts, for those who may publish."""
    if not may_release(request.user):
        return None
    drafts = Q(observations__isnull=False, observations__released_at=None)
    events = (
        DistributionEvent.objects.annotate(waiting=Count("observations", drafts, distinct=True))
        .filter(waiting__gt=0)
        .order_by("-pk")[:SHOWN]
    )
    tasks = [
        _task(
            event.name,
            event,
            ngettext("%(count)d figure", "%(count)d figures", event.waiting) % {"count": event.waiting},
        )
        for event in events
    ]
    if len(tasks) < SHOWN:
        alone = values.with_values(draft_observations().filter(event=None)).order_by("-pk")[: SHOWN - len(tasks)]
        tasks += [_task(values.sentence(one), one, f"{values.describe(one)} · {one.source.name}") for one in alone]
    every = f"{reverse(Observation.snippet_viewset.get_url_name('list'))}?state=draft"
    more = Action(_("All drafts of figures"), every) if len(tasks) == SHOWN else None
    return TaskList(_("Figures waiting for publication"), "upload", tasks, more)


def _task(title: str, record: DistributionEvent | Observation, detail: str) -> Task:
    publish = Action(_("Publish"), release_url(record, reverse("wagtailadmin_home")))
    return Task(title, edit_url(record), detail, publish)
