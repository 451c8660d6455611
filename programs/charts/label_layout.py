"""Label placement on maps: each beside its circle, without overlap, and none where there is no room."""

from dataclasses import dataclass, field

from programs.charts.theme import LINE, WIDTH, width_of


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass
class Room:
    """The occupied boxes of a map. Labels are placed one by one, the most important first."""

    height: float
    taken: list[Box] = field(default_factory=list)

    def take_circle(self, x: float, y: float, radius: float) -> None:
        # A square of about the circle's area lets labels come near.
        half = radius * 0.9
        self.taken.append(Box(x - half, y - half, x + half, y + half))

    def place(self, lines: list[str], x: float, y: float, radius: float) -> list[tuple[str, float, float]]:
        """Return (line, x, y) of centred lines beside a circle; [] if all sides are taken."""
        wide = max(width_of(line, bold=True) for line in lines) + 6
        high = LINE * len(lines)
        away = radius + 3
        slant = away * 0.75
        farther = away + LINE / 2
        for middle_x, middle_y in (
            (x, y + away + high / 2),
            (x, y - away - high / 2),
            (x - away - wide / 2, y),
            (x + away + wide / 2, y),
            (x - slant - wide / 2, y - slant - high / 2 + 6),
            (x + slant + wide / 2, y + slant + high / 2 - 6),
            (x - slant - wide / 2, y + slant + high / 2 - 6),
            (x + slant + wide / 2, y - slant - high / 2 + 6),
            (x, y - farther - high / 2),
            (x + wide / 4, y + farther + high / 2),
            (x - wide / 4, y - farther - high / 2),
            (x + wide / 4, y - farther - high / 2),
        ):
            box = Box(middle_x - wide / 2, middle_y - high / 2, middle_x + wide / 2, middle_y + high / 2)
            if self._is_free(box):
                self.taken.append(box)
                return [(line, middle_x, box.top + LINE * (index + 0.5)) for index, line in enumerate(lines)]
        return []

    def _is_free(self, box: Box) -> bool:
        within = box.left >= 0 and box.right <= WIDTH and box.top >= -8 and box.bottom <= self.height
        return within and not any(box.meets(other) for other in self.taken)
