"""The admin of the portal: groups, dashboard, images, and the direction of what is typed."""

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
from portal.admin.publishing_rights import ask_one_of
from portal.admin.translations import (
    SyncTranslationsView,
    begin_translation,
    convert_page_to_alias,
    keep_restrictions_of_others,
    leave_out_conversion,
    refuse_to_convert_alias,
    untranslated,
)

__all__ = [
    "Action",
    "SHOWN",
    "SyncTranslationsView",
    "Task",
    "TaskList",
    "admin_css",
    "ask_one_of",
    "begin_translation",
    "convert_page_to_alias",
    "direct_streams",
    "ensure_groups",
    "keep_restrictions_of_others",
    "leave_out_conversion",
    "my_drafts",
    "no_summary",
    "own_help",
    "refuse_to_convert_alias",
    "register_action",
    "register_directions",
    "register_tasks",
    "replace_panels",
    "untranslated",
]
