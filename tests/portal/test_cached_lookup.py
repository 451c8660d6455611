"""What is kept in the cache until a record of the ledger changes."""

import pytest
from django.core.cache import cache

from portal.cached_lookup import clear_lookups
from programs.facts.programs import Program
from programs.statistics.compile.selection import ids_by_code
from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db


def program_id() -> int | None:
    return ids_by_code()["program"].get("MICRO")


def test_it_is_read_once(django_assert_num_queries):
    program = ProgramFactory(code="MICRO")
    with django_assert_num_queries(1):
        assert [program_id() for _time in range(3)] == [program.pk] * 3


def test_it_is_read_again_once_a_record_changes():
    assert program_id() is None
    program = ProgramFactory(code="MICRO")
    assert program_id() == program.pk
    program.delete()
    assert program_id() is None


def test_what_writes_records_without_a_signal_can_say_so():
    assert program_id() is None
    [program] = Program.objects.bulk_create([ProgramFactory.build(code="MICRO")])
    clear_lookups([Program])
    assert ids_by_code()["program"] == {"MICRO": program.pk}


def test_what_another_process_read_before_the_commit_is_forgotten_at_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        program = ProgramFactory(code="MICRO")
        # Another process does not see the record yet, and keeps that there is none.
        cache.set(ids_by_code.key, {**ids_by_code(), "program": {}})
    assert program_id() is None
    for callback in callbacks:
        callback()
    assert program_id() == program.pk
