"""Live figures in the editor: an entity of Draftail whose text is the value of today, and is never stored."""

from django.utils.translation import gettext as _
from draftjs_exporter import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import KEEP_WHITESPACE, InlineEntityElementHandler

from programs.editorial import CODES, EMBED_TYPE, codes_in, in_words, question_of, resolve_answers
from programs.presentation import figure_of

ENTITY = "LIVE-FIGURE"

#: What a chip holds beside its codes, for the editor's eyes.
SHOWN = ("title", "unanswered")


class FigureElementHandler(InlineEntityElementHandler):
    """Reads the element: it has no text, so that the chip is given one."""

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
    """Return what the editor sees of a figure: its text, what it stands for, and whether it has no answer."""
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
    """Write the element: codes and nothing else, whatever text the chip had."""
    return DOM.create_element("embed", {"embedtype": EMBED_TYPE, **codes_in(props)})


RULE = {
    "from_database_format": {f'embed[embedtype="{EMBED_TYPE}"]': FigureElementHandler()},
    "to_database_format": {"entity_decorators": {ENTITY: element}},
}
#: What Draftail keeps of an entity that is pasted.
ATTRIBUTES = [*CODES, *SHOWN]
