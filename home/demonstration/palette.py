"""The colours of the illustrations: one family of teal, saffron and paper, in five arrangements."""

from dataclasses import dataclass

INK = "#16211f"
PAPER = "#fbf6ea"
PAPER_SHADE = "#e9dcc0"
PAPER_LINE = "#cdbf9f"
SAFFRON = "#e0a526"
SAFFRON_SHADE = "#bf8517"
SAFFRON_LIGHT = "#f1cd7c"
SAFFRON_NIGHT = "#94650d"
TEAL = "#0b5a56"
TEAL_SHADE = "#074543"
TEAL_NIGHT = "#053634"
TEAL_MIDDLE = "#2f817b"
TEAL_SOFT = "#86b9b0"
TEAL_PALE = "#c6ded7"


@dataclass(frozen=True)
class Palette:
    """What the ground is painted with, and the tones that stand out on that ground.

    `main` is the colour of things, `soft` that of the things behind them; paper and saffron stay as they are.
    """

    ground: str
    pattern: str
    stage: str
    stage_pattern: str
    floor: str
    far: str
    main: str
    main_shade: str
    main_light: str
    soft: str
    soft_shade: str
    snow: str
    glass: str
    pin: str
    regions: tuple[str, str, str, str]
    shadow: float


PALETTES = (
    Palette(  # paper
        ground="#f3e9d3", pattern="#e6d8b9", stage="#c9e0d9", stage_pattern="#b5d3ca", floor="#e6d6b4",
        far="#dccba6", main=TEAL, main_shade=TEAL_SHADE, main_light=TEAL_MIDDLE, soft=TEAL_SOFT,
        soft_shade="#6aa39a", snow="#efe3c6", glass="#bcd8d0",
        pin=INK, regions=(TEAL, TEAL_SOFT, TEAL_MIDDLE, TEAL_SHADE), shadow=0.26,
    ),
    Palette(  # teal
        ground=TEAL, pattern="#146762", stage="#17706a", stage_pattern="#237d76", floor="#084a47",
        far="#094d49", main="#9ccac1", main_shade="#6fa9a0", main_light=TEAL_PALE, soft="#4f9a92",
        soft_shade="#3b857e", snow="#2c7a73", glass="#bcd8d0",
        pin=PAPER, regions=(PAPER_SHADE, "#9ccac1", "#4f9a92", TEAL_NIGHT), shadow=0.42,
    ),
    Palette(  # mist
        ground="#c6ded7", pattern="#b4d1c9", stage="#f5edda", stage_pattern="#e8dcc0", floor="#a9cbc2",
        far="#9dc3b9", main=TEAL, main_shade=TEAL_SHADE, main_light=TEAL_MIDDLE, soft="#79b0a6",
        soft_shade="#5f9c92", snow="#e4efe9", glass="#bcd8d0",
        pin=INK, regions=(TEAL, "#79b0a6", TEAL_MIDDLE, TEAL_NIGHT), shadow=0.28,
    ),
    Palette(  # night
        ground=TEAL_NIGHT, pattern="#0a4441", stage=TEAL, stage_pattern="#146762", floor="#042a29",
        far="#084643", main="#8fc0b8", main_shade="#629f96", main_light=TEAL_PALE, soft="#3f8b84",
        soft_shade="#2f746e", snow="#1c625d", glass="#8fc0b8",
        pin=PAPER, regions=(PAPER_SHADE, "#8fc0b8", "#3f8b84", "#1c6f69"), shadow=0.46,
    ),
    Palette(  # honey
        ground="#efcf88", pattern="#e6c172", stage="#f7ecd2", stage_pattern="#ecdcb8", floor="#e2b85f",
        far="#dcb058", main=TEAL, main_shade=TEAL_SHADE, main_light=TEAL_MIDDLE, soft="#6ba79d",
        soft_shade="#52938a", snow="#f3dca4", glass="#bcd8d0",
        pin=INK, regions=(TEAL, "#6ba79d", TEAL_MIDDLE, TEAL_NIGHT), shadow=0.26,
    ),
)  # fmt: skip
