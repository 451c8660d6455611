"""Sums of the events that a search found."""

import pytest

from programs.facts.events import DistributionEvent
from programs.indexing.facets import sum_events
from programs.statistics.query import ask
from programs.statistics.questions import Question
from tests.factories import EventFactory, IndicatorFactory
from tests.programs.factories import money, of_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def events():
    """Three distributions with 30, 20 and 7 persons, the first two with money."""
    amount = money()
    made = []
    for persons, dirhams in ((30, 1_000), (20, 500), (7, None)):
        event = EventFactory(released=True)
        of_event(persons, event)
        if dirhams:
            of_event(dirhams, event, indicator=amount)
        made.append(event.code)
    return made


def values(found) -> dict[str, str]:
    return {figure.url.split("indicator=")[1].split("&")[0]: figure.number for figure in found.figures}


def test_only_the_chosen_distributions_are_added_up(events):
    assert values(sum_events(events[:2])) == {"beneficiaries": "50", "amount-delivered": "1500"}


def test_each_amount_of_a_measure_has_a_sum_of_its_own(events):
    event = EventFactory(released=True)
    of_event(50, event, indicator=money("equipment", placements=["search_sum"]))
    found = sum_events([events[0], event.code])
    assert [figure.number for figure in found.figures] == ["30", "1000", "50"]
    assert found.refusals == []


def test_a_sum_that_is_refused_is_named():
    rate = money("rate", aggregation="none", placements=["search_sum"])
    codes = [EventFactory(released=True).code for _number in range(2)]
    for event in DistributionEvent.objects.filter(code__in=codes):
        of_event(50, event, indicator=rate)
    [(name, _reason)] = sum_events(codes).refusals
    assert name == rate.name


def test_a_sum_leads_to_the_values_behind_it(client, events):
    [persons, _amount] = sum_events(events[:2]).figures
    page = client.get(persons.url)
    assert page.status_code == 200
    assert len(page.context["parts"]) == 2


def test_a_sum_over_a_small_count_is_masked(events):
    small = EventFactory(released=True)
    of_event(2, small)
    [persons] = [figure for figure in sum_events([*events, small.code]).figures if "beneficiaries" in figure.url]
    assert (persons.masked, persons.number) == (True, "")


def test_drafts_add_nothing(events):
    draft = EventFactory()
    of_event(100, draft, released_at=None)
    answer = ask(Question("beneficiaries", basis="computed", events=(events[0], draft.code)))
    assert answer.row.value == 30


def test_reported_values_belong_to_no_set_of_events(events):
    assert ask(Question("beneficiaries", basis="reported", events=tuple(events))).rows == []


def test_the_order_of_events_does_not_change_the_question():
    assert Question("beneficiaries", events=("B", "A", "B")) == Question("beneficiaries", events="A,B")
    assert Question.from_codes(Question("beneficiaries", events=("B", "A")).as_codes()).events == ("A", "B")


def test_events_without_addable_values_have_no_sum():
    IndicatorFactory()
    assert sum_events([EventFactory(released=True).code]) is None
