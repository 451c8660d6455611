"""The admin of the house of facts: lists, forms and actions under the menu “Facts”."""

from programs.admin.base import edit_url, register_field_overrides
from programs.admin.block_preview import figure_preview, figure_preview_script
from programs.admin.correction import CorrectView
from programs.admin.deletion import refuse_deletion
from programs.admin.events import register_event_step
from programs.admin.group import FactsGroup
from programs.admin.live_figure_dialog import live_figure_urls
from programs.admin.live_figure_feature import register_feature
from programs.admin.release import DeleteFacts, ReleaseBulkAction, label_draft_button, release_menu_item
from programs.admin.tasks import record_event, record_value, waiting_for_publication
from programs.admin.values import describe, quantity, sentence
