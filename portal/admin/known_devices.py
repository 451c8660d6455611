"""Browsers in which an account has signed in before: a signed cookie for each account."""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from portal.settings.policy import ADMIN_PREFIX

SECONDS = 365 * 24 * 3600


def known_device(request: HttpRequest, account: str) -> str:
    """Return the name of the device, or '' where the account never signed in on it."""
    return request.get_signed_cookie(_cookie(account), default="", salt=_salt(account), max_age=SECONDS)


def remember_device(request: HttpRequest, response: HttpResponse, account: str) -> None:
    response.set_signed_cookie(
        _cookie(account),
        known_device(request, account) or secrets.token_urlsafe(16),
        salt=_salt(account),
        max_age=SECONDS,
        path=ADMIN_PREFIX,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _cookie(account: str) -> str:
    return f"device-{salted_hmac(__name__, account).hexdigest()[:12]}"


def _salt(account: str) -> str:
    return f"{__name__}.{account}"
