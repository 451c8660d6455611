"""Values of the ledger in templates of the admin."""

from django import template

from programs.admin import describe, quantity, sentence

register = template.Library()
register.filter("quantity", quantity)
register.filter("sentence", sentence)
register.filter("of_what", describe)
