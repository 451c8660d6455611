"""Blocks of figures: they refer to an indicator and a selection and hold no number."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField

from portal.pages import text_blocks
from programs.editorial.blocks.chart import ChartBlock, MapBlock, TableBlock
from programs.editorial.blocks.comparison import ComparisonBlock, TimelineBlock
from programs.editorial.blocks.headline import FigureGroupBlock, HeadlineFigureBlock


def figure_blocks() -> list[tuple[str, blocks.Block]]:
    """Return the blocks of figures of all bodies."""
    return [
        ("headline_figure", HeadlineFigureBlock()),
        ("figure_group", FigureGroupBlock()),
        ("table", TableBlock()),
        ("chart", ChartBlock()),
        ("map", MapBlock()),
        ("comparison", ComparisonBlock()),
        ("timeline", TimelineBlock()),
    ]


def body_field(help_text) -> StreamField:
    """Return the field of a body of text and figures."""
    return StreamField([*text_blocks(), *figure_blocks()], blank=True, verbose_name=_("body"), help_text=help_text)
