"""What was put right since publication: old value, new value, reason and day, for the whole site or for one page."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from itertools import pairwise

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.l10n import current_language, format_date
from programs.facts import Observation, SourceCorrection
from programs.presentation.addresses import row_url
from programs.presentation.card_facts import subject_text
from programs.presentation.figures import Figure, figure_of
from programs.presentation.source_corrections import CorrectedSource, corrected_sources, corrections_cited
from programs.statistics import Answer, Question, Row, ask_many, chains_of

#: Fields of a question that choose what is asked for and do not restrict it.
UNLIKE = {"indicator", "role", "by", "scheme", "basis", "as_of"}


@dataclass(frozen=True)
class Correction:
    """One value that was corrected. `subject` says what it is of; `url` leads to the card of the new value."""

    code: str
    label: str
    subject: str
    old: Figure
    new: Figure
    reason: str
    at: datetime
    date_text: str
    date_iso: str
    url: str

    #: Of a source; see `CorrectedSource`.
    changes = ()

    @property
    def description(self) -> str:
        """What became of it, and why."""
        if not self.changed:
            return self.reason
        words = {"old": self.old.quantity_text, "new": self.new.quantity_text, "reason": self.reason}
        return _("%(old)s became %(new)s. %(reason)s") % words

    @property
    def changed(self) -> bool:
        """Whether the value reads differently; if not, what it is of was amended, or where it was said, or neither
        value may be shown."""
        return self.old.quantity_text != self.new.quantity_text


VALUE, SOURCE = "value", "source"


def all_corrections(values: QuerySet[Observation] | None = None, sources: QuerySet[SourceCorrection] | None = None):
    """Return (published, kind, code or id) of corrections, the latest first, in an order that never depends on chance."""
    values = corrected_values() if values is None else values
    sources = SourceCorrection.objects.all() if sources is None else sources
    found = (
        records.order_by()
        .annotate(kind=Value(kind), key=Cast(key, CharField()))
        .values_list("released_at", "kind", "key")
        for records, kind, key in ((values, VALUE, "code"), (sources, SOURCE, "pk"))
    )
    return next(found).union(next(found), all=True).order_by("-released_at", "kind", "-key")


def corrected_values() -> QuerySet[Observation]:
    """The published corrections of values."""
    return Observation.objects.released().filter(supersedes__isnull=False)


def corrections_of(codes: Iterable[str], moment: datetime | None = None) -> list[Correction]:
    """Return the corrections that led to values, the latest first; one statement, and none without codes."""
    moment = moment or timezone.now()
    chains = chains_of(codes)
    pairs = {
        new.observation.code: (old, new)
        for known in (chain.known(moment) for chain in chains.values())
        for old, new in pairwise(known)
    }
    return latest_first(correction(old, new) for old, new in pairs.values())


def load_corrections(listed: Iterable[tuple[datetime, str, str]]) -> list[Correction | CorrectedSource]:
    """Return each of the corrections that are named as `all_corrections` names them, in their order."""
    named = [(kind, key) for _at, kind, key in listed]
    values = corrections_of([key for kind, key in named if kind == VALUE])
    keys = [key for kind, key in named if kind == SOURCE]
    sources = SourceCorrection.objects.filter(pk__in=keys).select_related("source") if keys else []
    found: dict[tuple, Correction | CorrectedSource] = {(VALUE, one.code): one for one in values}
    found |= {(SOURCE, str(one.pk)): shown for one, shown in zip(sources, corrected_sources(sources), strict=True)}
    return [found[name] for name in named]


def corrections_in(
    answers: Iterable[Answer], moment: datetime | None = None, *, listed: Iterable[Row] = ()
) -> list[Correction | CorrectedSource]:
    """Return what was corrected in the values that answers show or sum, and in their sources, each once, the latest
    first. `listed` are rows that a page shows beside them.

    No statement where nothing was: the door says whether a part of a sum is a correction. None to find the parts
    either, where the answers have them event by event.
    """
    answers = list(answers)
    moment = moment or timezone.now()
    shown = [*(row for answer in answers for row in answer.rows), *listed]
    rows = [row for one in shown for row in (one, *one.others) if row.corrected]
    single = [row for row in rows if row.parts == 1]
    event_by_event = [answer.question for answer in answers if answer.question.by == ("event",) and answer.rows]
    asked = [part for part in _parts_of(rows) if not any(covers(known, part) for known in event_by_event)]
    parts = [row for answer in ask_many(asked, explain=False) for row in answer.rows if row.corrected] if asked else []
    values = corrections_of(dict.fromkeys(row.observation.code for row in [*single, *parts]), moment)
    return latest_first([*values, *corrected_sources(corrections_cited(shown, moment))])


def latest_first(corrections: Iterable[Correction | CorrectedSource]) -> list[Correction | CorrectedSource]:
    return sorted(corrections, key=lambda one: (one.at, one.code), reverse=True)


def _parts_of(rows: list[Row]) -> list[Question]:
    """Return the questions for the values in sums, event by event."""
    sums = [row.question for row in rows if row.parts > 1 and row.question]
    return list(dict.fromkeys(replace(question, by=("event",), scheme="", basis="computed") for question in sums))


def covers(wide: Question, narrow: Question) -> bool:
    """Whether all that a question asks for is among what another one asks for, which restricts it less or not at all.

    The basis does not matter: both ask for values of events.
    """
    return all(
        getattr(wide, field.name) in (field.default, getattr(narrow, field.name))
        for field in fields(Question)
        if field.name not in UNLIKE
    ) and all(getattr(wide, name) == getattr(narrow, name) for name in UNLIKE - {"basis"})


def correction(old: Row, new: Row) -> Correction:
    language = current_language()
    day = timezone.localdate(new.released_at)
    return Correction(
        code=new.observation.code,
        label=new.indicator.name,
        subject=subject_text(new),
        old=figure_of(old),
        new=figure_of(new),
        reason=new.observation.reason,
        at=new.released_at,
        date_text=format_date(day, day, "day", language),
        date_iso=day.isoformat(),
        url=row_url(new),
    )
