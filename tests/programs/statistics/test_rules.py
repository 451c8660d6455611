"""Rules of sums hold for any numbers."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.statistics import refusals
from programs.statistics.fold import groups, rules
from programs.statistics.fold.cells import Cell, together
from programs.statistics.fold.groups import Folded, fold
from programs.statistics.fold.rollup import TerritoryMap
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


# Cells and groups

FIRST_DAY, LAST_DAY, RELEASED = date(2014, 1, 1), date(2014, 12, 31), datetime(2020, 1, 1, tzinfo=UTC)


def cell(**fields) -> Cell:
    given = dict.fromkeys(Cell._fields) | {
        "subquery": 0,
        "indicator": 1,
        "least_territory": 7,
        "most_territory": 7,
        "parts": 1,
        "known": 1,
        "bottom": Decimal(10),
        "top": Decimal(12),
        "events": 1,
        "sources": (1,),
        "first": 1,
        "versions": 1,
        "released_at": RELEASED,
        "least_type": "event",
        "most_type": "event",
        "qualifier": "exact",
        "flags": 0,
    }
    return Cell(**given | fields)


def test_cells_add_up_to_one_in_any_order():
    cells = [
        cell(
            subquery=1,
            first=5,
            least_territory=6,
            most_territory=8,
            flags=0b011,
            sources=(4, 2),
            period_start=FIRST_DAY,
        ),
        cell(subquery=2, first=4, least_type="cumulative", known=0, bottom=0, top=0, flags=0b110, period_end=LAST_DAY),
        cell(
            subquery=3,
            first=6,
            most_type="instant",
            parts=3,
            events=2,
            versions=2,
            sources=(3, 2),
            released_at=RELEASED + timedelta(days=1),
            period_start=LAST_DAY,
            period_end=FIRST_DAY,
        ),
    ]
    expected = {
        "least_territory": 6,
        "most_territory": 8,
        "parts": 5,
        "known": 2,
        "bottom": 20,
        "top": 24,
        "events": 4,
        "period_start": FIRST_DAY,
        "period_end": LAST_DAY,
        "sources": [1, 2, 3, 4],
        "first": 4,
        "versions": 2,
        "released_at": RELEASED + timedelta(days=1),
        "least_type": "cumulative",
        "most_type": "instant",
        "flags": 0b111,
    }
    for order in permutations(cells):
        assert together(order) == order[0]._replace(**expected)


def test_cells_without_a_period_add_up_to_one_without_a_period():
    total = together([cell(), cell()])
    assert (total.period_start, total.period_end) == (None, None)


@pytest.mark.parametrize(("dimensions", "members"), [(0, ()), (1, (2014,)), (2, (2014, "F"))])
def test_a_cell_has_a_member_for_each_dimension(dimensions, members):
    assert cell(first_key="2014", second_key="F").keys(dimensions) == members
    assert cell().keys(dimensions) == (None,) * dimensions


def test_a_reported_value_answers_and_not_the_sum_of_events():
    value = cell(indicator=2, parts=1)
    for of_events in ([], [cell()]):
        folded = fold(Question("beneficiaries"), of_events, [value])
        assert folded == Folded(folded.question, "reported", groups={(): value}, indicators=frozenset({2}))
        assert folded.question == Question("beneficiaries")


def test_cells_of_events_add_up_by_group_and_those_of_no_group_are_counted():
    question = Question("beneficiaries", by="year")
    alone, *pair = cell(first_key="2013"), cell(first_key="2014"), cell(first_key="2014", indicator=2)
    nowhere = [cell(parts=2), cell(parts=3)]
    assert fold(question, [nowhere[0], alone, *pair, nowhere[1]], []) == Folded(
        question,
        "computed",
        groups={(2013,): alone, (2014,): together(pair)},
        indicators=frozenset({1, 2}),
        left_out=5,
        kept=[alone, *pair],
    )


def test_several_reported_values_for_one_group_are_refused_unless_events_add_up():
    question = Question("beneficiaries", by="sex")
    alone, *tied = cell(first_key="M"), cell(first_key="F"), cell(first_key="F", indicator=2)
    assert fold(question, [], [alone, *tied]) == Folded(
        question, "reported", ties=tied, refusal=refusals.SEVERAL_VALUES, indicators=frozenset({1, 2})
    )
    assert fold(question, [cell(first_key="M", indicator=3)], [alone, *tied]) == Folded(
        question,
        "computed",
        groups={("M",): cell(first_key="M", indicator=3)},
        indicators=frozenset({3}),
        kept=[cell(first_key="M", indicator=3)],
    )


def test_values_of_periods_that_make_no_series_are_refused_by_year_only():
    fine = cell(first_key="2013", least_type="instant", most_type="instant")
    growing = cell(first_key="2014", least_type="cumulative", most_type="cumulative", indicator=2)
    by_year, by_edition = Question("beneficiaries", by="year"), Question("beneficiaries", by="edition")
    assert fold(by_year, [], [fine, growing]) == Folded(
        by_year, "reported", ties=[fine], refusal=refusals.NO_TIME_SERIES, indicators=frozenset({1, 2})
    )
    assert fold(by_year, [], [fine]).groups == {(2013,): fine}
    assert fold(by_edition, [], [fine, growing]).groups == {(2013,): fine, (2014,): growing}


def test_sums_of_the_same_records_are_shown_by_one_observation_and_single_values_by_their_own():
    sums = {
        (2013, 8): cell(parts=2, first=1),
        (2014, 8): cell(parts=2, first=2),
        (2014, 9): cell(parts=2, first=3),
        (2015, 8): cell(first=4),
    }
    folded = Folded(Question("beneficiaries", by="year,territory"), groups=sums)
    assert folded.representatives == {(2013, 8): 1, (2014, 8): 1, (2014, 9): 3, (2015, 8): 4}


def test_a_group_has_as_many_members_as_the_question_has_dimensions():
    with pytest.raises(ValueError, match="zip"):
        _ = Folded(Question("beneficiaries", by="year"), groups={(2014, 8): cell(parts=2)}).representatives


#: 7 lies in the region 20, 8 partly in it.
MAP = TerritoryMap({"REG:20": 20}, {7: "PLACE", 8: "PLACE", 20: "REG"}, whole={7: {20}}, split={8: {20}})


@pytest.mark.parametrize("by", ["territory,sex", "sex,territory", "territory"])
def test_a_place_counts_for_the_territory_of_the_scheme_that_holds_it(monkeypatch, by):
    monkeypatch.setattr(groups, "territory_map", lambda: MAP)
    members = {"territory": "7", "sex": "F"}
    first, second = [*map(members.get, by.split(",")), None][:2]
    held = cell(first_key=first, second_key=second)
    expected = tuple({"territory": 20, "sex": "F"}[name] for name in by.split(","))
    for territory in ("", "REG:20"):
        assert [*fold(Question("beneficiaries", by=by, scheme="REG", territory=territory), [held], []).groups] == [
            expected
        ]


def test_an_exact_territory_and_one_without_a_scheme_are_counted_as_recorded(monkeypatch):
    monkeypatch.setattr(groups, "territory_map", lambda: MAP)
    recorded = [cell(first_key="7"), cell(first_key="20", least_territory=20, most_territory=20)]
    assert [*fold(Question("beneficiaries", by="territory", territory="REG:20"), recorded, []).groups] == [(7,), (20,)]
    exact = Question("beneficiaries", by="territory", territory="REG:20", exact_territory=True)
    partly = [cell(first_key="8", least_territory=8, most_territory=8)]
    assert [*fold(exact, partly, []).groups] == [(8,)]


@pytest.mark.parametrize("asked", [{"scheme": "REG", "by": "territory"}, {"territory": "REG:20"}], ids=str)
def test_a_place_that_lies_in_a_territory_in_part_is_in_no_sum(monkeypatch, asked):
    monkeypatch.setattr(groups, "territory_map", lambda: MAP)
    question = Question("beneficiaries", **asked)
    whole, partly = cell(first_key="7"), cell(first_key="8", least_territory=8, most_territory=8, indicator=2)
    assert fold(question, [whole, partly], []) == Folded(
        question, "computed", ties=[whole], refusal=refusals.SPLIT_TERRITORY, indicators=frozenset({1, 2})
    )
