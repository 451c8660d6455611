"""Editions with target beside result, and how far the published events account for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from portal.l10n import current_language, format_period
from programs.facts import Edition, Placement, target_result_pairs
from programs.presentation.addresses import fact_url
from programs.presentation.figures import Figure, figure_of
from programs.presentation.sentences import reconciliation
from programs.statistics import Answer, Question, Row, code_of


@dataclass(frozen=True)
class EditionRow:
    """A planned value beside its result."""

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
    """Questions by edition: for each target its own, and its result as reported and as computed."""

    targets: list[Question]
    reported: list[Question]
    computed: list[Question]

    @property
    def flat(self) -> list[Question]:
        return list(dict.fromkeys([*self.targets, *self.reported, *self.computed]))


def edition_questions(*, program: str = "", edition: str = "", as_of: date | None = None) -> EditionQuestions:
    """Return the questions for all editions of a programme, or for one edition."""

    def by_edition(indicator: str, *, role: str = "result", basis: str = "") -> Question:
        by = ("edition",)
        return Question(indicator, role=role, program=program, edition=edition, by=by, basis=basis, as_of=as_of)

    pairs = target_result_pairs(Placement.EDITION)
    return EditionQuestions(
        targets=[by_edition(target, role="target") for target, _result in pairs],
        reported=[by_edition(result, basis="reported") for _target, result in pairs],
        computed=[by_edition(result, basis="computed") for _target, result in pairs],
    )


def edition_views(
    editions: Iterable[Edition], answers: Mapping[Question, Answer], questions: EditionQuestions
) -> list[EditionView]:
    """Return the editions in their order, each with its rows."""

    def by_edition(one: Question) -> dict[str, Row]:
        return {code_of(row.group): row for row in answers[one].rows if row.group}

    rows = [
        [by_edition(one) for one in three]
        for three in zip(questions.targets, questions.reported, questions.computed, strict=True)
    ]
    return [
        EditionView(
            code=edition.code,
            name=edition.name,
            period_text=format_period(
                edition.period_start,
                edition.period_end,
                "edition" if edition.period_start else "unstated",
                current_language(),
            ),
            rows=[row for three in rows if (row := edition_row(*(found.get(edition.code) for found in three)))],
            url=fact_url("edition", edition.code),
        )
        for edition in editions
    ]


def edition_row(target: Row | None, reported: Row | None, computed: Row | None) -> EditionRow | None:
    """Return target and result side by side; None if none of them is known."""
    result = reported or computed
    whole = target or result
    if whole is None:
        return None
    return EditionRow(
        label=whole.indicator.name,
        target=figure_of(target) if target else None,
        result=figure_of(result) if result else None,
        reconciliation=reconciliation(computed, reported or target),
    )
