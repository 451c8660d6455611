"""Dashboard with the tasks of an editor; apps register their own lists."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import LockedPagesPanel, RecentEditsPanel
from wagtail.models import Page, WorkflowState

#: Tasks per list.
SHOWN = 5


@dataclass(frozen=True)
class Action:
    """A button: `primary` for the main one, `changes` for one that posts a form."""

    label: str
    url: str
    icon: str = ""
    primary: bool = False
    changes: bool = False


@dataclass(frozen=True)
class Task:
    """One thing to do: its title and edit URL, and the button for the next step."""

    title: str
    url: str
    detail: str = ""
    action: Action | None = None


@dataclass(frozen=True)
class TaskList:
    heading: str
    icon: str
    tasks: list[Task] = field(default_factory=list)
    more: Action | None = None


_lists: dict[Callable, int] = {}
_actions: dict[Callable, int] = {}


def register_tasks(function: Callable, *, order: int) -> None:
    """Register `function(request) -> TaskList | None`; empty lists are hidden."""
    _lists[function] = order


def register_action(function: Callable, *, order: int) -> None:
    """Register `function(request) -> Action | None`, a button beside the greeting."""
    _actions[function] = order


def _call_all(functions: dict[Callable, int], request) -> list:
    results = (function(request) for function in sorted(functions, key=functions.__getitem__))
    return [result for result in results if result is not None]


class TodoPanel(Component):
    name = "todo"
    order = 10
    template_name = "portal/admin/todo.html"

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        return {
            "csrf_token": parent_context.get("csrf_token"),
            "actions": _call_all(_actions, request),
            "lists": [tasks for tasks in _call_all(_lists, request) if tasks.tasks],
        }


@hooks.register("construct_homepage_panels")
def replace_panels(request, panels: list) -> None:
    """Keep what awaits approval, drop recent edits and locked pages."""
    panels[:] = [p for p in panels if not isinstance(p, (RecentEditsPanel, LockedPagesPanel))]
    panels.append(TodoPanel())


@hooks.register("construct_homepage_summary_items")
def no_summary(request, items: list) -> None:
    """Remove the counts of pages."""
    items.clear()


@hooks.register("construct_help_menu")
def own_help(request, items: list) -> None:
    """Remove Wagtail's news and guide, which are in English."""
    items[:] = [item for item in items if not item.name.startswith(("whats-new", "editor-guide"))]


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("portal/admin/portal.css"))


def my_drafts(request) -> TaskList:
    """List the editor's own drafts, the latest first, but those in moderation, which Wagtail lists."""
    moderated = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).values("object_id")
    pages = (
        Page.objects.filter(owner=request.user, has_unpublished_changes=True)
        .exclude(pk__in=[int(pk) for pk in moderated.values_list("object_id", flat=True)])
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


register_tasks(my_drafts, order=10)
