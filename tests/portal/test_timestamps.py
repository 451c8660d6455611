"""Moments as the database gives them back."""

from datetime import UTC, datetime

import pytest
from django.db import DataError, connection

from programs.facts.events import DistributionEvent
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 1, 23, 12, 0, tzinfo=UTC),
        datetime(2026, 1, 23, 12, 0, 0, 120, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    ],
)
def test_a_moment_comes_back_as_it_was(moment):
    event = EventFactory(released_at=moment)
    assert DistributionEvent.objects.values_list("released_at", flat=True).get(pk=event.pk) == moment


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL")
def test_a_moment_that_python_does_not_have_is_an_error():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'infinity'::timestamptz")
        with pytest.raises(DataError):
            cursor.fetchone()
