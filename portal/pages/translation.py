"""Patches of wagtail-localize 1.14.

It slugifies translated slugs without Unicode letters, which empties Arabic ones. And it saves a translation into the
public page before it publishes it in another transaction, too late for publication checks: here both are one
transaction, and a translation that is not published leaves the public page unchanged.
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
                # Raised after the commit: the errors that are stored with each segment must stay.
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
