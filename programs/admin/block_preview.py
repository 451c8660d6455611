"""Preview of a figure block while an editor fills it, and the nearest selection that it can show."""

import json
from collections.abc import Iterator
from dataclasses import fields

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_POST

from portal.l10n import current_language, direction, language_codes
from programs.editorial import (
    FIRST,
    MORE,
    NO_VALUE,
    Objection,
    SelectionBlock,
    SelectionValue,
    code_in,
    describe_changes,
    figure_blocks,
)
from programs.presentation import is_pending_release
from programs.statistics import Question, ask_many, edition_questions, other_splits, wider_questions

#: Prefix of the block's fields in the request, wherever the block stands on the page.
PREFIX = "block"

PENDING = gettext_lazy("This figure is a draft: readers see it as soon as the article of its event is published.")


@require_POST
def figure_preview(request: HttpRequest, kind: str) -> HttpResponse:
    """Return {html: document, message, nearest: {words, fields: {field: code}}} for the fields of one block."""
    block = dict(figure_blocks()).get(kind)
    if not isinstance(block, SelectionBlock):
        return HttpResponseBadRequest()
    value = block.value_from_datadict(request.POST, request.FILES, PREFIX)
    shown = {"html": "", "message": "", "nearest": None}
    if value.get("indicator"):
        answers = value.answers()
        objection = block.objection(value, answers)
        if objection is NO_VALUE and is_pending_release(value.question):
            shown["message"] = PENDING
        elif objection:
            shown |= {"message": objection.message, "nearest": nearest_selection(block, value, objection)}
        else:
            shown |= {"html": document(block, value, request), "message": block.remark(value, answers)}
    return JsonResponse(shown)


def document(block: SelectionBlock, value: SelectionValue, request: HttpRequest) -> str:
    """Return an HTML document with the block as the public site shows it, in the language of the page."""
    language = request.POST.get("language", "")
    with override(language if language in language_codes() else current_language()):
        context = {
            "content": block.render(value),
            "language": current_language(),
            "direction": direction(current_language()),
        }
        return render_to_string("programs/admin/figure_preview.html", context)


def figure_preview_script() -> str:
    labels = {
        "title": _("What readers will see"),
        "failed": _("The preview cannot be shown at the moment. What you entered is kept."),
        "nearest": _("The nearest selection that has an answer:"),
    }
    return format_html(
        '<script src="{}" data-figure-preview-labels="{}" defer></script>',
        static("programs/admin/figure-preview.js"),
        json.dumps(labels, ensure_ascii=False),
    )


def nearest_selection(block: SelectionBlock, value: SelectionValue, objection: Objection) -> dict | None:
    """Return the nearest selection to which the block has no objection: {field: code} to choose instead, and words.

    All candidates are queried at once.
    """
    before = block.get_prep_value(value)
    candidates = [(changes, block.to_python({**before, **changes})) for changes in _candidates(block, value, objection)]
    questions = list(dict.fromkeys(question for _changes, other in candidates for question in other.questions))
    answers = dict(zip(questions, ask_many(questions, explain=False), strict=True)) if questions else {}
    for changes, other in candidates:
        if block.objection(other, other.answers({"answers": answers})) is None:
            words = describe_changes(block.child_blocks, before, {**before, **changes})
            return {"fields": changes, "words": words}
    return None


def _candidates(block: SelectionBlock, value: SelectionValue, objection: Objection) -> Iterator[dict[str, str]]:
    """Yield changes, nearest first."""
    yield from objection.instead
    question = value.questions[0]
    nearby = [*edition_questions(question, ask_many), *other_splits(question), *wider_questions(question)]
    for other in filter(None, [objection.nearest, *nearby]):
        if changes := field_changes(block, question, other):
            yield changes


def field_changes(block: SelectionBlock, question: Question, other: Question) -> dict[str, str]:
    """Return the {field: code} that turn one question into another; {} where the form has no such fields."""
    before, after = _fields_of(question), _fields_of(other)
    changes = {name: code for name, code in after.items() if code != before[name]}
    for name, code in changes.items():
        child = block.child_blocks.get(name)
        # An event is chosen in a list of its own; to be without one takes one click.
        if child is None or (name == "event" if code else child.required):
            return {}
    return changes if _other_parameters(question) == _other_parameters(other) else {}


def _fields_of(question: Question) -> dict[str, str]:
    first, second, *_rest = [*question.by, "", ""]
    chosen = {name: code_in(getattr(question, name)) for name in (*FIRST, *MORE)}
    return {**chosen, "by": first, "columns": second, "scheme": question.scheme}


def _other_parameters(question: Question) -> set[tuple]:
    """Return the parameters of a question that no form has a field for."""
    known = {*FIRST, *MORE, "by", "scheme"}
    return {(field.name, getattr(question, field.name)) for field in fields(question) if field.name not in known}
