"""Selection of tests for `make check` and PostgreSQL."""

from tests.conftest import is_of_database, is_quick


def test_a_test_without_fixtures_is_quick_and_runs_once(request):
    assert is_quick(request.node)
    assert not is_of_database(request.node)


def test_a_database_test_runs_on_both_and_is_not_quick(request, db):
    assert is_of_database(request.node)
    assert not is_quick(request.node)
