"""A table of figures."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from programs import tables
from programs.blocks.selection import BY_CHOICES, SelectionBlock, first_preview


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
        return first_preview(self, {"indicator": "beneficiaries", "by": "event"})
