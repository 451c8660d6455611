"""What the page of a programme shows beside its prose: figures, editions, events, disagreements."""

from collections import defaultdict
from dataclasses import dataclass, field

from portal import formats
from portal.languages import current_language
from programs.blocks import questions_in
from programs.facts_box import EVENT_INDICATORS, collect_event_figures, facts_boxes
from programs.figures import Figure, figure_of
from programs.listings import program_urls
from programs.models.events import DistributionEvent
from programs.models.judgements import Discrepancy
from programs.models.programs import Edition
from programs.reconciliation import reconciliation
from programs.registry import article_cards
from programs.statistics import Answer, Question, ask_many
from programs.statistics.rows import single_rows

#: Events and editions shown on the page itself; the rest is in the list of events.
SHOWN = 12


@dataclass(frozen=True)
class EditionRow:
    """A planned value beside what became of it."""

    label: str
    target: Figure | None
    result: Figure | None
    reconciliation: str = ""


@dataclass(frozen=True)
class EditionView:
    code: str
    name: str
    period_text: str
    rows: list[EditionRow] = field(default_factory=list)


#: (indicator of the target, indicator of the result); None where an indicator is its own.
PAIRS = (("beneficiaries", "beneficiaries"), ("amount-announced", "amount-delivered"))


def program_context(page) -> dict:
    program = page.program
    language = current_language()
    asked = {
        "targets": [Question(t, role="target", program=program.code, by="edition") for t, _r in PAIRS],
        "reported": [Question(r, program=program.code, by="edition", basis="reported") for _t, r in PAIRS],
        "computed": [Question(r, program=program.code, by="edition", basis="computed") for _t, r in PAIRS],
        "totals": [Question(r, program=program.code, basis="computed") for _t, r in PAIRS],
        "events": [Question(code, program=program.code, by="event") for code in EVENT_INDICATORS],
        "body": questions_in(page.body),
    }
    flat = list(dict.fromkeys(question for questions in asked.values() for question in questions))
    answers = dict(zip(flat, ask_many(flat, explain=False), strict=True))
    events = list(DistributionEvent.objects.released().filter(program=program).for_facts().newest_first()[:SHOWN])
    figures = collect_event_figures([answers[q] for q in asked["events"]])
    return {
        "program": program,
        "answers": answers,
        "editions": edition_views(program, answers, asked),
        "events": facts_boxes(events, program_urls(language), figures),
        "articles": article_cards(language, program=program.code),
        "discrepancies": discrepancies_of(program),
        "aliases": [alias.name for alias in program.aliases.all() if alias.language == language],
        "figures": [figure_of(answers[q].row) for q in asked["totals"] if answers[q].row and answers[q].row.events > 1],
    }


def edition_views(program, answers: dict[Question, Answer], asked) -> list[EditionView]:
    """Return the editions, newest first, with target beside result, and how far our events account for them."""
    language = current_language()
    views = []
    by_edition = {
        kind: [{row.group.pk: row for row in answers[q].rows if row.group} for q in asked[kind]]
        for kind in ("targets", "reported", "computed")
    }
    for edition in Edition.objects.filter(program=program):
        rows = []
        for position, _pair in enumerate(PAIRS):
            target = by_edition["targets"][position].get(edition.pk)
            reported = by_edition["reported"][position].get(edition.pk)
            computed = by_edition["computed"][position].get(edition.pk)
            result = reported or computed
            if not (target or result):
                continue
            indicator = (target or result).indicator
            rows.append(
                EditionRow(
                    label=indicator.name if target else result.indicator.name,
                    target=figure_of(target) if target else None,
                    result=figure_of(result) if result else None,
                    reconciliation=reconciliation(computed, reported or target),
                )
            )
        kind = "edition" if edition.period_start else "unstated"
        period = formats.format_period(edition.period_start, edition.period_end, kind, language)
        views.append(EditionView(edition.code, edition.name, period, rows))
    return views


def discrepancies_of(program) -> list[dict]:
    """Return the disagreements that touch a programme, each with the figures concerned. Two statements."""
    shown: dict[int, list[Figure]] = defaultdict(list)
    found = list(
        Discrepancy.objects.filter(observations__program=program, observations__released_at__isnull=False)
        .distinct()
        .order_by("code")
    )
    links = Discrepancy.observations.through.objects.filter(discrepancy__in=found).values_list(
        "discrepancy_id", "observation__code"
    )
    codes = defaultdict(list)
    for discrepancy_id, code in links:
        codes[code].append(discrepancy_id)
    for figure, code in single_figures(list(codes)):
        for discrepancy_id in codes[code]:
            shown[discrepancy_id].append(figure)
    return [{"name": d.name, "diagnosis": d.diagnosis, "figures": shown[d.pk]} for d in found]


def single_figures(codes: list[str]) -> list[tuple[Figure, str]]:
    """Return (figure, code) of single observations, through the door."""
    return [(figure_of(row), row.observation.code) for row in single_rows(codes)]
