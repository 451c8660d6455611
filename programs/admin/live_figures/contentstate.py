"""Live figures in Draftail: an entity that stores codes and shows the current value."""

from django.utils.translation import gettext as _
from draftjs_exporter import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import KEEP_WHITESPACE, InlineEntityElementHandler

from programs.editorial import CODES, EMBED_TYPE, codes_in, in_words, question_of, resolve_answers
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


RULE = {
    "from_database_format": {f'embed[embedtype="{EMBED_TYPE}"]': FigureElementHandler()},
    "to_database_format": {"entity_decorators": {ENTITY: element}},
}
#: Attributes that Draftail preserves on paste.
ATTRIBUTES = [*CODES, *SHOWN]
