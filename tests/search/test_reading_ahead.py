"""What a process that serves reads before its first question."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.operations import startup as starting
from search.engines.embedded import index as embedded
from search.models.indexes import Index
from search.reading_ahead import read_ahead
from search.results.serving import NothingServes, serving_index


@pytest.mark.django_db
def test_the_first_question_after_it_reads_no_entries(entry, serving):
    entry("Théâtre en prison")
    serving()
    embedded._kept.clear()
    read_ahead()
    table = serving_index().index.table("combination")
    with CaptureQueriesContext(connection) as captured:
        assert serving_index().knows(["prison"]) == {"prison"}
    assert [one["sql"] for one in captured if table in one["sql"]] == []


@pytest.mark.django_db
def test_without_an_index_there_is_nothing_to_read():
    assert not Index.objects.exists()
    with pytest.raises(NothingServes):
        read_ahead()


def test_a_beginning_that_fails_does_not_keep_others_from_theirs(monkeypatch):
    done = []
    monkeypatch.setattr(starting, "_begun", [lambda: 1 / 0, lambda: done.append("the other")])
    starting.begin().join()
    assert done == ["the other"]
