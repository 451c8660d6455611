"""Mends what wagtail-localize does to Arabic.

wagtail-localize 1.14 makes a slug of a translated one without keeping Unicode letters, so that an Arabic slug
comes out empty and is thrown away. Django's `slugify` keeps them if it is asked to.
"""

from functools import partial

from django.utils.text import slugify
from wagtail_localize import models as localize

unicode_slugify = partial(slugify, allow_unicode=True)


def keep_unicode_slugs() -> None:
    localize.slugify = unicode_slugify
