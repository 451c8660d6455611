"""Filled indexes that are kept, to be asked again: to fill a large one takes longer than to measure it.

A kept index is of the code that filled it. Where the analysis has changed since, throw its folder away.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

#: Is written last: without it an index is half filled, and is filled anew.
WHOLE = "whole.txt"


@dataclass(frozen=True)
class Kept:
    folder: Path

    @property
    def filled(self) -> str:
        """What was said when the index was filled; nothing where it is not whole."""
        whole = self.folder / WHOLE
        return whole.read_text() if whole.exists() else ""

    def mark(self, said: str) -> None:
        (self.folder / WHOLE).write_text(said)


def kept_in(keep: Path | None, engine: str, entries: int, is_quick: bool) -> Kept | None:
    """Return where an index of an engine with so many entries is kept, or is to be; None where none is."""
    if keep is None:
        return None
    kept = Kept(keep.resolve() / f"{engine}-{entries}{'-quick' if is_quick else ''}")
    if not kept.filled:
        shutil.rmtree(kept.folder, ignore_errors=True)
        kept.folder.mkdir(parents=True)
    return kept
