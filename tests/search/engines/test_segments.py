"""Segments of postings: small ones become larger ones, and nothing is lost or found twice."""

import pytest
from django.db import connection

from search.analysis.questions import Alternative, Clause
from search.engines import embedded_engine
from search.engines.embedded import segments
from search.engines.embedded.segments import FANOUT, LARGE, Segment, to_merge
from search.engines.interface import Document, Request


def of_sizes(*sizes: int) -> list[Segment]:
    return [Segment(upto, size) for upto, size in enumerate(sizes, start=1)]


@pytest.mark.parametrize(
    ("sizes", "number"),
    [
        ([1] * (FANOUT - 1), 0),
        ([1] * FANOUT, FANOUT),
        ([500, *[1] * FANOUT], FANOUT),
        ([500] * (FANOUT - 1) + [1], FANOUT),
        ([LARGE] * 2 * FANOUT, 0),
    ],
)
def test_the_newest_segments_of_about_a_size_are_merged(sizes, number):
    assert to_merge(of_sizes(*sizes)) == number


def test_what_is_written_bit_by_bit_ends_in_few_segments():
    found: list[Segment] = []
    for upto in range(1, 5000):
        found.append(Segment(upto, 1))
        while number := to_merge(found):
            found[-number:] = [Segment(upto, sum(one.documents for one in found[-number:]))]
    assert len(found) < 5 * FANOUT
    assert sum(one.documents for one in found) == 4999


def test_postings_of_what_is_gone_are_taken_away_in_the_end(db, monkeypatch):
    monkeypatch.setattr(segments, "FANOUT", 3)
    index = embedded_engine().index(949_001)
    index.create()
    for version in range(1, 30):
        index.write([Document("a", version, "", "fr", text=("mot", f"mot{version}"))])
    index.write([Document("b", 1, "", "fr", text=("mot",))])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {index.table('posting')} WHERE term LIKE 'mot%%'")
        assert cursor.fetchone()[0] <= 4
    request = Request(clauses=(Clause(0, 1, (Alternative(("mot",)), Alternative(("mot7",)))),))
    assert [hit.key for hit in index.search(request).hits] == ["b", "a"]
