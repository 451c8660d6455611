"""The circuit breaker, with a clock of the test's own."""

from search.engines.failover import Breaker


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def broken(**options) -> tuple[Breaker, Clock]:
    clock = Clock()
    breaker = Breaker(failures_allowed=3, first_pause=5, longest_pause=15, now=clock, **options)
    for _failure in range(3):
        breaker.failed()
    return breaker, clock


def test_it_lets_all_through_until_failures_follow_each_other():
    breaker = Breaker(failures_allowed=3, now=Clock())
    for failure in (1, 2, 3, 4):
        breaker.failed()
        if failure % 2 == 0:
            breaker.succeeded()
    assert breaker.allows()
    assert not breaker.is_open


def test_it_lets_nobody_through_during_the_pause():
    breaker, clock = broken()
    clock.seconds = 4.9
    assert not breaker.allows()


def test_one_tries_after_the_pause_and_the_others_wait():
    breaker, clock = broken()
    clock.seconds = 5
    assert [breaker.allows() for _try in range(3)] == [True, False, False]


def test_a_success_closes_it():
    breaker, clock = broken()
    clock.seconds = 5
    assert breaker.allows()
    breaker.succeeded()
    assert breaker.allows()
    assert breaker.allows()


def test_each_failed_try_makes_the_pause_longer_up_to_a_limit():
    breaker, clock = broken()
    pauses = []
    for _try in range(4):
        opened = clock.seconds
        while not breaker.allows():
            clock.seconds += 1
        breaker.failed()
        pauses.append(clock.seconds - opened)
    assert pauses == [5, 10, 15, 15]
