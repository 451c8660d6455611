"""What is kept in the cache until a record of the ledger changes."""

import pytest

from portal.cached_lookup import forget_about
from programs.facts.programs import Program
from programs.statistics.compile.codes import ids_of
from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db


def test_it_is_read_once(django_assert_num_queries):
    program = ProgramFactory(code="MICRO")
    with django_assert_num_queries(1):
        assert [ids_of({"program": "MICRO"}) for _time in range(3)] == [{"program": program.pk}] * 3


def test_it_is_read_again_once_a_record_changes():
    assert ids_of({"program": "MICRO"}) == {"program": 0}
    program = ProgramFactory(code="MICRO")
    assert ids_of({"program": "MICRO"}) == {"program": program.pk}
    program.delete()
    assert ids_of({"program": "MICRO"}) == {"program": 0}


def test_what_writes_records_without_a_signal_can_say_so():
    assert ids_of({"program": "MICRO"}) == {"program": 0}
    [program] = Program.objects.bulk_create([ProgramFactory.build(code="MICRO")])
    forget_about([Program])
    assert ids_of({"program": "MICRO"}) == {"program": program.pk}
