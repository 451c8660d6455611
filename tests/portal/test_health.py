"""Whether the portal lives, told to whoever watches it."""

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


def test_a_living_process_says_so_without_asking_anything(client):
    answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_a_portal_whose_parts_are_up_is_ready(client, db, monkeypatch):
    monkeypatch.setattr(health, "_checks", {name: health._checks[name] for name in ("database", "data_folder")})
    answer = client.get("/health/ready/")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ready"
    assert answer.json()["parts"]["database"] == {"status": "up"}


def test_a_portal_without_a_part_that_it_can_do_without_is_degraded_and_serves(client, db, part):
    part(fails)
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["parts"]["probe"] == {"status": "down", "reason": "is away"}


def test_a_portal_without_an_essential_part_is_down(client, db, part):
    part(fails, is_essential=True)
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.json()["status"]) == (503, "down")


def test_a_database_that_is_away_is_told_without_its_address(client, db, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("connection to server at 10.0.0.7 failed: password of portal")

    with monkeypatch.context() as away:
        away.setattr(connection, "cursor", refuse)
        answer = client.get("/health/ready/")
    assert answer.status_code == 503
    assert answer.json()["parts"]["database"] == {"status": "down", "reason": "does not answer"}


def test_a_check_that_breaks_counts_as_down_and_tells_nothing(client, db, part, caplog):
    def breaks():
        raise RuntimeError("secret")

    part(breaks)
    assert "secret" not in client.get("/health/ready/").content.decode()
    assert "secret" in caplog.text


def test_nobody_keeps_an_answer(client, db):
    assert "no-store" in client.get("/health/ready/")["Cache-Control"]
