"""Limits of password reset e-mails."""

import hashlib
from datetime import datetime, timedelta

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.forms.auth import PasswordResetForm

from portal.admin.sign_in import TooManyAttemptsError
from portal.web import client_address

#: Limits within WINDOW.
TO_MAILBOX = 3
OF_ADDRESS = 10
WINDOW = timedelta(hours=1)


class LimitedPasswordResetForm(PasswordResetForm):
    """Counts requests, not sent messages: the response does not disclose who has an account."""

    def save(self, *args, request: HttpRequest, **kwargs) -> None:
        mailbox = self.cleaned_data["email"].casefold()
        for name, limit in ((f"address {client_address(request)}", OF_ADDRESS), (f"mailbox {mailbox}", TO_MAILBOX)):
            if until := take_slot(name, limit, WINDOW):
                raise TooManyAttemptsError(until)
        super().save(*args, request=request, **kwargs)


def take_slot(name: str, limit: int, window: timedelta) -> datetime | None:
    """Take one of `limit` slots, each free again after the window; if none is free, return when one will be."""
    digest = hashlib.sha256(name.encode()).hexdigest()
    keys = [f"portal.slots.{digest}.{number}" for number in range(limit)]
    until = timezone.now() + window
    if any(cache.add(key, until, window.total_seconds()) for key in keys):
        return None
    return min(cache.get_many(keys).values(), default=None)
