"""Illustrations of the demonstration's articles, drawn in code: no person, no text, nobody's photograph."""

import random

import vl_convert

MOTIFS = (
    "bakery", "book", "caravan", "cheque", "handshake", "harvest",
    "loom", "map", "salon", "school", "tools", "welding",
)  # fmt: skip


def draw(motif: str, seed: str = "", *, width: int = 1600, height: int = 900) -> bytes:
    """A PNG of `width` by `height` pixels; the same words give the same bytes. ValueError: no such motif."""
    if motif not in MOTIFS:
        raise ValueError(f"no motif {motif!r}; there are {', '.join(MOTIFS)}")
    turn = random.Random(f"{motif}:{seed}").randrange(45)
    squares = "".join(
        f'<rect x="-220" y="-220" width="440" height="440" transform="rotate({turn + more})"/>'
        for more in (0, 45)
    )
    return vl_convert.svg_to_png(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 1600 900" '
        'preserveAspectRatio="xMidYMid slice"><rect x="-2000" y="-2000" width="6000" height="6000" '
        f'fill="#0b5a56"/><g fill="#e0a526" transform="translate(800 450)">{squares}</g></svg>'
    )
