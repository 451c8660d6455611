"""Liveness and readiness."""

import pytest
from django.db import OperationalError, connection

from portal.operations import health


@pytest.fixture
def part(monkeypatch):
    """Adds a part for a test: `part(check, is_essential)`."""
    monkeypatch.setattr(health, "_checks", dict(health._checks))
    return lambda check, **options: health.register_health_check("probe", check, **options)


def fails():
    raise health.HealthCheckError("is away")


def test_liveness_needs_no_other_component(client):
    answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_the_portal_is_ready_if_all_checks_pass(client, db, monkeypatch):
    monkeypatch.setattr(health, "_checks", {name: health._checks[name] for name in ("database", "data_folder")})
    answer = client.get("/health/ready/")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ready"
    assert answer.json()["parts"]["database"] == {"status": "up"}


def test_the_portal_is_degraded_without_an_optional_component(client, db, part):
    part(fails)
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["parts"]["probe"] == {"status": "down", "reason": "is away"}


def test_the_portal_is_down_without_an_essential_component(client, db, part):
    part(fails, is_essential=True)
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.json()["status"]) == (503, "down")


def test_a_failed_database_is_reported_without_its_address(client, db, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("connection to server at 10.0.0.7 failed: password of portal")

    with monkeypatch.context() as away:
        away.setattr(connection, "cursor", refuse)
        answer = client.get("/health/ready/")
    assert answer.status_code == 503
    assert answer.json()["parts"]["database"] == {"status": "down", "reason": "does not answer"}


def test_an_exception_counts_as_down_and_discloses_nothing(client, db, part, caplog):
    def breaks():
        raise RuntimeError("secret")

    part(breaks)
    assert "secret" not in client.get("/health/ready/").content.decode()
    assert "secret" in caplog.text


def test_responses_are_not_cached(client, db):
    assert "no-store" in client.get("/health/ready/")["Cache-Control"]
