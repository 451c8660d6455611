"""Sign-in: known devices, and the response to too many attempts."""

import secrets
from datetime import datetime
from math import ceil

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.deprecation import MiddlewareMixin

from portal.settings.policy import ADMIN_PREFIX
from portal.web import response_to

DEVICE_SECONDS = 365 * 24 * 3600


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
