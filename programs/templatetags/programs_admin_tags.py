"""Values of the ledger in templates of the admin."""

from django import template

from programs.admin import values

register = template.Library()


@register.filter
def quantity(observation):
    return values.quantity(observation)


@register.filter
def sentence(observation) -> str:
    return values.sentence(observation)


@register.filter
def of_what(observation) -> str:
    return values.describe(observation)
