"""What the portal said on a day: `?as_of=2025-01-31` in the address of a page of facts, or of its twin for machines."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from portal.l10n import current_language, format_date
from programs.presentation.addresses import AS_OF, links_of
from programs.statistics import end_of


class NoDayError(Exception):
    """There is nothing of the day that an address asks for. `code` and `status` (RFC 9110) are for machines, and
    `message` says why to a reader, in whatever language is active when it is read."""

    code: str
    status: int

    def __init__(self, message):
        super().__init__(message)
        self.message = message


class NoSuchDayError(NoDayError):
    """What an address names as a day is none, or has not come yet."""

    code, status = "no-such-day", 400


class NotYetKnownError(NoDayError):
    """The portal had nothing of what is asked for on that day."""

    code, status = "not-yet-known", 404

    def __init__(self):
        super().__init__(_("On that day the portal had published nothing of this yet."))


@dataclass(frozen=True)
class PastDay:
    """A day of which a page tells, for its banner and its form. `today_url` leads to what is known now; `kept` is what
    else the address says, and stays in it when another day is asked for."""

    day: date | None
    text: str
    today_url: str
    latest: date
    kept: dict[str, str]

    @property
    def iso(self) -> str:
        return self.day.isoformat() if self.day else ""


def day_asked(request: HttpRequest) -> date | None:
    """Return the day that an address asks for, None for now. Raises NoSuchDayError."""
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
    """Return the last moment of a day in the portal's time zone; now where there is no day."""
    return end_of(day) if day else timezone.now()


def refuse_unless_known(day: date | None, *found: Iterable) -> None:
    """Raise NotYetKnownError where a page of a past day would be empty; that of today says itself that it is."""
    if day and not any(found):
        raise NotYetKnownError


def past_day(request: HttpRequest, day: date | None) -> PastDay:
    language = current_language()
    request.noindex = day is not None
    rest = request.GET.copy()
    for name in (AS_OF, "page"):
        rest.pop(name, None)
    return PastDay(
        day=day,
        text=format_date(day, day, "day", language) if day else "",
        today_url=f"{request.path}?{rest.urlencode()}" if rest else request.path,
        latest=timezone.localdate(),
        kept=rest.dict(),
    )


def kept_out(response: HttpResponse) -> HttpResponse:
    """Tell search engines to leave out a page: what was said on a day is not what is said."""
    response["X-Robots-Tag"] = "noindex"
    return response


def told_to_reader(request: HttpRequest, error: NoDayError) -> HttpResponse:
    """Say why there is no page of the day asked for, and lead to that of today."""
    context = {"message": error.message, "past": past_day(request, None)}
    return render(request, "programs/no_such_day.html", context, status=error.status)


def of_a_day(
    view: Callable[..., HttpResponse], told: Callable[[HttpRequest, NoDayError], HttpResponse] = told_to_reader
) -> Callable[..., HttpResponse]:
    """Make a view answer for days. It is given the day (None for today) as `day`; links that it makes lead to pages
    of that day, search engines leave its answer out, and what is no day is explained by `told`."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            day = day_asked(request)
            with links_of(day):
                response = view(request, *args, day=day, **kwargs)
                # A page of Wagtail is rendered by its handler, when the day of its links is forgotten.
                if day and hasattr(response, "render"):
                    response.render()
        except NoDayError as error:
            return kept_out(told(request, error))
        return kept_out(response) if day else response

    return answer
