"""What must hold of a page before anybody may read it, whichever way it is published.

Forms tell an editor most of it at the block concerned. A workflow, a schedule and a translation publish without a
form: they meet the same checks here, in the transaction that publishes.
"""

from collections.abc import Callable, Iterable

from wagtail.models import Page

#: What Wagtail calls the publishing of a page whose hour has come.
SCHEDULED = "wagtail.publish.scheduled"

Check = Callable[[Page], Iterable[str]]
_checks: list[Check] = []


class CannotPublishError(Exception):
    """A page is not fit to be published; `problems` says what to mend, in the active language."""

    def __init__(self, page: Page, problems: list[str]):
        super().__init__(f"{page}: {' '.join(problems)}")
        self.page = page
        self.problems = problems


def register_publication_check(check: Check) -> None:
    """Let an app say, in words for editors, why a page as it would be published is not fit for it."""
    _checks.append(check)


def refuse_unless_fit(page: Page) -> None:
    """Raise CannotPublishError where a check finds a problem. `page` is as it will be public, and so are its facts."""
    if problems := [str(problem) for check in _checks for problem in check(page)]:
        raise CannotPublishError(page, problems)
