"""Cached lookups and their invalidation."""

import pytest
from django.core.cache import cache

from portal.cached_lookup import clear_lookups
from programs.facts.programs import Program
from programs.statistics.compile.selection import ids_by_code
from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db


def test_a_lookup_is_read_once(django_assert_num_queries):
    program = ProgramFactory(code="MICRO")
    with django_assert_num_queries(1):
        assert [program_id() for _time in range(3)] == [program.pk] * 3


def test_a_lookup_is_read_again_after_a_change():
    assert ids_of({"program": "MICRO"}) == {"program": 0}
    program = ProgramFactory(code="MICRO")
    assert program_id() == program.pk
    program.delete()
    assert program_id() is None


def test_lookups_can_be_cleared_after_writes_without_signals():
    assert ids_of({"program": "MICRO"}) == {"program": 0}
    [program] = Program.objects.bulk_create([ProgramFactory.build(code="MICRO")])
    clear_lookups([Program])
    assert ids_by_code()["program"] == {"MICRO": program.pk}


def test_a_lookup_that_another_process_cached_before_the_commit_is_cleared(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        program = ProgramFactory(code="MICRO")
        # Another process does not see the record yet, and keeps that there is none.
        cache.set(ids_by_code.key, {**ids_by_code(), "program": {}})
    assert program_id() is None
    for callback in callbacks:
        callback()
    assert program_id() == program.pk
