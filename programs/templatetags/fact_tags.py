"""Addresses of facts in templates: those of a page of a past day lead to that day."""

from django import template

from programs import addresses

register = template.Library()


@register.simple_tag
def fact_url(name: str, *codes: str, **query: str) -> str:
    return addresses.fact_url(name, *codes, **query)
