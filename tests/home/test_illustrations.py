"""The demonstration's illustrations: every motif, its size and weight, and nothing in the file but the picture."""

import io
import struct

import pytest
from PIL import Image

from home.demonstration.illustrations import HEAVIEST, draw
from home.demonstration.motifs import MOTIFS

PROMISED = {
    "tools", "cheque", "book", "loom", "bakery", "welding", "school", "map", "handshake", "harvest", "salon", "caravan",
}  # fmt: skip
PICTURE_ONLY = {b"IHDR", b"PLTE", b"IDAT", b"IEND"}


def chunks(png: bytes) -> set[bytes]:
    """The kinds of chunk in a PNG."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    found, at = set(), 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        found.add(png[at + 4 : at + 8])
        at += length + 12
    return found


def test_the_promised_motifs_exist():
    assert set(MOTIFS) == PROMISED


@pytest.mark.parametrize("motif", sorted(PROMISED))
def test_a_motif_is_a_picture_of_the_asked_size_and_nothing_else(motif):
    png = draw(motif, "one")
    picture = Image.open(io.BytesIO(png))
    assert (picture.format, picture.size) == ("PNG", (1600, 900))
    assert chunks(png) <= PICTURE_ONLY
    assert len(png) <= HEAVIEST
    assert picture.mode in {"RGB", "P"}
    assert len(picture.convert("RGB").getcolors(1600 * 900)) > 50


@pytest.mark.parametrize(("width", "height"), [(320, 180), (800, 600), (400, 400), (300, 500)])
def test_the_picture_fills_whatever_shape_is_asked(width, height):
    picture = Image.open(io.BytesIO(draw("book", "one", width=width, height=height)))
    assert picture.size == (width, height)
    assert picture.mode == "RGB"


@pytest.mark.parametrize("motif", sorted(PROMISED))
def test_the_same_words_give_the_same_bytes_and_another_seed_another_picture(motif):
    small = {"width": 320, "height": 180}
    assert draw(motif, "one", **small) == draw(motif, "one", **small)
    assert len({draw(motif, str(seed), **small) for seed in range(6)}) == 6


def test_a_picture_of_too_many_colours_is_written_in_fewer(monkeypatch):
    whole = draw("tools", "one")
    monkeypatch.setattr("home.demonstration.illustrations.HEAVIEST", 1000)
    fewer = draw("tools", "one")
    assert Image.open(io.BytesIO(fewer)).mode == "P"
    assert len(fewer) < len(whole)
    assert chunks(fewer) <= PICTURE_ONLY


def test_an_unknown_motif_is_refused_with_the_names_of_those_there_are():
    with pytest.raises(ValueError, match=r"no motif 'camel'; there are bakery, book, caravan, .*welding"):
        draw("camel")
