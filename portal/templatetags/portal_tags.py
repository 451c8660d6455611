"""Tags and filters built into every template."""

import json

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from portal.l10n import current_language, direction, format_date, format_file_size, isolate

register = template.Library()
register.filter("isolate", isolate)
register.filter("direction_of", direction)


@register.filter
def day(value):
    if not value:
        return ""
    text = format_date(value, value, "day", current_language())
    return format_html('<time datetime="{}">{}</time>', value.isoformat()[:10], text)


@register.filter
def file_size(size: int) -> str:
    return format_file_size(size, current_language())


@register.simple_tag
def style_sheets() -> str:
    return _for_each('<link rel="stylesheet" href="{}">', settings.STYLE_SHEETS)


@register.simple_tag
def script_modules() -> str:
    return _for_each('<script type="module" src="{}"></script>', settings.SCRIPT_MODULES)


def _for_each(element: str, paths: list[str]) -> str:
    return format_html_join("\n  ", element, ((static(path),) for path in paths))


#: Characters that could end a script element (as in Django's json_script).
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def structured_data(context):
    """Render a portal page as schema.org JSON-LD; '' for other pages."""
    page, request = context.get("page"), context.get("request")
    if not hasattr(page, "structured_data") or request is None:
        return ""
    data = json.dumps(page.structured_data(request), ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{data}</script>')
