"""A chart, with its table."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from programs import charts
from programs.blocks.selection import BY_CHOICES, SelectionBlock, first_preview


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
        return first_preview(self, {"indicator": "beneficiaries", "by": "event", "title": _("Beneficiaries by event")})
