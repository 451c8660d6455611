"""Blocks of figures: they refer to an indicator and a selection and hold no number."""

from wagtail import blocks

from programs.editorial.blocks.chart import ChartBlock, MapBlock
from programs.editorial.blocks.comparison import ComparisonBlock, TimelineBlock
from programs.editorial.blocks.headline import FigureGroupBlock, HeadlineFigureBlock
from programs.editorial.blocks.table import TableBlock


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
