"""What every block of figures asks the editor for: an indicator and a selection of the ledger, by name."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from programs.editorial.fact_blocks import (
    EditionChoiceBlock,
    EventChooserBlock,
    FactChoiceBlock,
    TerritoryChoiceBlock,
)
from programs.facts import BREAKDOWN_CODES, BREAKDOWNS, DIMENSIONS, PeriodType, Placement, first_placed
from programs.presentation import is_pending_release
from programs.statistics import Answer, Question, ask_many

#: The empty choice of what may narrow a selection: Wagtail's own has no Arabic.
ANY = ("", _("Any"))


def _breakdown_blocks() -> list[tuple[str, blocks.Block]]:
    """Return a field for each breakdown that may narrow a selection."""
    return [
        (
            one.code,
            FactChoiceBlock(one.model._meta.label, label=one.label, required=False, help_text=one.only)
            if one.model
            else blocks.ChoiceBlock(
                label=one.label, choices=[ANY, *one.choices.choices], required=False, help_text=one.only
            ),
        )
        for one in BREAKDOWNS
    ]


@dataclass(frozen=True)
class Objection:
    """Why a selection cannot be shown: the field concerned, and what could be chosen instead.

    `nearest` is the nearest question that the door has an answer to; `instead` are {field: code} of the form, each a
    way on of its own, the nearest first.
    """

    field: str
    code: str
    message: str | Promise
    nearest: Question | None = None
    instead: tuple[dict[str, str], ...] = ()


NO_VALUE = Objection(
    "indicator", "no-value", _("No published value fits this selection. Widen it, or publish the figure first.")
)


class SelectionValue(blocks.StructValue):
    """A selection of the ledger."""

    @property
    def by(self) -> tuple[str, ...]:
        """The dimensions of the rows, each once."""
        return tuple(dict.fromkeys(name for name in (self.get("by"), self.get("columns")) if name))

    @property
    def question(self) -> Question:
        chosen = {name: self.get(name) for name in (*FIRST, *MORE) if self.get(name)}
        return Question(**{"indicator": "", **chosen, "by": self.by})

    @property
    def questions(self) -> list[Question]:
        """Everything that the block wants to know, its main question first."""
        return [self.question]

    @property
    def main_questions(self) -> list[Question]:
        """Those without whose answers the block would show nothing: a page that lacks one is not published."""
        return [self.question]

    def answers(self, parent_context=None) -> list[Answer]:
        """Return what the page has asked already, or ask now (as in the preview of a single block)."""
        known = (parent_context or {}).get("answers") or {}
        questions = self.questions
        if all(question in known for question in questions):
            return [known[question] for question in questions]
        return ask_many(questions)


#: What stands in the form at once, and what is opened on demand.
FIRST = ("indicator", "role", "program", "edition", "territory")
MORE = ("event", "period_type", "period_start", "period_end", *BREAKDOWN_CODES, "basis")


class SelectionBlock(blocks.StructBlock):
    """What figure blocks ask for. The form shows the result while one chooses (`figure-preview.js`).

    Subclasses say what they show of the answers, and what they object to.
    """

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
    edition = EditionChoiceBlock(
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
        choices=[ANY, *PeriodType.choices],
        required=False,
        help_text=_("Only values for periods of this type."),
    )
    period_start = blocks.DateBlock(
        label=_("From"), required=False, help_text=_("Only periods that begin on this day or later.")
    )
    period_end = blocks.DateBlock(label=_("Until"), required=False, help_text=_("Only periods that end by this day."))
    basis = blocks.ChoiceBlock(
        label=_("Reported or computed"),
        choices=[ANY, ("reported", _("reported by a source")), ("computed", _("computed from the events"))],
        required=False,
        help_text=_("Empty: what a source reports, and where there is none the sum over the events."),
    )

    class Meta:
        value_class = SelectionValue
        preview_template = "portal/block_preview.html"

    #: The name of the block in bodies.
    kind = ""

    def __init__(self, local_blocks=None, **kwargs):
        super().__init__([*_breakdown_blocks(), *(local_blocks or ())], **kwargs)
        if self.kind:
            self.meta.form_attrs = {
                "data-figure-preview": self.kind,
                "data-figure-preview-url": reverse_lazy("programs_figure_preview"),
            }

    def deconstruct(self):
        """What can be chosen is no matter of migrations: a selection is stored as codes."""
        return "wagtail.blocks.StructBlock", [[]], {}

    def deconstruct_with_lookup(self, lookup):
        return self.deconstruct()

    def get_form_layout(self) -> BlockGroup:
        own = [name for name in self.child_blocks if name not in (*FIRST, *MORE)]
        shown = [name for name in FIRST if name in self.child_blocks]
        return BlockGroup([*shown, *own], settings=[name for name in MORE if name in self.child_blocks])

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        answers = value.answers(parent_context)
        objection = self.objection(value, answers)
        return {**context, **(self.shown(value, answers) if answers[0].rows else {}), "refusal": said(objection)}

    def shown(self, value: SelectionValue, answers: list[Answer]) -> dict:
        """Return what the template shows of the answers, the first of which has rows."""
        raise NotImplementedError

    def objection(self, value: SelectionValue, answers: list[Answer]) -> Objection | None:
        """Say why the selection cannot be shown, if it cannot."""
        refusal = answers[0].refusal
        if refusal:
            return Objection("indicator", refusal.code, refusal.message, refusal.nearest)
        return None if answers[0].rows else NO_VALUE

    def remark(self, value: SelectionValue, answers: list[Answer]) -> str | Promise:
        """Say to the editor why something that was asked for is left out of what is shown, if it is."""
        return ""

    def clean(self, value):
        """Refuse a selection that the ledger cannot answer, in the form, where it can be mended.

        A draft may hold one: what it asks for may be published before the page is, or together with it.
        """
        value = super().clean(value)
        if self.is_deferred_validation:
            return value
        objection = self.objection(value, value.answers())
        if objection and not (objection is NO_VALUE and is_pending_release(value.question)):
            error = ValidationError(objection.message, code=objection.code)
            raise blocks.StructBlockValidationError(block_errors={objection.field: error})
        return value


def said(objection: Objection | None) -> str:
    """Return what readers are told: why there is nothing. Of a value that is gone they read nothing."""
    return "" if objection is None or objection is NO_VALUE else str(objection.message)


BY_CHOICES = [(one.code, one.by_label) for one in DIMENSIONS]

#: The empty choice of a second dimension.
NOTHING_MORE = ("", _("nothing more"))


def first_preview(block, **selection: str):
    """Return a selection of what events are asked for first."""
    return block.to_python({"role": "result", "indicator": first_placed(Placement.EVENT), **selection})
