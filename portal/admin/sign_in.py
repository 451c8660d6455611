"""What a browser gets when it signs in, or tries too often."""

from datetime import datetime
from math import ceil

from axes.handlers.proxy import AxesProxyHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal.admin.known_devices import remember_device


class TooManyAttemptsError(Exception):
    """Something was asked for too often; `until` is when it can be asked for again."""

    def __init__(self, until: datetime):
        super().__init__(f"too many attempts; the next is at {until:%H:%M}")
        self.until = until


class SignInMiddleware:
    """Know the device again where somebody signed in, and say when to try again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if account := getattr(request, "signed_in_as", ""):
            remember_device(request, response, account)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return too_many_attempts(request, exception.until) if isinstance(exception, TooManyAttemptsError) else None


def sign_in_refused(request: HttpRequest, response: HttpResponse | None, credentials: dict | None) -> HttpResponse:
    """Answer django-axes for a sign-in during a pause (AXES_LOCKOUT_CALLABLE)."""
    handler = AxesProxyHandler.get_implementation()
    return too_many_attempts(request, handler.paused_until(request, credentials) or timezone.now())


def too_many_attempts(request: HttpRequest, until: datetime) -> HttpResponse:
    seconds = max(1, ceil((until - timezone.now()).total_seconds()))
    context = {"until": until, "minutes": ceil(seconds / 60)}
    response = render(request, "portal/admin/too_many_attempts.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response
