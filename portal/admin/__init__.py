"""The Wagtail admin: groups, dashboard, publishing rights, sign-in limits, text direction."""

from portal.admin.dashboard import SHOWN, Action, Task, TaskList, register_action, register_tasks
from portal.admin.direction import direct_streams, register_directions
from portal.admin.groups import ensure_groups
from portal.admin.media_rights import register_media_policies
from portal.admin.publishing_rights import connect_publishing_rights
from portal.admin.sign_in_limits import prune_sign_in_failures
from portal.admin.snippets import ChooserViewSet, CreateView, EditView, SnippetViewSet
from portal.admin.translations import keep_restrictions_of_others
