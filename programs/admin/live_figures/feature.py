"""Register the rich text feature "live-figure": button, chip and dialog."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text.feature_registry import FeatureRegistry

from programs.admin.live_figures import contentstate
from programs.editorial import FigureHandler

#: Known to portal.pages.blocks by this name.
FEATURE = "live-figure"


class FigureFeature(EntityFeature):
    """The entity, with the plugin that keeps the caret out of it."""

    def construct_options(self, options):
        super().construct_options(options)
        options.setdefault("plugins", []).append({"type": FEATURE})


def register_feature(features: FeatureRegistry) -> None:
    features.register_embed_type(FigureHandler)
    features.register_converter_rule("contentstate", FEATURE, contentstate.RULE)
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        FigureFeature(
            {
                "type": contentstate.ENTITY,
                "icon": "decimal",
                "description": _("Live figure"),
                "attributes": contentstate.ATTRIBUTES,
                "chooserUrls": {"figure": reverse_lazy("programs_live_figure")},
            },
            js=["programs/admin/live-figure.js"],
        ),
    )
