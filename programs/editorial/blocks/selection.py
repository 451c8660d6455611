"""The base of all blocks of figures: an indicator and a selection, chosen by name."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from programs.editorial.fact_blocks import EditionChoiceBlock, EventChooserBlock, FactChoiceBlock, TerritoryChoiceBlock
from programs.facts import BREAKDOWN_CODES, BREAKDOWNS, DIMENSIONS, PeriodType, Placement, first_indicator_at
from programs.presentation import NO_VALUE_TEXT, is_pending_release
from programs.statistics import Answer, Question, ask_many

#: The empty choice of an optional field; Wagtail's own has no Arabic.
ANY = ("", _("Any"))


def _breakdown_blocks() -> list[tuple[str, blocks.Block]]:
    found: list[tuple[str, blocks.Block]] = []
    for one in BREAKDOWNS:
        options = {"label": one.label, "required": False, "help_text": one.filter_help}
        if one.model:
            found.append((one.code, FactChoiceBlock(one.model._meta.label, **options)))
        else:
            found.append((one.code, blocks.ChoiceBlock(choices=[ANY, *one.choices.choices], **options)))
    return found


@dataclass(frozen=True)
class Objection:
    """Why a selection cannot be shown. `field` is the one concerned, `nearest` the nearest question with an answer,
    `instead` are alternative {field: code} of the form, the nearest first."""

    field: str
    code: str
    message: str | Promise
    nearest: Question | None = None
    instead: tuple[dict[str, str], ...] = ()


NO_VALUE = Objection("indicator", "no-value", NO_VALUE_TEXT)


class SelectionValue(blocks.StructValue):
    @property
    def by(self) -> tuple[str, ...]:
        """The dimensions of the rows."""
        return tuple(dict.fromkeys(name for name in (self.get("by"), self.get("columns")) if name))

    @property
    def question(self) -> Question:
        chosen = {name: self.get(name) for name in (*FIRST, *MORE) if self.get(name)}
        return Question(**{"indicator": "", **chosen, "by": self.by})

    @property
    def wants_target(self) -> bool:
        return bool(self.get("with_target")) and self.question.role == "result"

    @property
    def questions(self) -> list[Question]:
        """All questions of the block, the main one first."""
        return [self.question]

    @property
    def main_questions(self) -> list[Question]:
        """The questions without whose answers the block shows nothing, so that its page is not published."""
        return [self.question]

    def answers(self, parent_context=None) -> list[Answer]:
        """Return the answers of the page, or ask now (as in the preview of a single block)."""
        questions = self.questions
        known = page_answers(questions, parent_context)
        return [known[question] for question in questions]


def page_answers(questions: list[Question], parent_context) -> Mapping[Question, Answer]:
    """Return the answers of the page if it has all; else ask all questions, each once."""
    known = (parent_context or {}).get("answers") or {}
    if all(question in known for question in questions):
        return known
    questions = list(dict.fromkeys(questions))
    return dict(zip(questions, ask_many(questions), strict=True))


#: Fields that the form shows at once, and fields that are opened on demand.
FIRST = ("indicator", "role", "program", "edition", "territory")
MORE = ("event", "period_type", "period_start", "period_end", *BREAKDOWN_CODES, "basis")


class SelectionBlock(blocks.StructBlock):
    """Base class of blocks of figures; the form previews the result while one chooses (`figure-preview.js`)."""

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
    edition = EditionChoiceBlock(label=_("Edition"), required=False, help_text=_("Only this round of the programme."))
    event = EventChooserBlock(
        label=_("Distribution event"), required=False, help_text=_("Only what was handed over there.")
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
    #: What else the preview of the block selects.
    preview: Mapping[str, str | Promise] = {}

    def __init__(self, local_blocks=None, **kwargs):
        super().__init__([*_breakdown_blocks(), *(local_blocks or ())], **kwargs)
        if self.kind:
            self.meta.form_attrs = {
                "data-figure-preview": self.kind,
                "data-figure-preview-url": reverse_lazy("programs_figure_preview"),
            }

    def deconstruct(self):
        """Keep the choices out of migrations: a selection is stored as codes."""
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
        # Readers are not told of a value that is gone.
        refusal = "" if objection is None or objection is NO_VALUE else str(objection.message)
        return {**context, **(self.figure_context(value, answers) if answers[0].rows else {}), "refusal": refusal}

    def figure_context(self, value: SelectionValue, answers: list[Answer]) -> dict:
        """Return the template variables made of the answers, the first of which has rows."""
        raise NotImplementedError

    def objection(self, value: SelectionValue, answers: list[Answer]) -> Objection | None:
        """Return why the selection cannot be shown, if it cannot."""
        return refused(answers[0]) or (None if answers[0].rows else NO_VALUE)

    def remark(self, value: SelectionValue, answers: list[Answer]) -> str | Promise:
        """Return to the editor why something that was chosen is left out, if it is."""
        return ""

    def get_preview_value(self):
        """Return the first indicator of events, narrowed by `preview`."""
        return self.to_python({"role": "result", "indicator": first_indicator_at(Placement.EVENT), **self.preview})

    def clean(self, value):
        """Refuse a selection without an answer, but for drafts: its values may be published before the page, or with it."""
        value = super().clean(value)
        if self.is_deferred_validation:
            return value
        objection = self.objection(value, value.answers())
        if objection and not (objection is NO_VALUE and is_pending_release(value.question)):
            error = ValidationError(objection.message, code=objection.code)
            raise blocks.StructBlockValidationError(block_errors={objection.field: error})
        return value


def refused(answer: Answer) -> Objection | None:
    """Return the refusal of an answer as an objection, if it is one."""
    refusal = answer.refusal
    return Objection("indicator", refusal.code, refusal.message, refusal.nearest) if refusal else None


BY_CHOICES = [(one.code, one.by_label) for one in DIMENSIONS]

#: The empty choice of a second dimension.
NOTHING_MORE = ("", _("nothing more"))
