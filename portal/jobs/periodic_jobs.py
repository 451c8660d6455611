"""Registry and scheduler of periodic jobs, run by the worker.

A file lock in DATA_DIR keeps two workers from running the same job; the kernel releases it with the process.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files import locks
from django.core.management import call_command
from django.db import close_old_connections, connections, models
from django.utils import timezone

logger = logging.getLogger(__name__)

#: Seconds between two checks of what is due.
TICK = 5.0
FIRST_RETRY = timedelta(minutes=1)
#: Delay after which a job counts as overdue.
GRACE = timedelta(minutes=10)


class JobRun(models.Model):
    """The last run of a job, for all workers and the health check."""

    name = models.CharField(max_length=64, primary_key=True)
    attempted_at = models.DateTimeField()
    succeeded_at = models.DateTimeField(null=True)
    #: Consecutive, since the last success.
    failures = models.PositiveIntegerField(default=0)
    error = models.TextField(default="", blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Job:
    name: str
    every: timedelta
    do: Callable[[], object]


_jobs: dict[str, Job] = {}


def register_job(name: str, every: timedelta, do: Callable[[], object]) -> None:
    _jobs[name] = Job(name, every, do)


def register_command(name: str, every: timedelta, *arguments: str) -> None:
    register_job(name, every, lambda: call_command(name, *arguments, verbosity=0))


def due_at(job: Job, run: JobRun | None) -> datetime | None:
    """Return when a job is due, None for now. Failures are retried with exponential backoff up to its interval."""
    if run is None:
        return None
    if run.failures:
        # The bound keeps the timedelta from overflowing.
        return run.attempted_at + min(job.every, FIRST_RETRY * 2 ** min(run.failures - 1, 16))
    return run.attempted_at + job.every


def is_overdue(job: Job, run: JobRun | None, now: datetime) -> bool:
    return run is None or run.succeeded_at is None or now - run.succeeded_at > job.every + GRACE


def run_due(now: datetime) -> list[str]:
    """Run the due jobs that no other worker is running; return their names."""
    return [name for name, job in _jobs.items() if _is_due(job, now) and _run_alone(job, now)]


def _is_due(job: Job, now: datetime) -> bool:
    moment = due_at(job, JobRun.objects.filter(pk=job.name).first())
    # If the clock was set back, a job still waits no longer than its interval.
    return moment is None or not now < moment <= now + job.every


def _run_alone(job: Job, now: datetime) -> bool:
    with _lock(job.name) as is_alone:
        # Another worker may have run it before this one got the lock.
        if not is_alone or not _is_due(job, now):
            return False
        try:
            job.do()
        except Exception as error:
            # A process boundary: the other jobs continue.
            logger.exception("Periodic job %s failed", job.name)
            _record(job, now, error)
        else:
            _record(job, now, None)
        return True


def _record(job: Job, now: datetime, error: Exception | None) -> None:
    run = JobRun.objects.filter(pk=job.name).first() or JobRun(name=job.name)
    run.attempted_at = now
    if error is None:
        run.succeeded_at, run.failures, run.error = now, 0, ""
    else:
        run.failures, run.error = run.failures + 1, f"{type(error).__name__}: {error}"
    run.save()


@contextmanager
def _lock(name: str) -> Iterator[bool]:
    folder = settings.DATA_DIR / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as file:
        # Closing the file releases the lock.
        yield locks.lock(file, locks.LOCK_EX | locks.LOCK_NB)


@contextmanager
def in_background() -> Iterator[None]:
    """Run due jobs in a thread, so that long tasks of the worker do not delay scheduled publication."""
    stop = threading.Event()
    thread = threading.Thread(target=_run_until, args=[stop], name="periodic-jobs", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        # A job that takes longer is run again by the next worker.
        thread.join(timeout=TICK)


def _run_until(stop: threading.Event) -> None:
    try:
        while not stop.is_set():
            close_old_connections()
            try:
                run_due(timezone.now())
            except Exception:
                # The database may be locked or unreachable for a while.
                logger.exception("Periodic jobs could not be checked")
            stop.wait(TICK)
    finally:
        connections.close_all()


def job_problems(now: datetime) -> list[str]:
    """Return one problem per job that failed last or is overdue."""
    runs = JobRun.objects.in_bulk()
    if not runs:
        return ["the worker has never run; start manage.py work"]
    failing = [name for name in _jobs if name in runs and runs[name].failures]
    overdue = [name for name, job in _jobs.items() if is_overdue(job, runs.get(name), now) and name not in failing]
    return [*(f"{name} failed" for name in failing), *(f"{name} is overdue" for name in overdue)]


def last_successes() -> dict[str, str]:
    """Return {name of job: ISO 8601 time of its last success}."""
    runs = JobRun.objects.filter(pk__in=_jobs, succeeded_at__isnull=False)
    return {run.pk: run.succeeded_at.isoformat() for run in runs}
