"""A headline figure with its target and trend; and a group of them."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from programs.editorial.blocks.selection import SelectionBlock, SelectionValue, page_answers
from programs.facts import Placement, indicators_at
from programs.presentation import figure_of, target_questions, target_row, trend_text
from programs.statistics import Answer, Question, trend_in

NO_TARGET = _("No target of this selection is published: the result stands alone.")


class HeadlineValue(SelectionValue):
    @property
    def questions(self) -> list[Question]:
        questions = [self.question]
        if self.wants_target:
            questions += target_questions(self.question)
        if self.get("with_trend"):
            # The whole series, as the period before lies outside of the selection.
            questions.append(replace(self.question, by=("year",), period_start=None, period_end=None))
        return questions


class HeadlineFigureBlock(SelectionBlock):
    kind = "headline_figure"

    with_target = blocks.BooleanBlock(
        label=_("Target beside it"), required=False, help_text=_("Where a target of the same selection is published.")
    )
    with_trend = blocks.BooleanBlock(
        label=_("Change from the period before"),
        required=False,
        help_text=_("Shown only where both values are exact and their periods follow one another."),
    )

    class Meta:
        icon = "order"
        label = _("Headline figure")
        description = _("One large number with its unit, period and source.")
        help_text = _("Choose what is counted, and narrow it until one value is left.")
        template = "programs/blocks/headline_figure.html"
        value_class = HeadlineValue

    def figure_context(self, value, answers: list[Answer]) -> dict:
        row = answers[0].row
        target = target_row(answers[1:])
        series = next((answer.rows for answer in answers[1:] if answer.question.by), [])
        trend = trend_in(series, row)
        return {
            "figure": figure_of(row),
            "target": figure_of(target) if target else None,
            "trend": trend_text(trend) if trend else "",
        }

    def remark(self, value, answers: list[Answer]):
        return NO_TARGET if value.wants_target and not target_row(answers[1:]) else ""


class FigureGroupValue(blocks.StructValue):
    @property
    def questions(self) -> list[Question]:
        return [question for figure in self["figures"] for question in figure.questions]


class FigureGroupBlock(blocks.StructBlock):
    title = blocks.CharBlock(
        label=_("Title"), required=False, help_text=_("What the figures have in common; may stay empty.")
    )
    figures = blocks.ListBlock(
        HeadlineFigureBlock(),
        label=_("Figures"),
        min_num=2,
        max_num=5,
        help_text=_("Two to five; the first one is shown largest."),
    )

    class Meta:
        icon = "list-ul"
        label = _("Group of figures")
        description = _("Two to five headline figures side by side.")
        help_text = _("Figures that are read together but never added.")
        template = "programs/blocks/figure_group.html"
        preview_template = "portal/block_preview.html"
        value_class = FigureGroupValue

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        answers = page_answers(value.questions, parent_context)
        block = self.child_blocks["figures"].child_block
        figures = [block.get_context(figure, {"answers": answers}) for figure in value["figures"]]
        return {**context, "figures": [each for each in figures if each.get("figure")]}

    def get_preview_value(self):
        figures = [{"indicator": code, "role": "result"} for code in indicators_at(Placement.PROGRAM_RESULT)]
        return self.to_python({"title": "", "figures": figures})
