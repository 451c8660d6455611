"""Facts within running text. What they are is known above: an app registers an `InlineFact` for its element.

Rich text keeps an element with codes, never a value. While a page is rendered, what the page has asked already is
handed to whoever expands the element, so that a sentence with a fact in it costs no statement of its own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import reduce

from django.core.exceptions import ValidationError

_known: ContextVar[Mapping] = ContextVar("current_answers", default={})  # noqa: B039  (nobody writes to it)


@contextmanager
def provide_answers(answers: Mapping | None) -> Iterator[None]:
    """Hand what a page has asked to the elements in its text."""
    token = _known.set(answers or {})
    try:
        yield
    finally:
        _known.reset(token)


def current_answers() -> Mapping:
    """Return what the page that is being rendered has asked."""
    return _known.get()


class InlineFact:
    """One kind of element in rich text. Each method takes rich text as it is stored, and changes its elements only."""

    def in_words(self, source: str) -> str:
        """Put each element in words that change when it refers to something else: for comparing revisions."""
        return source

    def as_read(self, source: str) -> str:
        """Put each element as its reader sees it, without a link; '' where it has nothing to show."""
        return source

    def to_placeholders(self, source: str) -> str:
        """Make each element a link that wagtail-localize leaves within its sentence, and translators can move."""
        return source

    def from_placeholders(self, source: str) -> str:
        return source

    def problems(self, source: str) -> Iterable[ValidationError]:
        """Yield why the text cannot be published, an error for each element that has nothing to show."""
        return ()


_kinds: list[InlineFact] = []


def register_inline_fact(kind: InlineFact) -> None:
    _kinds.append(kind)


def _by_all_kinds(method: str) -> Callable[[str], str]:
    return lambda source: reduce(lambda text, kind: getattr(kind, method)(text), _kinds, source)


in_words = _by_all_kinds("in_words")
as_read = _by_all_kinds("as_read")
to_placeholders = _by_all_kinds("to_placeholders")
from_placeholders = _by_all_kinds("from_placeholders")


def problems(source: str) -> list[ValidationError]:
    return [problem for kind in _kinds for problem in kind.problems(source)]
