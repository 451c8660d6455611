"""Buttons of the forms of events and values: “Save draft”, and “Save and publish” with permission."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.action_menu import ActionMenuItem, SaveMenuItem

from programs.facts import DistributionEvent, Observation, may_release


class ReleaseMenuItem(ActionMenuItem):
    name = "action-release"
    label = _("Save and publish")
    icon_name = "upload"
    order = 20
    template_name = "programs/admin/release_button.html"

    def is_shown(self, context):
        return super().is_shown(context) and may_release(context["request"].user)


class SaveDraftMenuItem(SaveMenuItem):
    template_name = "programs/admin/save_draft_button.html"


def release_menu_item(model):
    """Wagtail's hook `register_snippet_action_menu_item`."""
    return ReleaseMenuItem() if model is DistributionEvent else None


def label_draft_button(menu_items: list, request, context) -> None:
    """Wagtail's hook `construct_snippet_action_menu`: label the save button of drafts."""
    record = context.get("instance")
    if context["model"] not in (DistributionEvent, Observation) or (record is not None and record.is_released):
        return
    for position, item in enumerate(menu_items):
        if isinstance(item, SaveMenuItem):
            menu_items[position] = SaveDraftMenuItem(order=0)
