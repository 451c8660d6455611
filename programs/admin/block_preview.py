"""Preview of a figure block while an editor fills it."""

import json

from django.http import HttpRequest, HttpResponseBadRequest, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import get_language_info, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.l10n import current_language, language_codes
from programs.admin.nearest_selection import nearest_selection
from programs.editorial import NO_VALUE, figure_blocks
from programs.presentation import is_pending_release

#: Prefix of the block's fields in the request, wherever the block stands on the page.
PREFIX = "block"

PENDING = gettext_lazy("This figure is a draft: readers see it as soon as the article of its event is published.")


@require_POST
def figure_preview(request: HttpRequest, kind: str) -> JsonResponse:
    """Return {html: document, message, nearest: {words, fields: {field: code}}} for the fields of one block."""
    block = dict(figure_blocks()).get(kind)
    if block is None or not hasattr(block, "objection"):
        return HttpResponseBadRequest()
    value = block.value_from_datadict(request.POST, request.FILES, PREFIX)
    if not value.get("indicator"):
        return JsonResponse({"html": "", "message": "", "nearest": None})
    answers = value.answers()
    objection = block.objection(value, answers)
    if objection is NO_VALUE and is_pending_release(value.question):
        return JsonResponse({"html": "", "message": str(PENDING), "nearest": None})
    if objection:
        nearest = nearest_selection(block, value, objection)
        return JsonResponse({"html": "", "message": str(objection.message), "nearest": nearest and nearest.as_json()})
    return JsonResponse(
        {
            "html": document(block, value, language_of(request)),
            "message": str(block.remark(value, answers)),
            "nearest": None,
        }
    )


def language_of(request: HttpRequest) -> str:
    language = request.POST.get("language", "")
    return language if language in language_codes() else current_language()


def document(block, value, language: str) -> str:
    """Return an HTML document with the block as the public site shows it."""
    with override(language):
        context = {
            "content": block.render(value),
            "language": language,
            "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        }
        return render_to_string("programs/admin/figure_preview.html", context)


def figure_preview_script() -> str:
    """Return the script element of the preview, with its labels."""
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
