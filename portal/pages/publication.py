"""Publication checks, for every way to publish a page: form, workflow, schedule and translation.

They run in the transaction that publishes.
"""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from wagtail.models import Page

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
