"""Sources that were put right since publication, as readers are told of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.l10n import current_language, format_date, labelled
from programs.facts import Source, SourceCorrection
from programs.statistics import Row


@dataclass(frozen=True)
class Change:
    """A field of a source that reads differently."""

    label: str
    old: str
    new: str

    @property
    def text(self) -> str:
        language = current_language()
        return labelled(self.label, _("%(old)s became %(new)s.") % {"old": self.old, "new": self.new}, language)


@dataclass(frozen=True)
class CorrectedSource:
    """One source that was corrected; it stands in lists beside corrections of values."""

    code: str
    label: str
    subject: str
    changes: tuple[Change, ...]
    reason: str
    at: datetime
    date_text: str
    date_iso: str
    url: str
    #: No value changed.
    changed: bool = False

    @property
    def description(self) -> str:
        return " ".join([*(change.text for change in self.changes), self.reason])


def corrected_sources(corrections: Iterable[SourceCorrection]) -> list[CorrectedSource]:
    return [_corrected(correction) for correction in corrections]


def corrections_cited(rows: Iterable[Row], moment: datetime) -> list[SourceCorrection]:
    """Return the corrections by a moment of the sources that rows cite. No statement where there is none."""
    cited = {source.pk for row in rows for one in (row, *row.others) for source in one.sources if source.corrected_at}
    if not cited:
        return []
    return list(SourceCorrection.objects.filter(source__in=cited, released_at__lte=moment).select_related("source"))


def _corrected(correction: SourceCorrection) -> CorrectedSource:
    language = current_language()
    day = timezone.localdate(correction.released_at)
    code = f"source-{correction.pk}"
    return CorrectedSource(
        code=code,
        label=correction.corrected_values[f"name_{language}"],
        subject=capfirst(_("source")),
        changes=tuple(changes_of(correction)),
        reason=correction.reason,
        at=correction.released_at,
        date_text=format_date(day, day, "day", language),
        date_iso=day.isoformat(),
        url=f"{reverse('corrections')}#{code}",
    )


def changes_of(correction: SourceCorrection) -> Iterable[Change]:
    """Yield what reads differently, a date with its precision as one."""
    old, new = Source(), Source()
    old.restore(correction.previous_values)
    new.restore(correction.corrected_values)
    fields = correction.changed_fields
    if {"date", "date_precision"} & set(fields):
        fields = [name for name in fields if name not in ("date", "date_precision")] + ["date"]
    for name in fields:
        yield Change(str(capfirst(Source._meta.get_field(name).verbose_name)), _said(old, name), _said(new, name))


def _said(source: Source, name: str) -> str:
    text = source.date_text(current_language()) if name == "date" else getattr(source, name)
    return text or "–"
