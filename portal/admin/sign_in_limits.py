"""Limits of failed sign-ins per account and IP address, per address, and per account.

django-axes records failures and refuses sign-ins during a pause; the handler here decides when one applies. An
attacker must not be able to lock the user out:

- an account pauses at one address, not everywhere;
- if an account is attacked from many addresses, each address has one attempt per pause;
- a device where the account signed in before has a limit of its own.

A pause ends by itself; attempts during it do not extend it.
"""

import logging
from collections.abc import Iterable
from datetime import datetime

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.admin.sign_in import known_device

#: Failures before a pause of settings.AXES_COOLOFF_TIME.
OF_DEVICE = 10
OF_ACCOUNT_AT_ADDRESS = 5
OF_ADDRESS = 30
#: Failures of an account on all unknown devices, after which each address has one attempt per pause.
OF_ACCOUNT = 30

logger = logging.getLogger(__name__)


def pause_ends(failures: Iterable[tuple[datetime, int]], limit: int) -> datetime | None:
    """Return when the number of recent failures falls below the limit; None if it is."""
    left, end = sum(count for _at, count in failures), None
    for at, count in sorted(failures):
        if left < limit:
            break
        left, end = left - count, at + settings.AXES_COOLOFF_TIME
    return end


def account_of(request: HttpRequest | None, credentials: dict | None) -> str:
    """Return the account's name, or a digest if there is no such account: users type passwords into the wrong field."""
    typed = (credentials or {}).get("username") or ""
    if get_user_model()._default_manager.filter(username=typed).exists():
        return typed
    return f"no account {salted_hmac(__name__, typed).hexdigest()[:16]}"


class SignInLimits(AxesDatabaseHandler):
    """Store the token of a known device in `user_agent`, '' for unknown devices."""

    def get_failures(self, request: HttpRequest, credentials: dict | None = None) -> int:
        """Return AXES_FAILURE_LIMIT (1) during a pause, else 0."""
        return int(self.paused_until(request, credentials) is not None)

    def paused_until(self, request: HttpRequest, credentials: dict | None = None) -> datetime | None:
        account, address = account_of(request, credentials), request.axes_ip_address
        recent = AccessAttempt.objects.filter(attempt_time__gte=get_cool_off_threshold(request))
        if device := known_device(request, account):
            return pause_ends(_failures(recent.filter(username=account, user_agent=device)), OF_DEVICE)
        recent = recent.filter(user_agent="")
        on_account = recent.filter(username=account)
        is_attacked = (on_account.aggregate(sum=Sum("failures_since_start"))["sum"] or 0) >= OF_ACCOUNT
        ends = (
            pause_ends(_failures(on_account.filter(ip_address=address)), 1 if is_attacked else OF_ACCOUNT_AT_ADDRESS),
            pause_ends(_failures(recent.filter(ip_address=address)), OF_ADDRESS),
        )
        return max(filter(None, ends), default=None)

    def user_login_failed(self, sender, credentials: dict, request: HttpRequest | None = None, **kwargs) -> None:
        was_refused = getattr(request, "axes_locked_out", False)
        if request is not None:
            request.axes_user_agent = known_device(request, account_of(request, credentials))
        super().user_login_failed(sender, credentials, request, **kwargs)
        logger.warning(
            "Sign-in failed: account=%r address=%s device=%s (%s)",
            account_of(request, credentials),
            getattr(request, "axes_ip_address", None),
            "known" if getattr(request, "axes_user_agent", "") else "unknown",
            "refused, not tried" if was_refused else "wrong name or password",
        )

    def user_logged_in(self, sender, request: HttpRequest, user, **kwargs) -> None:
        super().user_logged_in(sender, request, user, **kwargs)
        request.signed_in_as = user.get_username()


def prune_sign_in_failures() -> int:
    """Delete failures older than the pause; return their number."""
    return AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - settings.AXES_COOLOFF_TIME).delete()[0]


def _failures(attempts: QuerySet) -> list[tuple[datetime, int]]:
    return list(attempts.values_list("attempt_time", "failures_since_start"))
