"""The search box, a built-in tag of every template (`TEMPLATES` in the settings)."""

from django import template
from django.urls import reverse

register = template.Library()


@register.inclusion_tag("search/components/search_form.html")
def search_form(**inputs) -> dict:
    return {"url": reverse("search"), "suggestions_url": reverse("search_suggestions"), **inputs}


@register.inclusion_tag("search/components/search_key.html")
def masthead_search() -> dict:
    """The search box of the masthead, which the / key opens."""
    return {"url": reverse("search")}
