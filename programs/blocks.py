"""Blocks of figures: they refer to an indicator and a selection, and hold no number."""

from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from programs import charts, tables
from programs.fact_blocks import EventChooserBlock, FactChoiceBlock, TerritoryChoiceBlock
from programs.figures import figure_of
from programs.statistics import Answer, Question, ask, ask_many


def _period_types():
    from programs.models.observations import Observation

    return Observation.PeriodType.choices


class SelectionValue(blocks.StructValue):
    """A selection of the ledger."""

    @property
    def question(self) -> Question:
        return Question(
            indicator=self.get("indicator") or "",
            role=self.get("role") or "result",
            program=self.get("program") or "",
            edition=self.get("edition") or "",
            event=self.get("event") or "",
            territory=self.get("territory") or "",
            period_type=self.get("period_type") or "",
            period_start=self.get("period_start"),
            period_end=self.get("period_end"),
            by=self.get("by") or "",
        )

    def answer(self, parent_context=None) -> Answer:
        """Return what the page has asked already, or ask now (as in the preview of a single block)."""
        answers = (parent_context or {}).get("answers") or {}
        question = self.question
        return answers[question] if question in answers else ask(question)


class SelectionBlock(blocks.StructBlock):
    """What every figure block asks for."""

    indicator = FactChoiceBlock("programs.Indicator", label=_("Indicator"), help_text=_("What is counted."))
    role = blocks.ChoiceBlock(
        label=_("Result or target"),
        choices=[("result", _("result")), ("target", _("target"))],
        default="result",
        help_text=_("What happened, or what was planned."),
    )
    program = FactChoiceBlock(
        "programs.Program", label=_("Programme"), required=False, help_text=_("Only this programme.")
    )
    edition = FactChoiceBlock(
        "programs.Edition",
        label=_("Edition"),
        required=False,
        help_text=_("Only this round of the programme."),
    )
    event = EventChooserBlock(
        label=_("Distribution event"),
        required=False,
        help_text=_("Only what was handed over there."),
    )
    territory = TerritoryChoiceBlock(
        label=_("Territory"), required=False, help_text=_("Only this territory, in its scheme.")
    )
    period_type = blocks.ChoiceBlock(
        label=_("Period type"),
        choices=lazy(_period_types, list)(),
        required=False,
        help_text=_("Only values for periods of this type."),
    )
    period_start = blocks.DateBlock(
        label=_("From"), required=False, help_text=_("Only periods that begin on this day or later.")
    )
    period_end = blocks.DateBlock(label=_("Until"), required=False, help_text=_("Only periods that end by this day."))

    class Meta:
        value_class = SelectionValue

    def clean(self, value):
        """Refuse a selection that the ledger cannot answer, in the form, where it can be mended."""
        value = super().clean(value)
        answer = ask(value.question)
        if answer.refusal:
            raise blocks.StructBlockValidationError(
                block_errors={"indicator": ValidationError(answer.refusal.message, code=answer.refusal.code)}
            )
        if not answer.rows:
            raise blocks.StructBlockValidationError(
                block_errors={
                    "indicator": ValidationError(
                        _("No published value fits this selection. Widen it, or publish the figure first."),
                        code="no-value",
                    )
                }
            )
        return value


BY_CHOICES = [
    ("year", _("by year")),
    ("edition", _("by edition")),
    ("territory", _("by territory")),
    ("event", _("by event")),
    ("trade", _("by trade")),
]


class HeadlineFigureBlock(SelectionBlock):
    class Meta:
        icon = "order"
        label = _("Headline figure")
        description = _("One large number with its unit, period and source.")
        help_text = _("Choose what is counted, and narrow it until one value is left.")
        template = "programs/blocks/headline_figure.html"
        preview_template = "portal/block_preview.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        answer = value.answer(parent_context)
        context["figure"] = figure_of(answer.row) if answer.row else None
        context["refusal"] = answer.refusal.message if answer.refusal else ""
        return context

    def get_preview_value(self):
        return _first_preview(self, {"indicator": "beneficiaries"})


class TableBlock(SelectionBlock):
    by = blocks.ChoiceBlock(label=_("Rows"), choices=BY_CHOICES, default="year", help_text=_("One row for each …"))

    class Meta:
        icon = "table"
        label = _("Table of figures")
        description = _("Values of one indicator by year, edition, territory, event or trade.")
        help_text = _("Choose what is counted, what it is restricted to, and what the rows are.")
        template = "programs/blocks/table.html"
        preview_template = "portal/block_preview.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        answer = value.answer(parent_context)
        context["table"] = tables.table_of(answer) if answer.rows else None
        context["refusal"] = answer.refusal.message if answer.refusal else ""
        return context

    def get_preview_value(self):
        return _first_preview(self, {"indicator": "beneficiaries", "by": "event"})


class ChartBlock(SelectionBlock):
    title = blocks.CharBlock(label=_("Title"), help_text=_("What the chart shows, as a sentence: the finding."))
    by = blocks.ChoiceBlock(label=_("Bars"), choices=BY_CHOICES, default="year", help_text=_("One bar for each …"))

    class Meta:
        icon = "chart"
        label = _("Chart")
        description = _("A bar chart of one indicator, with its table one click away.")
        help_text = _("Choose what is counted, what it is restricted to, and what the bars are.")
        template = "programs/blocks/chart.html"
        preview_template = "portal/block_preview.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        answer = value.answer(parent_context)
        context["chart"] = charts.chart_of(answer, value["title"]) if answer.rows else None
        context["refusal"] = answer.refusal.message if answer.refusal else ""
        return context

    def get_preview_value(self):
        return _first_preview(self, {"indicator": "beneficiaries", "by": "event", "title": _("Beneficiaries by event")})


def _first_preview(block, selection: dict):
    return block.to_python({"role": "result", **selection})


def figure_blocks() -> list[tuple[str, blocks.Block]]:
    """The blocks of figures that the bodies of all pages have."""
    return [("headline_figure", HeadlineFigureBlock()), ("table", TableBlock()), ("chart", ChartBlock())]


def questions_in(*streams) -> list[Question]:
    """Return the questions of all figure blocks in the streams, each once, in their order."""
    questions = [
        block.value.question for stream in streams for block in stream if isinstance(block.value, SelectionValue)
    ]
    return list(dict.fromkeys(questions))


def answers_for(*streams, more: list[Question] = ()) -> dict[Question, Answer]:
    """Ask the door once for all figure blocks of a page, and for whatever `more` the page wants to know."""
    questions = list(dict.fromkeys([*questions_in(*streams), *more]))
    return dict(zip(questions, ask_many(questions, explain=False), strict=True))
