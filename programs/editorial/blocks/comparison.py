"""Computed sums beside what was reported or planned: of one selection, and edition by edition."""

from collections import ChainMap
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from programs.editorial.blocks.selection import NO_VALUE, Objection, SelectionBlock, SelectionValue, refused
from programs.facts import Placement, first_indicator_at
from programs.presentation import edition_row, figure_of, reconciliation, target_questions, target_row
from programs.statistics import Answer, Question, ask_many

NOTHING_TO_COMPARE = Objection(
    "indicator",
    "nothing-to-compare",
    _("Nothing was reported or planned of this selection: there is nothing beside it."),
)


class ComparisonValue(SelectionValue):
    @property
    def questions(self) -> list[Question]:
        """Computed from events, as reported, and as planned."""
        result = replace(self.question, role="result")
        return [replace(result, basis="computed"), replace(result, basis="reported"), *target_questions(result)]

    @property
    def main_questions(self) -> list[Question]:
        return self.questions[:1]


def _edition_with_target() -> str:
    """Return the code of an edition with a target and with events, for previews; '' if there is none."""
    question = Question(first_indicator_at(Placement.EVENT), by=("edition",))
    answers = ask_many([replace(question, role="target"), replace(question, basis="computed")], explain=False)
    targets, results = ({row.group.code for row in answer.rows} for answer in answers)
    return min(targets & results, default="")


class ComparisonBlock(SelectionBlock):
    kind = "comparison"

    # Targets and both kinds of results are all shown.
    role = None
    basis = None

    class Meta:
        icon = "scales"
        label = _("Reported beside computed")
        description = _("What the events published here account for, of what was reported or planned.")
        help_text = _("Choose a selection of which both are known, such as an edition.")
        template = "programs/blocks/comparison.html"
        value_class = ComparisonValue

    def figure_context(self, value, answers: list[Answer]) -> dict:
        computed, whole = answers[0].row, answers[1].row or target_row(answers[2:])
        return {
            "computed": figure_of(computed),
            "whole": figure_of(whole) if whole else None,
            "sentence": reconciliation(computed, whole),
        }

    def objection(self, value, answers: list[Answer]):
        objection = super().objection(value, answers)
        if objection is None and not (answers[1].row or target_row(answers[2:])):
            return NOTHING_TO_COMPARE
        return objection

    @property
    def preview(self) -> dict[str, str]:
        return {"edition": _edition_with_target()}


class TimelineValue(SelectionValue):
    @property
    def questions(self) -> list[Question]:
        """As reported, as computed from events, and as planned, by edition."""
        result = replace(self.question, by=("edition",), role="result")
        return [replace(result, basis="reported"), replace(result, basis="computed"), *target_questions(result)]

    @property
    def main_questions(self) -> list[Question]:
        """None: one answer suffices, and the form ensures it."""
        return []


class TimelineBlock(SelectionBlock):
    kind = "timeline"

    # Targets and both kinds of results are all shown.
    role = None
    basis = None

    class Meta:
        icon = "calendar-alt"
        label = _("Timeline of editions")
        description = _("Target and result of each edition of a programme, the earliest first.")
        help_text = _("Choose a programme and what is counted.")
        template = "programs/blocks/timeline.html"
        value_class = TimelineValue

    def get_context(self, value, parent_context=None):
        """Return (name, row) of each edition of which anything is known, in the order of time, as steps."""
        context = super().get_context(value, parent_context=parent_context)
        reported, computed, *planned = (
            {row.group: row for row in answer.rows} for answer in value.answers(parent_context)
        )
        targets = dict(ChainMap(*planned))
        editions = {*targets, *reported, *computed}
        steps = [
            (one.name, edition_row(targets.get(one), reported.get(one), computed.get(one)))
            for one in sorted(editions, key=lambda edition: (edition.period_start or date.max, edition.code))
        ]
        return {**context, "steps": steps}

    def figure_context(self, value, answers: list[Answer]) -> dict:
        return {}

    def objection(self, value, answers: list[Answer]) -> Objection | None:
        if any(answer.rows for answer in answers):
            return None
        return next(filter(None, map(refused, answers)), NO_VALUE)
