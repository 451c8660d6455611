"""What a process keeps of an index, while several threads ask it."""

import numpy as np

from search.engines.embedded.journal import Change
from search.engines.embedded.kept import Kept, flags_of, set_of
from search.engines.embedded.shelf import Shelf


def test_who_is_reading_does_not_see_what_others_add():
    before = Kept().after(Change(1, 11, 1), (), [(1, "ar", 0, 5, {"year": ["2014"]}, {})])
    codes = iter(before.holding["year"].items())
    after = before.after(Change(2, 12, 2), (), [(2, "fr", 0, 5, {"year": ["2014", "2015"]}, {})])
    assert list(codes) == [("2014", set_of([1]))]
    assert after.counted(after.present, [], ["year"]) == {"year": {"2014": 2, "2015": 1}}


def test_a_set_is_the_numbers_that_were_put_in():
    numbers = [*range(3, 60, 7), 4096]
    assert flags_of(set_of(numbers), 5000).nonzero()[0].tolist() == numbers


def test_the_shelf_holds_so_many_bytes_and_drops_what_was_not_used_for_longest():
    shelf = Shelf(most=300)
    for term in ("a", "b", "c"):
        shelf.put(term, np.zeros(100, np.int8))
    shelf.get("a")
    shelf.put("d", np.zeros(100, np.int8))
    assert [term for term in "abcd" if shelf.get(term) is not None] == ["a", "c", "d"]
    shelf.put("a", np.zeros(150, np.int8))
    assert shelf.nbytes == 250
