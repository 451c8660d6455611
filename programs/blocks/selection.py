"""What every block of figures asks the editor for: an indicator and a selection of the ledger, by name."""

from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from programs.answerable import is_awaited
from programs.fact_blocks import EventChooserBlock, FactChoiceBlock, TerritoryChoiceBlock
from programs.statistics import Answer, Question, ask


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
        """Refuse a selection that the ledger cannot answer, in the form, where it can be mended.

        A draft may hold one: what it asks for may be published before the page is, or together with it.
        """
        value = super().clean(value)
        if self.is_deferred_validation:
            return value
        answer = ask(value.question)
        if answer.refusal:
            raise blocks.StructBlockValidationError(
                block_errors={"indicator": ValidationError(answer.refusal.message, code=answer.refusal.code)}
            )
        if not answer.rows and not is_awaited(value.question):
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


def first_preview(block, selection: dict):
    return block.to_python({"role": "result", **selection})
