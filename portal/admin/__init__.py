"""The admin of the portal: groups, dashboard, images, and the direction of what is typed."""

from portal.admin.choosers import ChooserViewSet
from portal.admin.dashboard import (
    SHOWN,
    Action,
    Task,
    TaskList,
    admin_css,
    no_summary,
    own_help,
    register_action,
    register_tasks,
    replace_panels,
)
from portal.admin.direction import direct_streams, register_directions
from portal.admin.drafts import my_drafts
from portal.admin.groups import ensure_groups
from portal.admin.sign_in_limits import prune_sign_in_failures
from portal.admin.translations import begin_translation, untranslated

__all__ = [
    "SHOWN",
    "Action",
    "ChooserViewSet",
    "Task",
    "TaskList",
    "admin_css",
    "begin_translation",
    "direct_streams",
    "ensure_groups",
    "my_drafts",
    "no_summary",
    "own_help",
    "prune_sign_in_failures",
    "register_action",
    "register_directions",
    "register_tasks",
    "replace_panels",
    "untranslated",
]
