"""Inline facts in rich text: an app registers an `InlineFact` for its element.

Rich text stores an element with codes, never a value. While a page is rendered, its answers are provided to the code
that expands the elements, so that these need no queries.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import reduce

from django.core.exceptions import ValidationError

_answers: ContextVar[Mapping] = ContextVar("current_answers", default={})  # noqa: B039  (never written to)


@contextmanager
def provide_answers(answers: Mapping | None) -> Iterator[None]:
    """Provide the answers of a page to the elements in its text."""
    token = _answers.set(answers or {})
    try:
        yield
    finally:
        _answers.reset(token)


def current_answers() -> Mapping:
    """Return the answers of the page that is being rendered."""
    return _answers.get()


class InlineFact:
    """One kind of element in rich text. Each method takes stored rich text and replaces its elements only."""

    def in_words(self, source: str) -> str:
        """Describe what each element refers to, for comparing revisions."""
        return source

    def as_read(self, source: str) -> str:
        """Render each element as plain text, '' if it has nothing to show."""
        return source

    def to_placeholders(self, source: str) -> str:
        """Replace each element by a link, which wagtail-localize keeps within its sentence."""
        return source

    def from_placeholders(self, source: str) -> str:
        return source

    def problems(self, source: str) -> Iterable[ValidationError]:
        """Yield an error for each element that has nothing to show."""
        return ()


_kinds: list[InlineFact] = []


def register_inline_fact(kind: InlineFact) -> None:
    _kinds.append(kind)


def _apply_all(method: str) -> Callable[[str], str]:
    return lambda source: reduce(lambda text, kind: getattr(kind, method)(text), _kinds, source)


in_words = _apply_all("in_words")
as_read = _apply_all("as_read")
to_placeholders = _apply_all("to_placeholders")
from_placeholders = _apply_all("from_placeholders")


def problems(source: str) -> list[ValidationError]:
    return [problem for kind in _kinds for problem in kind.problems(source)]
