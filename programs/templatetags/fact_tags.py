"""Addresses of facts in templates: those of a page of a past day lead to that day."""

from django import template

from programs.presentation import fact_url as address_of_fact

register = template.Library()


@register.simple_tag
def fact_url(name: str, *codes: str, **query: str) -> str:
    return address_of_fact(name, *codes, **query)
