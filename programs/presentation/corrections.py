"""Corrections since publication, of values and of sources: what was, what is, why and since when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.l10n import current_language, format_date, labelled
from programs.facts import Observation, Source, SourceCorrection, released_observations
from programs.presentation.addresses import row_url
from programs.presentation.card_facts import subject_text
from programs.presentation.figures import Figure, figure_of
from programs.statistics import Answer, Question, Row, ask_many, chains_of

#: Fields of a question that choose what is asked for and do not restrict it.
NOT_RESTRICTING = {"indicator", "role", "by", "scheme", "basis", "as_of"}
VALUE, SOURCE = "value", "source"


@dataclass(frozen=True)
class Change:
    """A field of a source that reads differently."""

    label: str
    old: str
    new: str

    @property
    def text(self) -> str:
        change = _("%(old)s became %(new)s.") % {"old": self.old, "new": self.new}
        return labelled(self.label, change, current_language())


@dataclass(frozen=True)
class Correction:
    """A correction of a value (`old`, `new`) or of a source (`changes`). `subject` is what it is of, `url` leads to what
    replaced it."""

    code: str
    label: str
    subject: str
    reason: str
    at: datetime
    url: str
    old: Figure | None = None
    new: Figure | None = None
    changes: tuple[Change, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether a value reads differently; if not, its subject or source was amended, or both are masked."""
        return bool(self.old and self.new and self.old.quantity_text != self.new.quantity_text)

    @property
    def date_text(self) -> str:
        day = timezone.localdate(self.at)
        return format_date(day, day, "day", current_language())

    @property
    def description(self) -> str:
        if self.old and self.new and self.changed:
            words = {"old": self.old.quantity_text, "new": self.new.quantity_text, "reason": self.reason}
            return _("%(old)s became %(new)s. %(reason)s") % words
        return " ".join([*(change.text for change in self.changes), self.reason])


def all_corrections(
    values: QuerySet[Observation], sources: QuerySet[SourceCorrection]
) -> QuerySet[Any, tuple[datetime, str, str]]:
    """Return (released_at, kind, code or id) of corrections, the latest first, in a deterministic order."""
    named: list[QuerySet[Any, Any]] = [
        records.order_by()
        .annotate(kind=Value(kind), key=Cast(key, CharField()))
        .values_list("released_at", "kind", "key")
        for records, kind, key in ((values, VALUE, "code"), (sources, SOURCE, "pk"))
    ]
    return named[0].union(named[1], all=True).order_by("-released_at", "kind", "-key")


def corrected_values() -> QuerySet[Observation]:
    """Return the published corrections of values."""
    return released_observations().filter(supersedes__isnull=False)


def corrections_of(codes: Iterable[str], moment: datetime | None = None) -> list[Correction]:
    """Return the corrections that led to values, the latest first. One query, none without codes."""
    moment = moment or timezone.now()
    pairs = {
        new.observation.code: (old, new)
        for chain in chains_of(codes).values()
        for old, new in pairwise(chain.known(moment))
    }
    return latest_first(_corrected_value(old, new) for old, new in pairs.values())


def load_corrections(listed: Iterable[tuple[datetime, str, str]]) -> list[Correction]:
    """Return the corrections that `all_corrections` names, in the same order."""
    named = [(kind, key) for _at, kind, key in listed]
    found = {(VALUE, one.code): one for one in corrections_of([key for kind, key in named if kind == VALUE])}
    keys = [key for kind, key in named if kind == SOURCE]
    sources = SourceCorrection.objects.filter(pk__in=keys).select_related("source") if keys else []
    found |= {(SOURCE, str(one.pk)): corrected_source(one) for one in sources}
    return [found[name] for name in named]


def corrections_in(
    answers: Iterable[Answer], moment: datetime | None = None, *, listed: Iterable[Row] = ()
) -> list[Correction]:
    """Return the corrections of the values that answers show or sum, and of their sources, each once, the latest first.

    `listed` are further rows of the page. No query where nothing was corrected, as rows say whether a part of a sum is
    a correction; none to find the parts either where the answers have them event by event.
    """
    answers = list(answers)
    moment = moment or timezone.now()
    shown = [*(row for answer in answers for row in answer.rows), *listed]
    rows = [row for one in shown for row in (one, *one.others) if row.corrected]
    event_by_event = [answer.question for answer in answers if answer.question.by == ("event",) and answer.rows]
    sums = dict.fromkeys(parts_question(row.question) for row in rows if row.parts > 1 and row.question)
    unknown = [question for question in sums if not any(covers(known, question) for known in event_by_event)]
    parts = [row for answer in ask_many(unknown, explain=False) for row in answer.rows] if unknown else []
    corrected = [row for row in [*(row for row in rows if row.parts == 1), *parts] if row.corrected]
    values = corrections_of(dict.fromkeys(row.observation.code for row in corrected), moment)
    return latest_first([*values, *map(corrected_source, corrections_cited(shown, moment))])


def latest_first(corrections: Iterable[Correction]) -> list[Correction]:
    return sorted(corrections, key=lambda one: (one.at, one.code), reverse=True)


def parts_question(question: Question) -> Question:
    """Return the question for the values in a sum, event by event."""
    return replace(question, by=("event",), scheme="", basis="computed")


def covers(wide: Question, narrow: Question) -> bool:
    """Return whether `wide` asks for all that `narrow` asks for: it restricts the same or less. The basis is ignored,
    since both ask for values of events."""
    return all(
        getattr(wide, field.name) in (field.default, getattr(narrow, field.name))
        for field in fields(Question)
        if field.name not in NOT_RESTRICTING
    ) and all(getattr(wide, name) == getattr(narrow, name) for name in NOT_RESTRICTING - {"basis"})


def _corrected_value(old: Row, new: Row) -> Correction:
    assert new.released_at is not None, "only published values supersede others"
    return Correction(
        code=new.observation.code,
        label=new.indicator.name,
        subject=subject_text(new),
        reason=new.observation.reason,
        at=new.released_at,
        url=row_url(new),
        old=figure_of(old),
        new=figure_of(new),
    )


def corrections_cited(rows: Iterable[Row], moment: datetime) -> list[SourceCorrection]:
    """Return the corrections, up to a moment, of the sources that rows cite. No query where there are none."""
    cited = {source.pk for row in rows for one in (row, *row.others) for source in one.sources if source.corrected_at}
    if not cited:
        return []
    return list(SourceCorrection.objects.filter(source__in=cited, released_at__lte=moment).select_related("source"))


def corrected_source(correction: SourceCorrection) -> Correction:
    code = f"source-{correction.pk}"
    return Correction(
        code=code,
        label=correction.corrected_values[f"name_{current_language()}"],
        subject=capfirst(_("source")),
        reason=correction.reason,
        at=correction.released_at,
        url=f"{reverse('corrections')}#{code}",
        changes=tuple(_changes_of(correction)),
    )


def _changes_of(correction: SourceCorrection) -> Iterator[Change]:
    """Yield the fields that read differently, a date with its precision as one."""
    old, new = Source(), Source()
    old.restore(correction.previous_values)
    new.restore(correction.corrected_values)
    fields = dict.fromkeys("date" if name == "date_precision" else name for name in correction.changed_fields)
    # The date comes last.
    for name in sorted(fields, key=lambda name: name == "date"):
        field = Source._meta.get_field(name)
        label = str(capfirst(getattr(field, "verbose_name", name)))
        yield Change(label, _field_text(old, name), _field_text(new, name))


def _field_text(source: Source, name: str) -> str:
    text = source.date_text(current_language()) if name == "date" else str(getattr(source, name))
    return text or "–"
