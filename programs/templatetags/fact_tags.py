"""URLs of facts in templates; on a page of a past day they lead to that day."""

from django import template

from programs.presentation import fact_url

register = template.Library()
register.simple_tag(fact_url)
