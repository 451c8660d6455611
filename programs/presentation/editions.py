"""Editions with target beside result, and how far the published events account for them."""

from dataclasses import dataclass, field, replace
from datetime import date

from portal.l10n import current_language, format_period
from programs.facts import Edition, Placement, target_result_pairs
from programs.presentation.addresses import fact_url
from programs.presentation.figures import Figure, figure_of
from programs.presentation.reconciled_sums import reconciliation
from programs.statistics import Answer, Question


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
    url: str = ""


@dataclass(frozen=True)
class EditionQuestions:
    """What is asked of editions, a question for each pair; each answers with a row for each edition."""

    targets: list[Question]
    reported: list[Question]
    computed: list[Question]

    @property
    def flat(self) -> list[Question]:
        return list(dict.fromkeys([*self.targets, *self.reported, *self.computed]))


def edition_questions(*, program: str = "", edition: str = "", as_of: date | None = None) -> EditionQuestions:
    """Return what to ask for all editions of a programme, or for one edition."""
    given = {"program": program, "edition": edition, "by": "edition", "as_of": as_of}
    pairs = target_result_pairs(Placement.EDITION)
    results = [Question(result, **given) for _target, result in pairs]
    return EditionQuestions(
        targets=[Question(target, role="target", **given) for target, _result in pairs],
        reported=[replace(question, basis="reported") for question in results],
        computed=[replace(question, basis="computed") for question in results],
    )


def edition_views(
    editions: list[Edition], answers: dict[Question, Answer], asked: EditionQuestions
) -> list[EditionView]:
    """Return editions in their order, each with what is known of it."""

    def by_edition(questions: list[Question]) -> list[dict]:
        return [{row.group.pk: row for row in answers[question].rows if row.group} for question in questions]

    known = list(zip(by_edition(asked.targets), by_edition(asked.reported), by_edition(asked.computed), strict=True))
    return [_view(edition, [[rows.get(edition.pk) for rows in three] for three in known]) for edition in editions]


def _view(edition: Edition, known: list[list]) -> EditionView:
    kind = "edition" if edition.period_start else "unstated"
    return EditionView(
        code=edition.code,
        name=edition.name,
        period_text=format_period(edition.period_start, edition.period_end, kind, current_language()),
        rows=[_row(*three) for three in known if any(three)],
        url=fact_url("edition", edition.code),
    )


def _row(target, reported, computed) -> EditionRow:
    result = reported or computed
    return EditionRow(
        label=(target or result).indicator.name,
        target=figure_of(target) if target else None,
        result=figure_of(result) if result else None,
        reconciliation=reconciliation(computed, reported or target),
    )
