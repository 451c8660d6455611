"""One large number."""

from django.utils.translation import gettext_lazy as _

from programs.blocks.selection import SelectionBlock, first_preview
from programs.figures import figure_of


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
        return first_preview(self, {"indicator": "beneficiaries"})
