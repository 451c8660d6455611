"""What a motif is to the one who draws it."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from home.demonstration.palette import Palette
from home.demonstration.shapes import Layer


@dataclass(frozen=True)
class Figure:
    """Layers from the lowest up; `floor` is the height things stand at, None where they lie flat.

    `mirrors` is whether the figure may be drawn the other way round.
    """

    layers: Callable[[Palette, Random], list[Layer]]
    floor: float | None = None
    mirrors: bool = True
