"""Whether the portal lives, and which of its parts do: for whoever watches it, in words without secrets.

`/health/` asks nothing but this process. `/health/ready/` asks each part; readers can be sent here while the essential
ones are up, though others may be down.
"""

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.jobs import job_problems, last_successes

logger = logging.getLogger(__name__)

UP, DOWN = "up", "down"


class HealthCheckError(Exception):
    """A part does not work. Its text is public: a few words, no address, no secret."""


@dataclass(frozen=True)
class Part:
    """`check` returns facts to show, or raises HealthCheckError. Without an essential part no page can be served."""

    name: str
    check: Callable[[], dict]
    is_essential: bool = False

    def state(self) -> dict:
        try:
            return {"status": UP, **self.check()}
        except HealthCheckError as error:
            return {"status": DOWN, "reason": str(error)}
        except Exception:
            # A process boundary: whatever fails here is told as such, and its text to nobody but the log.
            logger.exception("The check of the part “%s” failed", self.name)
            return {"status": DOWN, "reason": "the check failed; see the log"}


_parts: dict[str, Part] = {}


def register_health_check(name: str, check: Callable[[], dict], *, is_essential: bool = False) -> None:
    _parts[name] = Part(name, check, is_essential)


def database() -> dict:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        raise HealthCheckError("does not answer") from error
    return {}


def data_folder() -> dict:
    if not os.access(settings.DATA_DIR, os.W_OK):
        raise HealthCheckError("cannot be written to")
    return {}


register_health_check("database", database, is_essential=True)
register_health_check("data_folder", data_folder)


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """{"status": "ready" | "degraded" | "down", "parts": {name: {"status": "up" | "down", …}}}; 503 where it is down."""
    states = {name: part.state() for name, part in _parts.items()}
    down = {name for name, state in states.items() if state["status"] == DOWN}
    is_down = any(_parts[name].is_essential for name in down)
    status = "down" if is_down else "degraded" if down else "ready"
    return JsonResponse({"status": status, "parts": states}, status=503 if is_down else 200)


def periodic_jobs_health() -> dict[str, str]:
    """{name of a job: time of its last success}; down where one failed last time or is overdue."""
    if problems := job_problems(timezone.now()):
        raise HealthCheckError(", ".join(problems))
    return last_successes()
