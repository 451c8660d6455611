"""Registry of next steps after an event is saved; news registers “Write its article”."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    label: str
    url: str


_steps: list[Callable] = []


def register_event_step(function: Callable) -> None:
    """Register `function(event, user) -> Step | None`."""
    if function not in _steps:
        _steps.append(function)


def after_event(event, user) -> list[Step]:
    return [step for function in _steps if (step := function(event, user)) is not None]
