"""Fixtures of tests of facts."""

from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from tests.factories import IndicatorFactory, SourceFactory
from tests.programs.factories import country


@pytest.fixture
def write(tmp_path):
    """Write a table as people do; return its path."""

    def write_table(name: str, *lines: str, encoding: str = "utf-8", ending: str = "\n") -> Path:
        path = tmp_path / f"{name}.csv"
        path.write_bytes((ending.join(lines) + ending).encode(encoding))
        return path

    return write_table


@pytest.fixture
def facts(db):
    """Create the records that a row of observations refers to."""
    IndicatorFactory()
    country()
    SourceFactory(code="S00")


@pytest.fixture
def charts_root(settings, tmp_path) -> Path:
    """A folder for charts that begins empty."""
    settings.CHARTS_ROOT = tmp_path / "charts"
    return settings.CHARTS_ROOT


@pytest.fixture
def renderings(monkeypatch, charts_root) -> list[dict]:
    """Record the calls of the renderer, and return a stand-in."""
    asked = []

    def render(specification: dict) -> str:
        asked.append(specification)
        return "<svg/>"

    monkeypatch.setattr("programs.charts.rendering.svg", render)
    return asked


@pytest.fixture
def refused():
    """Expect the database to refuse the block, within a savepoint."""
    return Refused


class Refused:
    def __enter__(self):
        self.expected = pytest.raises(IntegrityError)
        self.caught = self.expected.__enter__()
        self.inner = transaction.atomic()
        self.inner.__enter__()
        return self.caught

    def __exit__(self, *failure):
        self.inner.__exit__(*failure)
        return self.expected.__exit__(*failure)
