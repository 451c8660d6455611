"""A chart, and a map, each with its table."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from programs import charts
from programs.blocks.selection import BY_CHOICES, Objection, SelectionBlock, SelectionValue, first_preview
from programs.fact_blocks import RegionSchemeChoiceBlock
from programs.statistics import Answer, Question


class ChartBlock(SelectionBlock):
    kind = "chart"

    title = blocks.CharBlock(label=_("Title"), help_text=_("What the chart shows, as a sentence: the finding."))
    by = blocks.ChoiceBlock(label=_("Bars"), choices=BY_CHOICES, default="year", help_text=_("One bar for each …"))
    columns = blocks.ChoiceBlock(
        label=_("Compared by"),
        choices=BY_CHOICES,
        required=False,
        help_text=_("A second dimension: a bar or a line for each …; may stay empty."),
    )
    drawing = blocks.ChoiceBlock(
        label=_("Kind of chart"),
        choices=list(charts.KINDS.items()),
        required=False,
        help_text=_("Empty: the kind that fits the values."),
    )

    class Meta:
        icon = "chart"
        label = _("Chart")
        description = _("A chart of one indicator, with its table one click away.")
        help_text = _("Choose what is counted, what it is restricted to, and what the bars are.")
        template = "programs/blocks/chart.html"

    def shown(self, value, answers: list[Answer]) -> dict:
        return {"chart": charts.chart_of(answers[0], value["title"], value.get("drawing") or "")}

    def objection(self, value, answers: list[Answer]) -> Objection | None:
        objection = super().objection(value, answers)
        if objection is None and (drawing := value.get("drawing")):
            reason = charts.why_not(drawing, answers[0])
            return Objection("drawing", reason.code, reason.message) if reason else None
        return objection

    def get_preview_value(self):
        return first_preview(self, {"indicator": "beneficiaries", "by": "event", "title": _("Beneficiaries by event")})


class MapValue(SelectionValue):
    @property
    def question(self) -> Question:
        return replace(super().question, by=("territory",), scheme=self.get("scheme") or "")


class MapBlock(SelectionBlock):
    kind = "map"

    title = blocks.CharBlock(label=_("Title"), help_text=_("What the map shows, as a sentence: the finding."))
    scheme = RegionSchemeChoiceBlock(
        label=_("Regions"),
        help_text=_("The division of the country that was in force in the period of the values."),
    )

    class Meta:
        icon = "map-pin"
        label = _("Map by region")
        description = _("Values of one indicator by region, drawn on the regions of their time.")
        help_text = _("Choose what is counted, and the regions of that time.")
        template = "programs/blocks/chart.html"
        value_class = MapValue

    def shown(self, value, answers: list[Answer]) -> dict:
        return {"chart": charts.map_of(answers[0], value["title"])}

    def objection(self, value, answers: list[Answer]) -> Objection | None:
        objection = super().objection(value, answers)
        if objection is None and (reason := charts.why_no_map(answers[0])):
            return Objection("scheme", reason.code, reason.message)
        return objection

    def get_preview_value(self):
        return first_preview(
            self, {"indicator": "beneficiaries", "scheme": "MA-REG-2015", "title": _("Beneficiaries by region")}
        )
