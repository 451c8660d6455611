"""Which index answers while another is away. The indexes here are doubles: what is tested is whom is asked, and when."""

from dataclasses import dataclass

import pytest

from search.engines.failover import Breaker, FailoverIndex
from search.engines.interface import EngineError, Match, Request, SearchResponse


@dataclass
class Double:
    """Answers with its name, unless it is away."""

    name: str
    is_away: bool = False
    asked: int = 0

    def search(self, request):
        self.asked += 1
        if self.is_away:
            raise EngineError(f"{self.name} is away")
        return SearchResponse(1, (Match(self.name, 1.0),))

    def known_terms(self, terms):
        self.search(None)
        return {self.name}


@pytest.fixture
def cluster():
    return Double("cluster")


@pytest.fixture
def embedded():
    return Double("embedded")


def who(serving: FailoverIndex) -> str:
    return serving.search(Request()).hits[0].key


def test_the_configured_engine_answers_while_it_can(cluster, embedded):
    serving = FailoverIndex(cluster, embedded)
    assert who(serving) == "cluster"
    assert not serving.stood_in


def test_the_embedded_engine_answers_at_once_where_the_other_is_away(cluster, embedded):
    cluster.is_away = True
    serving = FailoverIndex(cluster, embedded)
    assert who(serving) == "embedded"
    assert serving.stood_in


def test_a_search_that_has_gone_over_stays_there(cluster, embedded):
    cluster.is_away = True
    serving = FailoverIndex(cluster, embedded)
    serving.known_terms(["word"])
    cluster.is_away = False
    assert who(serving) == "embedded"
    assert cluster.asked == 1


def test_nobody_waits_for_an_engine_that_failed_several_times(cluster, embedded):
    cluster.is_away = True
    breaker = Breaker(failures_allowed=3, now=lambda: 0.0)
    for _reader in range(10):
        assert who(FailoverIndex(cluster, embedded, breaker)) == "embedded"
    assert cluster.asked == 3


def test_the_engine_answers_again_after_it_came_back(cluster, embedded):
    clock = [0.0]
    breaker = Breaker(failures_allowed=1, first_pause=5, now=lambda: clock[0])
    cluster.is_away = True
    who(FailoverIndex(cluster, embedded, breaker))
    cluster.is_away, clock[0] = False, 6.0
    assert [who(FailoverIndex(cluster, embedded, breaker)) for _reader in range(2)] == ["cluster", "cluster"]


def test_a_failure_of_both_is_told_as_a_failure(cluster, embedded):
    cluster.is_away = embedded.is_away = True
    with pytest.raises(EngineError):
        who(FailoverIndex(cluster, embedded))


def test_an_engine_without_a_stand_in_fails_as_it_is(embedded):
    embedded.is_away = True
    with pytest.raises(EngineError):
        who(FailoverIndex(embedded))
