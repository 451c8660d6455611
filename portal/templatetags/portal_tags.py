"""Tags that every template has."""

from django import template
from django.utils.html import format_html

from portal import formats
from portal.languages import current_language, direction

register = template.Library()


@register.filter
def isolate(text):
    """Keep a name or number from reordering what stands around it."""
    return formats.isolate(text)


@register.filter
def direction_of(language: str) -> str:
    return direction(language)


@register.filter
def day(value):
    """A date as readers write it, with its machine form."""
    if not value:
        return ""
    text = formats.format_date(value, value, "day", current_language())
    return format_html('<time datetime="{}">{}</time>', value.isoformat()[:10], text)


@register.filter
def file_size(size: int) -> str:
    return formats.format_file_size(size, current_language())
