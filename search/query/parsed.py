"""What is asked for, as values: words, phrases, what is not wanted, conditions, and what was wrong with them."""

from dataclasses import dataclass

from search.engines import Filter
from search.query.mistakes import Mistake


@dataclass(frozen=True)
class Narrowed:
    """A condition that stands in the text, with what was written for it, and the text without it."""

    filter: Filter
    written: str
    without_it: str = ""


@dataclass(frozen=True)
class Asked:
    """`words` are searched one by one, those of `phrases` also as neighbours, `without` as neighbours not to be found."""

    text: str = ""
    words: str = ""
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    narrowed: tuple[Narrowed, ...] = ()
    mistakes: tuple[Mistake, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.without or self.narrowed)
