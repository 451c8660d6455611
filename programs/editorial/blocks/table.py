"""A table of figures."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from programs.editorial.blocks.selection import BY_CHOICES, NOTHING_MORE, SelectionBlock
from programs.presentation import table_of
from programs.statistics import Answer


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
