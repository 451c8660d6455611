"""What the portal said on a day: `?as_of=2025-01-31` in the address of a card or of a programme."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from portal import formats
from portal.languages import current_language
from programs.statistics.decisions import end_of

NAME = "as_of"


class NoSuchDayError(Exception):
    """What an address names as a day is none, or has not come yet; the message says which, to a reader."""


class NotYetKnownError(Exception):
    """The portal did not have this figure on the day that is asked for."""


@dataclass(frozen=True)
class PastDay:
    """A day of which a page tells, for its banner and its form. `today_url` leads to what is known now."""

    day: date | None
    text: str
    today_url: str
    latest: date

    @property
    def iso(self) -> str:
        return self.day.isoformat() if self.day else ""


def day_asked(request: HttpRequest) -> date | None:
    """Return the day that an address asks for, None for now. Raises NoSuchDayError."""
    text = request.GET.get(NAME, "").strip()
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


def past_day(request: HttpRequest, day: date | None) -> PastDay:
    language = current_language()
    rest = request.GET.copy()
    for name in (NAME, "page"):
        rest.pop(name, None)
    return PastDay(
        day=day,
        text=formats.format_date(day, day, "day", language) if day else "",
        today_url=f"{request.path}?{rest.urlencode()}" if rest else request.path,
        latest=timezone.localdate(),
    )


def kept_out(response: HttpResponse) -> HttpResponse:
    """Tell search engines to leave out a page: what was said on a day is not what is said."""
    response["X-Robots-Tag"] = "noindex"
    return response


def no_such_day(request: HttpRequest, message: str, status: int) -> HttpResponse:
    """Say why there is no page of the day asked for, and lead to that of today."""
    context = {"message": message, "past": past_day(request, None)}
    return kept_out(render(request, "programs/no_such_day.html", context, status=status))


def of_a_day(view: Callable) -> Callable:
    """Make a view answer for days: what it says of a past one is marked, and what is no day is explained."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except NoSuchDayError as error:
            return no_such_day(request, str(error), 400)
        except NotYetKnownError:
            return no_such_day(request, _("On that day the portal did not have this figure yet."), 404)
        return kept_out(response) if request.GET.get(NAME, "").strip() else response

    return answer
