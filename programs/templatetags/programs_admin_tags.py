"""Values of the ledger in templates of the admin."""

from django import template

from programs.admin import describe
from programs.admin import quantity as quantity_of
from programs.admin import sentence as sentence_of

register = template.Library()


@register.filter
def quantity(observation):
    return quantity_of(observation)


@register.filter
def sentence(observation) -> str:
    return sentence_of(observation)


@register.filter
def of_what(observation) -> str:
    return describe(observation)
