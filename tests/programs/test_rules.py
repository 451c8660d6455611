"""Rules of sums hold for any numbers."""

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.statistics.fold import rules
from programs.statistics.questions import Question

QUALIFIERS = ["exact", "about", "more_than", "at_least", "up_to", "at_most", "between"]


@st.composite
def parts(draw, qualifiers=tuple(QUALIFIERS), missing=True):
    """A part of a sum: (value, upper value, qualifier, status)."""
    if missing and draw(st.integers(0, 9)) == 0:
        return None, None, "exact", "O"
    value = Decimal(draw(st.integers(0, 10**9)))
    qualifier = draw(st.sampled_from(qualifiers))
    high = value + draw(st.integers(1, 1000)) if qualifier == "between" else None
    return value, high, qualifier, draw(st.sampled_from(["A", "P", "E"]))


def bounds(value, high, qualifier) -> tuple[Decimal, Decimal]:
    """The least and the most that a qualified value can mean; “about” and missing say nothing of either."""
    everything = Decimal("-Infinity"), Decimal("Infinity")
    return {
        "exact": (value, value),
        "between": (value, high),
        "more_than": (value, everything[1]),
        "at_least": (value, everything[1]),
        "up_to": (Decimal(0), value),
        "at_most": (Decimal(0), value),
        "about": everything,
    }[qualifier]


def add(parts: list[tuple[Decimal | None, Decimal | None, str, str]]) -> rules.Sum:
    """Add (value, value_high, qualifier, status) of parts as the database does."""
    known = [part for part in parts if part[0] is not None]
    return rules.total(
        bottom=sum((value for value, *_rest in known), Decimal(0)),
        top=sum((value if high is None else high for value, high, *_rest in known), Decimal(0)),
        qualifiers={qualifier for _value, _high, qualifier, _status in known},
        statuses={status for *_rest, status in known},
        known=len(known),
        missing=len(parts) - len(known),
    )


@given(st.lists(parts(), min_size=1, max_size=6))
def test_a_sum_does_not_depend_on_the_order_of_its_parts(values):
    sums = {add(list(order)) for order in list(permutations(values))[:24]}
    assert len(sums) == 1


@given(st.lists(parts(qualifiers=("exact",), missing=False), min_size=1))
def test_a_sum_of_exact_values_is_exact(values):
    total = add(values)
    assert (total.value, total.value_high, total.qualifier) == (sum(part[0] for part in values), None, "exact")


@given(st.lists(parts(missing=False), min_size=1))
def test_a_sum_is_no_more_precise_than_its_parts(values):
    total = add(values)
    least, most = bounds(total.value, total.value_high, total.qualifier)
    lows, highs = zip(*(bounds(value, high, qualifier) for value, high, qualifier, _status in values), strict=True)
    if total.qualifier != "about":
        assert least <= sum(lows)
        assert most >= sum(highs)


@given(st.lists(parts(), min_size=1))
def test_a_sum_has_an_upper_value_if_and_only_if_it_lies_between_two(values):
    total = add(values)
    assert (total.value_high is not None) == (total.qualifier == "between")
    assert total.value_high is None or total.value_high > total.value


@given(st.lists(parts(), min_size=1))
def test_a_missing_part_never_counts_as_zero(values):
    total = add([*values, (None, None, "exact", "O")])
    if all(value is None for value, *_rest in values):
        assert (total.value, total.status) == (None, "O")
    else:
        assert total.qualifier in ("at_least", "about")
        assert total.status != "O"


@given(st.lists(parts(missing=False), min_size=1))
def test_a_sum_of_whole_numbers_is_whole(values):
    total = add(values)
    assert total.value == total.value.to_integral_value()


@given(st.lists(parts(missing=False), min_size=1))
def test_a_sum_is_as_uncertain_as_its_least_certain_part(values):
    statuses = {status for *_rest, status in values}
    expected = next((s for s in ("E", "P") if s in statuses), "A")
    assert add(values).status == expected


@given(st.sets(st.sampled_from(QUALIFIERS)), st.sets(st.sampled_from(QUALIFIERS)))
def test_qualifiers_combine_in_any_grouping(first, second):
    both = rules.combine_qualifiers(first | second)
    assert both in QUALIFIERS
    assert rules.combine_qualifiers([both]) == both
    assert rules.combine_qualifiers(first | second | {"exact"}) == both


@given(st.sets(st.sampled_from(QUALIFIERS)))
def test_uncertainty_is_never_dropped_from_a_sum(qualifiers):
    combined = rules.combine_qualifiers(qualifiers)
    assert (combined == "exact") == (qualifiers <= {"exact"})
    assert combined == "about" or "about" not in qualifiers


@pytest.mark.parametrize(
    ("qualifiers", "combined"),
    [
        (["exact", "about"], "about"),
        (["more_than", "more_than"], "more_than"),
        (["more_than", "at_least"], "at_least"),
        (["up_to", "at_most"], "up_to"),
        (["at_least", "at_most"], "about"),
        (["between", "exact"], "between"),
        (["between", "at_least"], "at_least"),
        (["between", "at_most"], "at_most"),
        (["between", "more_than", "at_least"], "at_least"),
        (["between", "up_to", "at_most"], "up_to"),
    ],
)
def test_qualifiers_combine_as_people_would(qualifiers, combined):
    assert rules.combine_qualifiers(qualifiers) == combined


def test_between_thirty_and_forty_and_a_missing_part_is_at_least_thirty():
    total = add([(Decimal(30), Decimal(40), "between", "A"), (None, None, "exact", "O")])
    assert (total.value, total.qualifier) == (30, "at_least")


@pytest.mark.parametrize(("high", "middle"), [("41", "46"), ("43", "47"), ("40.5", "45.25")])
def test_a_range_counts_with_its_middle_in_what_is_about_whole_if_its_ends_are(high, middle):
    total = add([(Decimal(30), Decimal(high), "between", "A"), (Decimal(10), None, "about", "A")])
    assert (total.value, total.value_high, total.qualifier) == (Decimal(middle), None, "about")


def test_a_sum_of_missing_values_is_missing_and_nothing_else():
    assert add([(None, None, "exact", "O")] * 2) == (None, None, "exact", "O")


def test_questions_are_validated():
    with pytest.raises(ValueError, match="by"):
        Question("beneficiaries", by="colour")
    with pytest.raises(ValueError, match="basis"):
        Question("beneficiaries", basis="guessed")
