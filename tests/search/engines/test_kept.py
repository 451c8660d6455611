"""What a process keeps of an index, while several threads ask it."""

import numpy as np

from search.engines.embedded.journal import Change
from search.engines.embedded.kept import Kept, flags_of, set_of
from search.engines.embedded.postings import Postings, Shelf


def test_who_is_reading_does_not_see_what_others_add():
    before = Kept().after(Change(1, 11, 1), (), [(1, "ar", 0, 5, {"year": ["2014"]}, {})])
    codes = iter(before.holding["year"].items())
    after = before.after(Change(2, 12, 2), (), [(2, "fr", 0, 5, {"year": ["2014", "2015"]}, {})])
    assert list(codes) == [("2014", set_of([1]))]
    assert after.counted(after.present, [], ["year"]) == {"year": {"2014": 2, "2015": 1}}


def test_a_set_is_the_numbers_that_were_put_in():
    numbers = [*range(3, 60, 7), 4096]
    assert flags_of(set_of(numbers), 5000).nonzero()[0].tolist() == numbers


def of_size(documents: int) -> Postings:
    return Postings(None, 1, 1, np.zeros(documents, np.int32), np.zeros(documents, np.float32))


def test_the_shelf_holds_so_many_bytes_and_drops_what_was_not_used_for_longest():
    shelf = Shelf(most=3 * of_size(100).size)
    for term in ("a", "b", "c"):
        shelf.put(term, of_size(100))
    shelf.get("a")
    shelf.put("d", of_size(100))
    assert [term for term in "abcd" if shelf.get(term)] == ["a", "c", "d"]
    shelf.put("a", of_size(150))
    assert shelf.size <= shelf.most
