"""The admin of the house of facts: lists, forms and actions under the menu “Facts”."""

from programs.admin.action_menu import label_draft_button, release_menu_item
from programs.admin.base import edit_url, register_field_overrides
from programs.admin.block_preview import figure_preview, figure_preview_script
from programs.admin.correction import CorrectView
from programs.admin.deletion import refuse_deletion
from programs.admin.group import FactsGroup
from programs.admin.live_figures.feature import register_feature
from programs.admin.live_figures.views import live_figure_urls
from programs.admin.next_steps import Step, register_event_step
from programs.admin.release import DeleteFacts, ReleaseBulkAction
from programs.admin.tasks import record_event, record_value, waiting_for_publication
from programs.admin.values import describe, quantity, sentence
