"""Whom to ask for a publication, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from portal.l10n import comma_join, current_language

#: How many people are named to whoever may not publish.
NAMED = 3


def suggest_publishers(users: Iterable) -> str:
    """Return whom to ask, by name; administrators where nobody else may."""
    names = [user.get_full_name() or user.get_username() for user in users if user.is_active][:NAMED]
    if not names:
        return _("You may not publish it: ask an administrator.")
    return _("You may not publish it; these people may: %(names)s.") % {"names": comma_join(names, current_language())}
