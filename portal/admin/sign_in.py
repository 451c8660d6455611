"""Sign-in: known devices, limits of password reset e-mails, and the response to too many attempts."""

import hashlib
import secrets
from datetime import datetime, timedelta
from math import ceil

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.deprecation import MiddlewareMixin
from wagtail.admin.forms.auth import PasswordResetForm

from portal.settings.policy import ADMIN_PREFIX
from portal.web import client_address, response_to

DEVICE_SECONDS = 365 * 24 * 3600
#: Password reset e-mails within WINDOW.
TO_MAILBOX = 3
OF_ADDRESS = 10
WINDOW = timedelta(hours=1)


class TooManyAttemptsError(Exception):
    """Too many attempts; the next is possible at `until`."""

    def __init__(self, until: datetime):
        super().__init__(f"too many attempts; the next is at {until:%H:%M}")
        self.until = until


class SignInMiddleware(MiddlewareMixin):
    """Remember the device of a successful sign-in."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if account := getattr(request, "signed_in_as", ""):
            remember_device(request, response, account)
        return response


@response_to.register
def answer_too_many_attempts(error: TooManyAttemptsError, request: HttpRequest) -> HttpResponse:
    return too_many_attempts(request, error.until)


def sign_in_refused(request: HttpRequest, response: HttpResponse | None, credentials: dict | None) -> HttpResponse:
    """Respond to a sign-in during a pause (AXES_LOCKOUT_CALLABLE of django-axes)."""
    handler = AxesProxyHandler.get_implementation()
    return too_many_attempts(request, handler.paused_until(request, credentials) or timezone.now())


def too_many_attempts(request: HttpRequest, until: datetime) -> HttpResponse:
    seconds = max(1, ceil((until - timezone.now()).total_seconds()))
    context = {"until": until, "minutes": ceil(seconds / 60)}
    response = render(request, "portal/admin/too_many_attempts.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response


def known_device(request: HttpRequest, account: str) -> str:
    """Return the token of a device where the account signed in before, '' if it did not."""
    return request.get_signed_cookie(_cookie(account), default="", salt=_salt(account), max_age=DEVICE_SECONDS)


def remember_device(request: HttpRequest, response: HttpResponse, account: str) -> None:
    """Set a signed cookie for the account, only under the admin's path."""
    response.set_signed_cookie(
        _cookie(account),
        known_device(request, account) or secrets.token_urlsafe(16),
        salt=_salt(account),
        max_age=DEVICE_SECONDS,
        path=ADMIN_PREFIX,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _cookie(account: str) -> str:
    return f"device-{salted_hmac(__name__, account).hexdigest()[:12]}"


def _salt(account: str) -> str:
    return f"{__name__}.{account}"


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
