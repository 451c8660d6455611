"""A table; a chart and a map, each with its table."""

from dataclasses import replace
from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from programs.charts import KINDS, NEW_REGIONS, SCHEMES, chart_of, is_of_its_time, map_of, why_no_map, why_not
from programs.editorial.blocks.selection import BY_CHOICES, NOTHING_MORE, Objection, SelectionBlock, SelectionValue
from programs.editorial.fact_blocks import RegionSchemeChoiceBlock
from programs.presentation import first_target, table_of, target_questions
from programs.statistics import Answer, Question

TARGETS_OF_EDITIONS = _("A target stands beside its result where there is a bar for each edition, and nothing else.")
TARGETS_AS_BARS = _("A target stands beside its result in grouped bars only: with this kind of chart it is left out.")
NO_TARGETS = _("No targets of these editions are published: the results stand alone.")


class TableBlock(SelectionBlock):
    kind = "table"
    preview = {"by": "event"}

    by = blocks.ChoiceBlock(label=_("Rows"), choices=BY_CHOICES, default="year", help_text=_("One row for each …"))
    columns = blocks.ChoiceBlock(
        label=_("Columns"),
        choices=[NOTHING_MORE, *BY_CHOICES],
        required=False,
        help_text=_("One column for each …; may stay empty. Events, and whatever is very many, are rows all the same."),
    )

    class Meta:
        icon = "table"
        label = _("Table of figures")
        description = _("Values of one indicator by one or two dimensions, such as year and territory.")
        help_text = _("Choose what is counted, what it is restricted to, and what the rows are.")
        template = "programs/blocks/table.html"

    def figure_context(self, value, answers: list[Answer]) -> dict:
        return {"table": table_of(answers[0])}


class ChartValue(SelectionValue):
    @property
    def questions(self) -> list[Question]:
        return [self.question, *(target_questions(self.question) if self.is_beside_target else [])]

    @property
    def is_beside_target(self) -> bool:
        """Whether targets are to stand beside results, and can."""
        return self.wants_target and self.by == ("edition",) and self.get("drawing") in ("", None, "grouped_bar")


class ChartBlock(SelectionBlock):
    kind = "chart"
    preview = {"by": "event", "title": _("Beneficiaries by event")}

    title = blocks.CharBlock(label=_("Title"), help_text=_("What the chart shows, as a sentence: the finding."))
    by = blocks.ChoiceBlock(label=_("Bars"), choices=BY_CHOICES, default="year", help_text=_("One bar for each …"))
    columns = blocks.ChoiceBlock(
        label=_("Compared by"),
        choices=[NOTHING_MORE, *BY_CHOICES],
        required=False,
        help_text=_("A second dimension: a bar or a line for each …; may stay empty."),
    )
    with_target = blocks.BooleanBlock(
        label=_("Target beside the result"),
        required=False,
        default=True,
        help_text=_("For bars by edition: what was planned of each edition stands beside what became of it."),
    )
    drawing = blocks.ChoiceBlock(
        label=_("Kind of chart"),
        choices=[("", _("the one that fits the values")), *KINDS.items()],
        required=False,
        help_text=_("What would mislead is refused, and the reason is told."),
    )

    class Meta:
        icon = "chart"
        label = _("Chart")
        description = _("A chart of one indicator, with its table one click away.")
        help_text = _("Choose what is counted, what it is restricted to, and what the bars are.")
        template = "programs/blocks/chart.html"
        value_class = ChartValue

    def figure_context(self, value, answers: list[Answer]) -> dict:
        beside = first_target(answers[1:])
        return {"chart": chart_of(answers[0], value["title"], value.get("drawing") or "", beside)}

    def objection(self, value, answers: list[Answer]) -> Objection | None:
        objection = super().objection(value, answers)
        if objection is None and (drawing := value.get("drawing")):
            reason = why_not(drawing, answers[0], first_target(answers[1:]))
            return Objection("drawing", reason.code, reason.message, instead=({"drawing": ""},)) if reason else None
        return objection

    def remark(self, value, answers: list[Answer]):
        if not value.wants_target or first_target(answers[1:]):
            return ""
        if value.by != ("edition",):
            # The box is ticked by default: no remark where rows have no targets.
            return TARGETS_OF_EDITIONS if "edition" in value.by else ""
        return NO_TARGETS if value.is_beside_target else TARGETS_AS_BARS


class MapValue(SelectionValue):
    """Without a chosen scheme all are asked, and the one of the period of the values is drawn."""

    @property
    def question(self) -> Question:
        return replace(super().question, by=("territory",), scheme=self.get("scheme") or "")

    @property
    def questions(self) -> list[Question]:
        if self.question.scheme:
            return [self.question]
        return [replace(self.question, scheme=scheme) for scheme in reversed(SCHEMES)]

    def answers(self, parent_context=None) -> list[Answer]:
        """Return the answer to be drawn first: that by the regions of its time, else one that has rows."""
        answers = super().answers(parent_context)
        return sorted(answers, key=lambda answer: (not is_of_its_time(answer), not answer.rows))


#: Selections that can be drawn of values from before and after the new regions, the nearest first.
ONE_TIME = (
    *({"scheme": scheme} for scheme in reversed(SCHEMES)),
    {"period_start": NEW_REGIONS.isoformat()},
    {"period_end": (NEW_REGIONS - timedelta(days=1)).isoformat()},
)
BOTH_TIMES = _(
    "These values are from before and after September 2015, when the regions were drawn anew. Choose a period, or "
    "the regions on which to show all of them."
)


class MapBlock(SelectionBlock):
    kind = "map"
    preview = {"title": _("Beneficiaries by region")}

    title = blocks.CharBlock(label=_("Title"), help_text=_("What the map shows, as a sentence: the finding."))
    scheme = RegionSchemeChoiceBlock(
        label=_("Regions"),
        required=False,
        help_text=_("The country was divided anew in September 2015; the regions follow the period of the values."),
    )

    class Meta:
        icon = "map-pin"
        label = _("Map by region")
        description = _("Values of one indicator by region, drawn on the regions of their time.")
        help_text = _("Choose what is counted; its regions are those of its time.")
        template = "programs/blocks/chart.html"
        value_class = MapValue

    def figure_context(self, value, answers: list[Answer]) -> dict:
        return {"chart": map_of(answers[0], value["title"])}

    def objection(self, value, answers: list[Answer]) -> Objection | None:
        objection = super().objection(value, answers)
        if objection:
            return objection
        if not value.get("scheme") and not is_of_its_time(answers[0]):
            return Objection("scheme", "both-times", BOTH_TIMES, instead=ONE_TIME)
        if reason := why_no_map(answers[0]):
            return Objection("scheme", reason.code, reason.message, instead=({"scheme": ""},))
        return None
