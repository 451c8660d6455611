"""The subject and qualifiers of a value, as short text and line by line with links."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.l10n import current_language
from programs.facts import BREAKDOWN_CODES, BREAKDOWNS, DIMENSION_MODELS, Level, Observation, Reference, Territory
from programs.presentation.addresses import fact_url, territory_url
from programs.presentation.figures import period_text
from programs.statistics import MASKED, Question, Row


@dataclass(frozen=True)
class CardLine:
    """A line of a card: « Territory: Fès », with an optional link and note."""

    label: str
    text: str
    url: str = ""
    note: str = ""


def subject_of(row: Row, question: Question | None = None) -> dict[str, Reference | None]:
    """Return the records that a value is of: programme, edition, event, trade …, None for those that do not apply.

    A single value has its own; a sum has those that its question restricts it to.
    """
    single = row.parts <= 1
    return {
        code: getattr(row.observation, code) if single or (question and getattr(question, code)) else None
        for code in DIMENSION_MODELS
        if code != "territory"
    }


def breakdown_of(row: Row, question: Question | None = None) -> dict[str, str]:
    """Return the choices (sex, age …) that a value is of, '' for several or all; of a sum, those of its question."""
    of = row.observation if row.parts <= 1 else question
    return {one.code: getattr(of, one.code) if of else "" for one in BREAKDOWNS if one.choices}


def about(row: Row, question: Question | None = None, place: Territory | None = None) -> list[str]:
    """Return the subject of a value in a few words: « Édition 2017 », « 2017 », « Maroc »."""
    subject = subject_of(row, question)
    named = subject["event"] or subject["edition"] or subject["program"]
    place = row.territory or place
    words = [named.name if named else "", period_text(row, current_language()), place.name if place else ""]
    words += [record.name for name in BREAKDOWN_CODES if (record := subject.get(name))]
    words += [line.text for line in (*_chosen_lines(question), *_breakdown_lines(row, question))]
    # An event is often named after its place and its day.
    return [word for number, word in enumerate(words) if word and not any(word in other for other in words[:number])]


def subject_text(row: Row, question: Question | None = None, place: Territory | None = None) -> str:
    return " · ".join(about(row, question, place))


def card_lines(
    row: Row, program_urls: dict[str, str], *, question: Question | None = None, place: Territory | None = None
) -> list[CardLine]:
    """Return all that qualifies a value. `place` is the territory asked for, if a sum spans several within it."""
    indicator = row.indicator
    place = row.territory or place
    period_note = str(Observation.PeriodType(row.period_type).label)
    if row.parts > 1:
        period_note = _("from the first to the last distribution")
    status = MASKED if row.masked else Observation.Status(row.status).label
    lines = [
        CardLine(_("Indicator"), indicator.name, fact_url("indicator", indicator.code), indicator.definition),
        *_subject_lines(subject_of(row, question), program_urls),
        *_chosen_lines(question),
        *_breakdown_lines(row, question),
        CardLine(_("Period"), capfirst(period_text(row, current_language())), note=period_note),
    ]
    if place:
        note = "" if place.scheme.level == Level.COUNTRY else place.scheme.name
        lines.append(CardLine(_("Territory"), place.name, territory_url(place), note))
    elif row.parts > 1:
        lines.append(CardLine(_("Territory"), capfirst(_("several territories"))))
    lines += [
        CardLine(_("Unit"), capfirst(indicator.unit.name)),
        CardLine(_("What is counted"), capfirst(indicator.get_statistical_unit_display())),
    ]
    if indicator.measure:
        lines.append(CardLine(_("Measure of money"), capfirst(indicator.get_measure_display())))
    lines.append(CardLine(_("Result or target"), capfirst(str(Observation.Role(row.role).label))))
    lines.append(CardLine(_("Status"), capfirst(str(status))))
    return lines


def _subject_lines(subject: dict[str, Reference | None], program_urls: dict[str, str]) -> list[CardLine]:
    lines = []
    if event := subject["event"]:
        lines.append(CardLine(_("Distribution"), event.name, fact_url("event", event.code)))
    if program := subject["program"]:
        lines.append(CardLine(_("Programme"), program.name, program_urls.get(program.code, "")))
    if edition := subject["edition"]:
        lines.append(CardLine(_("Edition"), edition.name, fact_url("edition", edition.code)))
    lines += [CardLine(str(one.label), record.name) for one in BREAKDOWNS if (record := subject.get(one.code))]
    return lines


def _chosen_lines(question: Question | None) -> list[CardLine]:
    """Return how many distributions were chosen one by one."""
    count = len(question.events) if question else 0
    if not count:
        return []
    text = ngettext("%(count)d chosen distribution", "%(count)d chosen distributions", count) % {"count": count}
    return [CardLine(_("Distributions"), text)]


def _breakdown_lines(row: Row, question: Question | None) -> list[CardLine]:
    members = breakdown_of(row, question)
    return [
        CardLine(str(one.label), capfirst(str(one.choices(member).label)))
        for one in BREAKDOWNS
        if one.choices and (member := members[one.code])
    ]
