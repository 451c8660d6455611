"""Tests of search want what other tests are quicker without: entries of the records that factories make."""

import pytest

from tests.factories import record_entries


@pytest.fixture(autouse=True)
def recorded_entries():
    token = record_entries.set(True)
    yield
    record_entries.reset(token)
