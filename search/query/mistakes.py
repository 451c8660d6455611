"""Messages about a query that could not be read as typed, and what was done instead."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(NamedTuple):
    code: str
    text: str | Promise


TOO_LONG = Reason("too-long", _("The question is very long: only its beginning was searched."))
TOO_MANY = Reason("too-many", _("The question has very many words: the first %(most)s of them were searched."))
TOO_MANY_CONDITIONS = Reason(
    "too-many-conditions", _("The question has very many conditions: the first %(most)s of them were used.")
)
UNBALANCED = Reason(
    "unbalanced", _("A quotation mark has no partner: its words were searched one by one, not as a phrase.")
)
UNKNOWN_FIELD = Reason(
    "unknown-field",
    _("“%(name)s:” is nothing to narrow by, so its words were searched as words. There are: %(known)s."),
)
NO_VALUE = Reason("no-value", _("After “%(name)s:” nothing follows that it could be narrowed to."))
UNKNOWN_VALUE = Reason("unknown-value", _("“%(value)s” is not known as “%(name)s”, so it was searched as a word."))
NO_NUMBER = Reason(
    "no-number",
    _(
        "“%(value)s” is no number and no range, so it was searched as a word. Write %(name)s:100..500 or %(name)s:>1000."
    ),
)
WRONG_WAY_ROUND = Reason("wrong-way-round", _("The range “%(value)s” is the wrong way round: it was read as %(read)s."))
SEVERAL = Reason("several", _("“%(value)s” is the code of several: all of them were searched: %(names)s."))
WILDCARD = Reason(
    "wildcard", _("Stars and question marks are not needed: other forms of a word are found by themselves.")
)


@dataclass(frozen=True)
class Mistake:
    reason: Reason
    values: tuple[tuple[str, str], ...] = ()

    @property
    def code(self) -> str:
        return self.reason.code

    @property
    def message(self) -> str:
        return str(self.reason.text) % dict(self.values) if self.values else str(self.reason.text)
