"""Clearing away pictures of charts for which nobody has asked for long, and which can be drawn again.

An address of a chart never breaks: its specification and its values stay, and a picture that is asked for again is
drawn from them. What stands in pages stays too: only the page could draw it again, and it may have other values now.
"""

import os
from pathlib import Path

from django.conf import settings

from programs.charts import cache as keeping

#: What is drawn from chart.json: see `programs.charts.files`.
DRAWN_AGAIN = ("chart.png", "chart.svg")


def used(path: Path) -> None:
    """Note that somebody has asked for a picture: file systems do not say when a file was read."""
    if path.name in DRAWN_AGAIN:
        os.utime(path)


def sweep(before: float) -> tuple[int, int]:
    """Remove the pictures for which nobody has asked since a time; return how many, and how many bytes they had."""
    count = size = 0
    for path in sorted(Path(settings.CHARTS_ROOT).glob("*/*")):
        if path.name not in DRAWN_AGAIN or not path.with_name("chart.json").is_file():
            continue
        with keeping.alone_with(path.parent.name):
            status = path.stat()
            if status.st_mtime < before:
                path.unlink()
                count, size = count + 1, size + status.st_size
    return count, size
