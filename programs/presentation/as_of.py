"""Pages as of a past day: `?as_of=2025-01-31` in the URL of a page of facts or of its file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.l10n import current_language, format_date
from programs.presentation.addresses import AS_OF, links_as_of
from programs.statistics import end_of_day


class AsOfError(Exception):
    """There is nothing to show as of the day. `code` and `status` (RFC 9110) are for machines, `message` for people."""

    code: str
    status: int

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


class NoSuchDayError(AsOfError):
    """The parameter is not a date, or lies in the future."""

    code, status = "no-such-day", 400


class NotYetKnownError(AsOfError):
    """Nothing of this had been published by that day."""

    code, status = "not-yet-known", 404

    def __init__(self) -> None:
        super().__init__(_("On that day the portal had published nothing of this yet."))


@dataclass(frozen=True)
class PastDay:
    """The day of a page, for its banner and its form. `other_params` are kept by the form."""

    day: date | None
    text: str
    today_url: str
    latest: date
    other_params: dict[str, str]


def parse_as_of(request: HttpRequest) -> date | None:
    """Return the day that a request asks for, None for now. Raises NoSuchDayError."""
    text = request.GET.get(AS_OF, "").strip()
    if not text:
        return None
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    # Databases and calendars know years of four digits only.
    if day is None or day.year < 1900:
        raise NoSuchDayError(_("That is no day of the calendar. A day is written as in 2025-01-31."))
    if day > timezone.localdate():
        raise NoSuchDayError(_("That day has not come yet: nobody knows what the portal will say."))
    return day


def moment_of(day: date | None) -> datetime:
    """Return the last moment of a day in the portal's time zone; now for None."""
    return end_of_day(day) if day else timezone.now()


def require_known(day: date | None, *found: object) -> None:
    """Raise NotYetKnownError if a page of a past day would be empty; that of today says so itself."""
    if day and not any(found):
        raise NotYetKnownError


def past_day(request: HttpRequest, day: date | None) -> PastDay:
    rest = request.GET.copy()
    for name in (AS_OF, "page"):
        rest.pop(name, None)
    return PastDay(
        day=day,
        text=format_date(day, day, "day", current_language()) if day else "",
        today_url=f"{request.path}?{rest.urlencode()}" if rest else request.path,
        latest=timezone.localdate(),
        other_params={name: str(value) for name, value in rest.items()},
    )


def mark_noindex(response: HttpResponse) -> HttpResponse:
    """Exclude a response from search engines, as a page of the past is no longer what the portal says."""
    response["X-Robots-Tag"] = "noindex"
    return response


def error_page(request: HttpRequest, error: AsOfError) -> HttpResponse:
    """Explain why there is no page as of the day, and link to that of today."""
    request.past = past_day(request, None)  # type: ignore[attr-defined]  # Templates read it.
    return render(request, "programs/no_such_day.html", {"message": error.message}, status=error.status)


def serve_as_of(
    view: Callable[..., HttpResponse], on_error: Callable[[HttpRequest, AsOfError], HttpResponse] = error_page
) -> Callable[..., HttpResponse]:
    """Pass the requested day to a view as `day` (None for today), and turn AsOfError into a response by `on_error`.

    Links that the view builds keep the day. Responses as of a past day are not to be indexed.
    """

    @wraps(view)
    def serve(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            day = parse_as_of(request)
            # Templates read them.
            request.noindex = day is not None  # type: ignore[attr-defined]
            request.past = past_day(request, day)  # type: ignore[attr-defined]
            with links_as_of(day):
                response = view(request, *args, day=day, **kwargs)
                # Wagtail's pages are rendered by the handler, outside of this context.
                if day and hasattr(response, "render"):
                    response.render()
        except AsOfError as error:
            return mark_noindex(on_error(request, error))
        return mark_noindex(response) if day else response

    return serve
