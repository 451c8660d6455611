"""What a process keeps of an index, while several threads ask it."""

from search.engines.embedded.kept import Kept, numbers_of, set_of


def test_who_is_reading_does_not_see_what_others_add():
    before = Kept("index").with_rows([(1, "ar", 0, {"year": ["2014"]})])
    codes = iter(before.holding["year"].items())
    after = before.with_rows([(2, "fr", 0, {"year": ["2014", "2015"]})])
    assert list(codes) == [("2014", set_of([1]))]
    assert after.counted(after.known, [], ["year"]) == {"year": {"2014": 2, "2015": 1}}


def test_a_set_is_the_numbers_that_were_put_in():
    numbers = [*range(3, 60, 7), 4096]
    assert numbers_of(set_of(numbers)) == numbers
