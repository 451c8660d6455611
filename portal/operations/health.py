"""Health checks for monitoring.

`/health/` checks this process only. `/health/ready/` runs all checks; the site can serve readers while the essential
ones are up. Responses contain no secrets.
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
    """A component is down. The message is public: no addresses, no secrets."""


@dataclass(frozen=True)
class HealthCheck:
    """`run` returns details to show, or raises HealthCheckError. Without an essential component no page is served."""

    name: str
    run: Callable[[], dict]
    is_essential: bool = False

    def state(self) -> dict:
        try:
            return {"status": UP, **self.run()}
        except HealthCheckError as error:
            return {"status": DOWN, "reason": str(error)}
        except Exception:
            # A process boundary: the message goes to the log only.
            logger.exception("Health check “%s” failed", self.name)
            return {"status": DOWN, "reason": "the check failed; see the log"}


_checks: dict[str, HealthCheck] = {}


def register_health_check(name: str, run: Callable[[], dict], *, is_essential: bool = False) -> None:
    _checks[name] = HealthCheck(name, run, is_essential)


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
    """{"status": "ready" | "degraded" | "down", "parts": {name: {"status": "up" | "down", …}}}; 503 if down."""
    states = {name: check.state() for name, check in _checks.items()}
    down = {name for name, state in states.items() if state["status"] == DOWN}
    is_down = any(_checks[name].is_essential for name in down)
    status = "down" if is_down else "degraded" if down else "ready"
    return JsonResponse({"status": status, "parts": states}, status=503 if is_down else 200)


def periodic_jobs_health() -> dict[str, str]:
    """Return {name of job: time of its last success}; down if one failed last or is overdue."""
    if problems := job_problems(timezone.now()):
        raise HealthCheckError(", ".join(problems))
    return last_successes()
