"""The dashboard: it greets an editor by name with what needs doing. Apps above register their own lists."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import LockedPagesPanel, RecentEditsPanel

#: How many things a list shows; the rest is one click away.
SHOWN = 5


@dataclass(frozen=True)
class Action:
    """A button. `primary` is the one that most editors come for; `changes` asks for a form and not for a link."""

    label: str
    url: str
    icon: str = ""
    primary: bool = False
    changes: bool = False


@dataclass(frozen=True)
class Task:
    """One thing to do: what it is, where it is edited, and the button that does the next step."""

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


_lists: list[tuple[int, Callable]] = []
_actions: list[tuple[int, Callable]] = []


def register_tasks(function: Callable, *, order: int) -> None:
    """Register `function(request) -> TaskList | None`; a list without tasks is not shown."""
    _lists.append((order, function))


def register_action(function: Callable, *, order: int) -> None:
    """Register `function(request) -> Action | None`: a button beside the greeting."""
    _actions.append((order, function))


def _ordered(registered: list[tuple[int, Callable]], request) -> list:
    return [
        found
        for _order, function in sorted(registered, key=lambda pair: pair[0])
        if (found := function(request)) is not None
    ]


class TodoPanel(Component):
    """Greeting, buttons and lists."""

    name = "todo"
    order = 10
    template_name = "portal/admin/todo.html"

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        return {
            "csrf_token": parent_context.get("csrf_token"),
            "actions": _ordered(_actions, request),
            "lists": [tasks for tasks in _ordered(_lists, request) if tasks.tasks],
        }


def replace_panels(request, panels: list) -> None:
    """Wagtail's hook `construct_homepage_panels`: what is to be approved stays; what only looks back goes."""
    panels[:] = [p for p in panels if not isinstance(p, (RecentEditsPanel, LockedPagesPanel))]
    panels.append(TodoPanel())


def no_summary(request, items: list) -> None:
    """Wagtail's hook `construct_homepage_summary_items`: how many pages there are is nobody's task."""
    items.clear()


def own_help(request, items: list) -> None:
    """Wagtail's hook `construct_help_menu`: its news and its guide, in English and elsewhere, help no editor here."""
    items[:] = [item for item in items if not item.name.startswith(("whats-new", "editor-guide"))]


def admin_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("portal/admin/portal.css"))
