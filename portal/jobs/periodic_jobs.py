"""Jobs that the worker does by itself again and again: one registry, the last run of each in the database.

Workers take turns through a lock of the operating system in DATA_DIR, which ends with the process that holds it: a
worker that is killed leaves nothing to be cleared away.
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
from django.db import close_old_connections, connections
from django.utils import timezone

from portal.jobs.job_runs import JobRun

logger = logging.getLogger(__name__)

#: Seconds between two looks at what is due.
TICK = 5.0
FIRST_RETRY = timedelta(minutes=1)
#: Beyond its interval a job may be late by this before it counts as overdue.
GRACE = timedelta(minutes=10)


@dataclass(frozen=True)
class Job:
    name: str
    every: timedelta
    do: Callable[[], object]


_jobs: dict[str, Job] = {}


def register_job(name: str, every: timedelta, do: Callable[[], object]) -> None:
    _jobs[name] = Job(name, every, do)


def register_command(name: str, every: timedelta, *arguments: str) -> None:
    register_job(name, every, lambda: call_command(name, *arguments, "--verbosity=0"))


def due_at(job: Job, run: JobRun | None) -> datetime | None:
    """Return when a job is to be done next; None for at once. Failures are retried ever later, up to its interval."""
    if run is None:
        return None
    if run.failures:
        # Doubling ends early: beyond that, every interval is shorter.
        return run.attempted_at + min(job.every, FIRST_RETRY * 2 ** min(run.failures - 1, 16))
    return run.attempted_at + job.every


def is_overdue(job: Job, run: JobRun | None, now: datetime) -> bool:
    return run is None or run.succeeded_at is None or now - run.succeeded_at > job.every + GRACE


def run_due(now: datetime) -> list[str]:
    """Do what is due, unless another worker is doing it; return the names of what was done or failed."""
    return [name for name, job in _jobs.items() if _is_due(job, now) and _run_alone(job, now)]


def _is_due(job: Job, now: datetime) -> bool:
    moment = due_at(job, JobRun.objects.filter(pk=job.name).first())
    # A clock that was set back does not put a job off for longer than its interval.
    return moment is None or not now < moment <= now + job.every


def _run_alone(job: Job, now: datetime) -> bool:
    with _lock(job.name) as is_alone:
        # Whoever had the lock before may just have done it.
        if not is_alone or not _is_due(job, now):
            return False
        try:
            job.do()
        except Exception as error:
            # A process boundary: whatever fails, the other jobs go on.
            logger.exception("The periodic job %s failed", job.name)
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
        # Closing the file gives the lock back.
        yield locks.lock(file, locks.LOCK_EX | locks.LOCK_NB)


@contextmanager
def in_background() -> Iterator[None]:
    """Do what is due in a thread of its own, so that no long task of the worker holds up a publication."""
    stop = threading.Event()
    thread = threading.Thread(target=_run_until, args=[stop], name="periodic-jobs", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        # What takes longer is done again by the next worker.
        thread.join(timeout=TICK)


def _run_until(stop: threading.Event) -> None:
    try:
        while not stop.is_set():
            close_old_connections()
            try:
                run_due(timezone.now())
            except Exception:
                # The database may be away or locked for a while.
                logger.exception("Periodic jobs could not be looked after")
            stop.wait(TICK)
    finally:
        connections.close_all()


def job_problems(now: datetime) -> list[str]:
    """Return what is wrong with the jobs: those that failed last time, and those overdue."""
    runs = JobRun.objects.in_bulk()
    if not runs:
        return ["the worker has never run; start manage.py work"]
    failing = [name for name in _jobs if name in runs and runs[name].failures]
    overdue = [name for name, job in _jobs.items() if is_overdue(job, runs.get(name), now) and name not in failing]
    return [*(f"{name} failed" for name in failing), *(f"{name} is overdue" for name in overdue)]


def last_successes() -> dict[str, str]:
    """Return {name of a job: time of its last success}, in ISO 8601."""
    runs = JobRun.objects.filter(pk__in=_jobs, succeeded_at__isnull=False)
    return {run.pk: run.succeeded_at.isoformat() for run in runs}
