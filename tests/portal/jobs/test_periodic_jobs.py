"""Periodic jobs: intervals, locks, retries and health."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone
from wagtail.models import Revision

from portal.jobs import periodic_jobs
from portal.jobs.periodic_jobs import Job, JobRun, due_at, is_overdue, register_job, run_due

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE, DAY, WEEK = timedelta(minutes=1), timedelta(days=1), timedelta(weeks=1)
REGISTERED = dict(periodic_jobs._jobs)


@pytest.fixture(autouse=True)
def jobs(monkeypatch, settings, tmp_path):
    """A registry of one's own, and the locks of one's own workers."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(periodic_jobs, "_jobs", {})
    return periodic_jobs._jobs


@pytest.fixture
def clock(monkeypatch):
    """Set the time that Wagtail and Django are told."""

    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_clock


@pytest.fixture
def with_database_tasks(settings):
    settings.TASKS = {**settings.TASKS, "background": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def test_a_day_of_jobs_publishes_expires_and_cleans_up(site_tree, client, clock, jobs, with_database_tasks):
    jobs |= REGISTERED
    page, midnight = site_tree.article["fr"], datetime(2026, 3, 2, tzinfo=UTC)
    page.unpublish()
    page.go_live_at, page.expire_at = midnight + timedelta(hours=8), midnight + timedelta(hours=20)
    clock(midnight)
    page.save_revision().publish()
    Session.objects.create(session_key="old", session_data="", expire_date=midnight - DAY)
    seen, done = [], []
    for minutes in range(0, 24 * 60, 5):
        clock(now := midnight + minutes * MINUTE)
        done += run_due(now)
        if (status := client.get(page.url).status_code) not in seen[-1:]:
            seen += [now.hour, status]
    assert seen == [0, 404, 8, 200, 20, 404]
    assert {name: done.count(name) for name in REGISTERED} == {
        name: max(DAY // max(job.every, 5 * MINUTE), 1) for name, job in REGISTERED.items()
    }
    assert REGISTERED["publish_scheduled"].every == MINUTE
    assert not JobRun.objects.filter(failures__gt=0).exists()
    assert not Session.objects.exists()
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_a_job_runs_once_per_interval():
    done = []
    register_job("probe", MINUTE, lambda: done.append(1))
    for seconds in range(0, 181, 5):
        run_due(NOON + timedelta(seconds=seconds))
    assert len(done) == 4


def test_a_job_that_another_worker_runs_is_skipped():
    done = []
    register_job("probe", MINUTE, lambda: done.append(1))
    path = settings.DATA_DIR / "locks" / "probe.lock"
    path.parent.mkdir()
    held = "import fcntl, sys; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX); print(flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", held, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        other.stdout.readline()
        assert run_due(NOON) == []
        other.kill()
    assert run_due(NOON) == ["probe"]
    assert done == [1]


def test_a_job_that_another_worker_just_ran_is_skipped(monkeypatch):
    done = []
    register_job("probe", MINUTE, lambda: done.append(1))
    answers = iter([True, False])
    monkeypatch.setattr(periodic_jobs, "_is_due", lambda job, now: next(answers))
    assert run_due(NOON) == []
    assert done == []


def test_a_failure_is_logged_and_other_jobs_run(caplog):
    done = []
    register_job("broken", WEEK, lambda: 1 / 0)
    register_job("whole", WEEK, lambda: done.append(1))
    assert run_due(NOON) == ["broken", "whole"]
    assert done == [1]
    assert "Periodic job broken failed" in caplog.text
    run = JobRun.objects.get(pk="broken")
    assert (run.failures, run.succeeded_at) == (1, None)
    assert "ZeroDivisionError" in run.error


def test_failures_are_retried_with_backoff_up_to_the_interval():
    job = Job("probe", timedelta(hours=1), lambda: None)
    waits = [
        due_at(job, JobRun(name="probe", attempted_at=NOON, failures=failures)) - NOON
        for failures in (1, 2, 3, 10, 500)
    ]
    assert waits == [MINUTE, 2 * MINUTE, 4 * MINUTE, timedelta(hours=1), timedelta(hours=1)]


def test_a_job_that_succeeds_again_is_no_longer_failing():
    outcomes = iter([1, 0])
    register_job("probe", WEEK, lambda: 1 / 0 if next(outcomes) else None)
    run_due(NOON)
    run_due(NOON + 2 * MINUTE)
    run = JobRun.objects.get(pk="probe")
    assert (run.failures, run.error, run.succeeded_at) == (0, "", NOON + 2 * MINUTE)


def test_a_clock_set_back_delays_no_job_beyond_its_interval():
    register_job("probe", MINUTE, lambda: None)
    run_due(NOON)
    assert run_due(NOON - WEEK) == ["probe"]


@pytest.mark.parametrize(("ago", "overdue"), [(0, False), (10, False), (12, True)])
def test_a_job_is_overdue_after_its_interval_and_some_grace(ago, overdue):
    run = JobRun(name="probe", attempted_at=NOON, succeeded_at=NOON)
    assert is_overdue(Job("probe", MINUTE, lambda: None), run, NOON + ago * MINUTE) == overdue


class TestHealth:
    def part(self, client) -> dict:
        return client.get("/health/ready/").json()["parts"]["periodic_jobs"]

    def test_says_when_no_worker_was_ever_started(self, client):
        register_job("probe", MINUTE, lambda: None)
        assert "start manage.py work" in self.part(client)["reason"]

    def test_says_when_a_job_was_last_done(self, client):
        register_job("probe", MINUTE, lambda: None)
        run_due(now := timezone.now())
        assert self.part(client) == {"status": "up", "probe": now.isoformat()}

    def test_names_what_is_overdue_and_what_failed(self, client):
        now = timezone.now()
        register_job("late", MINUTE, lambda: None)
        register_job("broken", WEEK, lambda: 1 / 0)
        run_due(now - timedelta(hours=1))
        assert self.part(client)["reason"] == "broken failed, late is overdue"

    def test_asks_for_nothing_that_would_hold_up_readers(self, client):
        register_job("probe", MINUTE, lambda: None)
        assert client.get("/health/ready/").status_code == 200
