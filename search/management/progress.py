"""A progress bar on terminals; silent elsewhere."""

import time

WIDTH = 30


class Progress:
    def __init__(self, stream, label: str, total: int):
        self.stream, self.label, self.total = stream, label, total
        self.done = 0
        self.shown_at = 0.0
        self.is_shown = bool(total) and stream.isatty()

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *error) -> None:
        if self.is_shown:
            self._show(ending="\n")

    def more(self, count: int) -> None:
        self._reach(min(self.done + count, self.total))

    def left(self, count: int) -> None:
        """Set how much is left, whoever has done the rest."""
        self._reach(max(self.done, self.total - count))

    def _reach(self, done: int) -> None:
        self.done = done
        if self.is_shown and time.monotonic() - self.shown_at > 0.1:
            self._show(ending="")

    def _show(self, ending: str) -> None:
        self.shown_at = time.monotonic()
        filled = WIDTH * self.done // self.total
        bar = "█" * filled + "░" * (WIDTH - filled)
        self.stream.write(f"\r{self.label} {bar} {self.done}/{self.total}", ending=ending)
        self.stream.flush()
