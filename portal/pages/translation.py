"""Mends what wagtail-localize does to Arabic, and to pages that may not be published.

wagtail-localize 1.14 makes a slug of a translated one without keeping Unicode letters, so that an Arabic slug
comes out empty and is thrown away. Django's `slugify` keeps them if it is asked to.

It also writes a translation into the public page first, and publishes it when that is committed: too late for what
publishing refuses. Here both are one transaction, and what is no publication leaves a public translation alone.
"""

from functools import partial, wraps

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page
from wagtail_localize import models as localize

from portal.pages.publication import refuse_unless_fit

unicode_slugify = partial(slugify, allow_unicode=True)


def keep_unicode_slugs() -> None:
    localize.slugify = unicode_slugify


def publish_in_one_transaction() -> None:
    write = localize.TranslationSource.create_or_update_translation

    @wraps(write)
    def create_or_update_translation(source, locale, user=None, publish=True, **kwargs):
        model = source.specific_content_type.model_class()
        if not issubclass(model, Page):
            return write(source, locale, user=user, publish=publish, **kwargs)
        known = None if publish else model.objects.filter(translation_key=source.object_id, locale=locale).first()
        if known is not None and known.live and not known.alias_of_id:
            return known, False
        refusal = None
        with transaction.atomic():
            try:
                page, created = write(source, locale, user=user, publish=False, **kwargs)
            except ValidationError as error:
                # It has noted at each sentence what is wrong with it: that is kept.
                refusal = error
            else:
                if publish:
                    page.get_latest_revision().publish()
                elif page.live:
                    refuse_unless_fit(page)
        if refusal is not None:
            raise refusal
        return page, created

    localize.TranslationSource.create_or_update_translation = create_or_update_translation
