"""What a value is of, line by line, with links to whatever has a page of its own."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.l10n import current_language
from programs.facts import BREAKDOWN_CODES, BREAKDOWNS, BY_CODE, RECORDED, Level, Observation, Territory
from programs.presentation.addresses import fact_url, territory_url
from programs.presentation.figures import period_text
from programs.statistics import MASKED, Question, Row


@dataclass(frozen=True)
class Fact:
    """A line of a card: « Territory: Fès », with a link and a remark where there are some."""

    label: str
    text: str
    url: str = ""
    note: str = ""


def subject_of(row: Row, question: Question | None = None) -> dict:
    """Return the records that all of a value is of: programme, edition, event, trade … and None for the others.

    A single value says them itself; a sum has those that its question restricts it to.
    """
    single = row.parts <= 1
    return {
        one.code: getattr(row.observation, one.code) if single or getattr(question, one.code, "") else None
        for one in RECORDED
        if one.code != "territory"
    }


def breakdown_of(row: Row, question: Question | None = None) -> dict[str, str]:
    """Return the choices (sex, age …) that all of a value is of, '' where it is of several or of all.

    A single value says them itself; a sum has those that its question restricts it to, and no others.
    """
    said = row.observation if row.parts <= 1 else question
    return {one.code: getattr(said, one.code, "") for one in BREAKDOWNS if one.choices}


def about(row: Row, question: Question | None = None, place: Territory | None = None) -> list[str]:
    """Return what a value is of, in a few words: « Édition 2017 », « 2017 », « Maroc »."""
    subject = subject_of(row, question)
    named = subject["event"] or subject["edition"] or subject["program"]
    place = row.territory or place
    words = [named.name if named else "", period_text(row, current_language()), place.name if place else ""]
    words += [record.name for name in BREAKDOWN_CODES if (record := subject.get(name))]
    words += [fact.text for fact in (*_chosen_facts(question), *_breakdown_facts(row, question))]
    # An event is often named after its place and its day.
    return [word for number, word in enumerate(words) if word and not any(word in other for other in words[:number])]


def subject_text(row: Row, question: Question | None = None, place: Territory | None = None) -> str:
    return " · ".join(about(row, question, place))


def card_lines(
    row: Row, program_urls: dict[str, str], *, question: Question | None = None, place: Territory | None = None
) -> list[Fact]:
    """Return all that qualifies a value. `place` is the territory asked for, where a sum lies in several within it."""
    indicator = row.indicator
    place = row.territory or place
    facts = [
        Fact(_("Indicator"), indicator.name, fact_url("indicator", indicator.code), indicator.definition),
        *_subject_facts(subject_of(row, question), program_urls),
        *_chosen_facts(question),
        *_breakdown_facts(row, question),
        Fact(_("Period"), capfirst(period_text(row, current_language())), note=_period_note(row)),
    ]
    if place:
        note = "" if place.scheme.level == Level.COUNTRY else place.scheme.name
        facts.append(Fact(_("Territory"), place.name, territory_url(place), note))
    elif row.parts > 1:
        facts.append(Fact(_("Territory"), capfirst(_("several territories"))))
    facts += [
        Fact(_("Unit"), capfirst(indicator.unit.name)),
        Fact(_("What is counted"), capfirst(indicator.get_statistical_unit_display())),
    ]
    if indicator.measure:
        facts.append(Fact(_("Measure of money"), capfirst(indicator.get_measure_display())))
    facts.append(Fact(_("Result or target"), capfirst(str(Observation.Role(row.role).label))))
    facts.append(Fact(_("Status"), capfirst(_status(row))))
    return facts


def _subject_facts(subject: dict, program_urls: dict[str, str]) -> list[Fact]:
    facts = []
    if event := subject["event"]:
        facts.append(Fact(_("Distribution"), event.name, fact_url("event", event.code)))
    if program := subject["program"]:
        facts.append(Fact(_("Programme"), program.name, program_urls.get(program.code, "")))
    if edition := subject["edition"]:
        facts.append(Fact(_("Edition"), edition.name, fact_url("edition", edition.code)))
    broken = [(one, record) for one in BREAKDOWNS if (record := subject.get(one.code))]
    return facts + [Fact(str(one.label), record.name) for one, record in broken]


def _chosen_facts(question: Question | None) -> list[Fact]:
    """Say that only some distributions count, where they were chosen one by one."""
    count = len(question.events) if question else 0
    if not count:
        return []
    text = ngettext("%(count)d chosen distribution", "%(count)d chosen distributions", count) % {"count": count}
    return [Fact(_("Distributions"), text)]


def _breakdown_facts(row: Row, question: Question | None) -> list[Fact]:
    """Return the closed breakdowns; those of a sum are those of its question."""
    return [
        Fact(str(BY_CODE[name].label), capfirst(str(BY_CODE[name].choices(member).label)))
        for name, member in breakdown_of(row, question).items()
        if member
    ]


def _period_note(row: Row) -> str:
    if row.parts > 1:
        return _("from the first to the last distribution")
    return str(Observation.PeriodType(row.period_type).label)


def _status(row: Row) -> str:
    if row.masked:
        return str(MASKED)
    return str(Observation.Status(row.status).label)
