"""What a figure block would show, while an editor chooses: drawn like on the page, or refused with a way on."""

import json
from dataclasses import fields

from django.http import HttpRequest, HttpResponseBadRequest, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.languages import current_language, language_codes
from programs.blocks import figure_blocks
from programs.blocks.selection import FIRST, MORE
from programs.live_figures.offers import wider
from programs.statistics import Question, ask_many

#: The prefix under which the form sends the fields of one block, whatever place it has on the page.
PREFIX = "block"


@require_POST
def figure_preview(request: HttpRequest, kind: str) -> JsonResponse:
    """Return {html: {language: document}, message, nearest: {field: code}} for the fields of one block."""
    block = dict(figure_blocks()).get(kind)
    if block is None or not hasattr(block, "objection"):
        return HttpResponseBadRequest()
    value = block.value_from_datadict(request.POST, request.FILES, PREFIX)
    if not value.get("indicator"):
        return JsonResponse({"html": "", "message": "", "nearest": None})
    objection = block.objection(value, ask_many(value.questions))
    if objection:
        return JsonResponse(
            {"html": "", "message": str(objection.message), "nearest": nearest_in(block, value, objection)}
        )
    return JsonResponse({"html": document(block, value, language_of(request)), "message": "", "nearest": None})


def language_of(request: HttpRequest) -> str:
    asked = request.POST.get("language", "")
    return asked if asked in language_codes() else current_language()


def document(block, value, language: str) -> str:
    """Return a whole document with the block in it, as the public site would show it."""
    with override(language):
        context = {
            "content": block.render(value),
            "language": language,
            "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        }
        return render_to_string("programs/admin/figure_preview.html", context)


def nearest_in(block, value, objection) -> dict[str, str] | None:
    """Return the fields of the nearest question that has an answer; None where the form cannot ask it."""
    question = objection.nearest or nearest_with_value(value)
    if question is None or (beyond(question) - set(block.child_blocks)):
        return None
    codes = question.as_codes()
    by = [*question.by, "", ""]
    found = {name: codes.get(name, "") for name in (*FIRST, *MORE) if name != "event"}
    found["role"] = question.role
    for name, dimension in (("by", by[0]), ("columns", by[1])):
        if name in block.child_blocks:
            found[name] = dimension
        elif dimension:
            return None
    return found


def nearest_with_value(value) -> Question | None:
    """Return the selection that has an answer once one thing is left out."""
    answers = ask_many(wider(value.question), explain=False)
    return next((answer.question for answer in answers if answer.rows), None)


def beyond(question: Question) -> set[str]:
    """Return what a question asks that no form has a field for."""
    asked = {field.name for field in fields(question) if getattr(question, field.name) != field.default}
    return asked - {*FIRST, *MORE, "by"}


def figure_preview_script() -> str:
    """Return the script of the form, with its words."""
    labels = {
        "title": _("What readers will see"),
        "failed": _("The preview cannot be shown at the moment. What you entered is kept."),
        "nearest": _("Choose the nearest selection that has an answer"),
    }
    return format_html(
        '<script src="{}" data-figure-preview-labels="{}" defer></script>',
        static("portal/admin/figure-preview.js"),
        json.dumps(labels, ensure_ascii=False),
    )
