"""Facts in the admin."""

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from portal.admin import register_action, register_tasks
from programs.admin import (
    CorrectView,
    DeleteFacts,
    FactsGroup,
    ReleaseBulkAction,
    figure_preview,
    figure_preview_script,
    label_draft_button,
    live_figure_urls,
    record_event,
    record_value,
    refuse_deletion,
    register_feature,
    register_field_overrides,
    release_menu_item,
    waiting_for_publication,
)

register_field_overrides()
register_snippet(FactsGroup)

hooks.register("before_delete_snippet", refuse_deletion)
hooks.register("register_snippet_action_menu_item", release_menu_item)
hooks.register("construct_snippet_action_menu", label_draft_button)
hooks.register("register_bulk_action", ReleaseBulkAction)
# After Wagtail's own action of the same name, so that this one is taken.
hooks.register("register_bulk_action", DeleteFacts, order=10)
hooks.register("register_rich_text_features", register_feature)
hooks.register("insert_editor_js", figure_preview_script)

register_action(record_event, order=10)
register_action(record_value, order=30)
register_tasks(waiting_for_publication, order=15)

ICONS = ("building", "chart", "gift", "hammer", "layers", "map-pin", "not-equal", "ruler", "scales", "target")


@hooks.register("register_log_actions")
def register_log_actions(actions) -> None:
    actions.register_action("programs.release", _("Publish"), _("Published"))
    actions.register_action("programs.correct", _("Correct"), _("Published as a correction"))


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    return [*icons, *(f"programs/admin/icons/{name}.svg" for name in ICONS)]


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [
        path("facts/correct/<int:pk>/", CorrectView.as_view(), name="programs_correct"),
        path("figures/preview/", figure_preview, {"kind": ""}, name="programs_figure_preview"),
        path("figures/preview/<slug:kind>/", figure_preview),
        *live_figure_urls,
    ]


@hooks.register("insert_global_admin_css")
def facts_css():
    return format_html('<link rel="stylesheet" href="{}">', static("programs/admin/facts.css"))
