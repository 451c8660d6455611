"""The rich text feature "live-figure": an entity of Draftail that stores codes and shows the current value."""

from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from draftjs_exporter import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import KEEP_WHITESPACE, InlineEntityElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text.feature_registry import FeatureRegistry

from programs.editorial import CODES, EMBED_TYPE, FigureHandler, codes_in, in_words, question_of, resolve_answers
from programs.presentation import figure_of

ENTITY = "LIVE-FIGURE"

#: Display attributes of a chip, never stored.
SHOWN = ("title", "unanswered")


class FigureElementHandler(InlineEntityElementHandler):
    """Read the stored element and give its chip a text."""

    mutability = "IMMUTABLE"

    def __init__(self):
        super().__init__(ENTITY)

    def handle_starttag(self, name, attrs, state, contentstate):
        super().handle_starttag(name, attrs, state, contentstate)
        state.current_block.text += chip(dict(attrs))["text"]
        state.leading_whitespace = KEEP_WHITESPACE

    def get_attribute_data(self, attrs):
        shown = chip(attrs)
        return {**codes_in(attrs), **{name: shown[name] for name in SHOWN if shown[name]}}


def chip(codes: dict[str, str]) -> dict[str, str]:
    """Return text, title and "unanswered" ("true" or "") of a figure's chip."""
    question = question_of(codes)
    row = resolve_answers([question])[question].row if question else None
    words = in_words([question])[question] if question else ""
    if row is None:
        return {"text": _("figure not available"), "title": words, "unanswered": "true"}
    figure = figure_of(row)
    return {
        "text": figure.quantity_text,
        "title": " · ".join(filter(None, [words, figure.period_text])),
        "unanswered": "",
    }


def element(props: dict):
    """Write the stored element: codes only."""
    return DOM.create_element("embed", {"embedtype": EMBED_TYPE, **codes_in(props)})


#: Known to portal.pages.blocks by this name.
FEATURE = "live-figure"


class FigureFeature(EntityFeature):
    """The entity, with the plugin that keeps the caret out of it."""

    def construct_options(self, options):
        super().construct_options(options)
        options.setdefault("plugins", []).append({"type": FEATURE})


def register_feature(features: FeatureRegistry) -> None:
    features.register_embed_type(FigureHandler)
    rule = {
        "from_database_format": {f'embed[embedtype="{EMBED_TYPE}"]': FigureElementHandler()},
        "to_database_format": {"entity_decorators": {ENTITY: element}},
    }
    features.register_converter_rule("contentstate", FEATURE, rule)
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        FigureFeature(
            {
                "type": ENTITY,
                "icon": "decimal",
                "description": gettext_lazy("Live figure"),
                # Preserved on paste.
                "attributes": [*CODES, *SHOWN],
                "chooserUrls": {"figure": reverse_lazy("programs_live_figure")},
            },
            js=["programs/admin/live-figure.js"],
        ),
    )
