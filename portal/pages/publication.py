"""Publication checks, for every way to publish a page: form, workflow, schedule and translation.

They run in the transaction that publishes.
"""

from collections.abc import Callable, Iterable
from functools import partial, wraps

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize import models as localize

from portal.l10n import comma_join, current_language

#: Wagtail's log action of scheduled publication.
SCHEDULED = "wagtail.publish.scheduled"
#: How many publishers a refusal names.
NAMED = 3

Check = Callable[[Page], Iterable[str]]
_checks: list[Check] = []


class CannotPublishError(Exception):
    """A page fails its publication checks; `problems` says what to correct, in the active language."""

    def __init__(self, page: Page, problems: list[str]):
        super().__init__(f"{page}: {' '.join(problems)}")
        self.page = page
        self.problems = problems


def register_publication_check(check: Check) -> None:
    """Register a function that yields, in words for editors, why a page cannot be published."""
    _checks.append(check)


def refuse_unless_fit(page: Page) -> None:
    """Raise CannotPublishError if a check finds a problem in the page as it will be published."""
    if problems := [str(problem) for check in _checks for problem in check(page)]:
        raise CannotPublishError(page, problems)


def suggest_publishers(users: Iterable) -> str:
    """Return a sentence that names who may publish; administrators if there is nobody else."""
    names = [user.get_full_name() or user.get_username() for user in users if user.is_active][:NAMED]
    if not names:
        return _("You may not publish it: ask an administrator.")
    return _("You may not publish it; these people may: %(names)s.") % {"names": comma_join(names, current_language())}


def patch_wagtail_localize() -> None:
    """Patch wagtail-localize 1.14.

    It slugifies translated slugs without Unicode letters, which empties Arabic ones. And it saves a translation into
    the public page before it publishes it in another transaction, too late for publication checks: here both are one
    transaction, and a translation that is not published leaves the public page unchanged.
    """
    localize.slugify = partial(slugify, allow_unicode=True)
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
