"""The tiling behind every illustration: stars of eight that meet at the middles of their sides."""


from home.demonstration.shapes import line, outline, path, star, tag


def zellige(colour: str, *, angle: float, turn: float, side: float, filled: bool) -> str:
    """Octagons and squares of `side` units, a star in each, turned as one about the middle of the field.

    The lines leave each side's middle at `angle` degrees (45 to 68) and so run on from tile to tile.
    """
    period = side * (1 + 2**0.5)
    reach = int(1000 / period) + 1
    large = star(0, 0, period / 2, angle)
    small = star(0, 0, side / 2, angle, turn=45, points=4)
    heart = star(0, 0, period / 2 * 0.36, 45, turn=22.5)
    cells = [(column * period, row * period) for column in range(-reach, reach + 1) for row in range(-reach, reach + 1)]
    stars, squares = [], []
    for x, y in cells:
        stars.append(outline((x + px, y + py) for px, py in large))
        squares.append(outline((x + period / 2 + px, y + period / 2 + py) for px, py in small))
    hearts = "".join(outline((x + px, y + py) for px, py in heart) for x, y in cells)
    if filled:
        drawn = path("".join(stars) + hearts, colour, fill_rule="evenodd") + path("".join(squares), colour)
    else:
        drawn = line("".join(stars + squares) + hearts, colour, 3.5, stroke_linejoin="miter")
    return tag("g", drawn, transform=f"translate(800 450) rotate({turn:.1f})")
