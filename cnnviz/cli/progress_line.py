"""A line on a terminal that says how far a long command is."""

from __future__ import annotations

import io
import sys
import time
from typing import TextIO

_WIDTH = 24
#: Seconds between two drawings of the line.
_PAUSE = 0.1


class ProgressLine:
    """A bar that is drawn over itself; where nobody watches, as in a file, nothing is written."""

    def __init__(self, stream: TextIO | None = None) -> None:
        # Started without a terminal, Python may have nowhere to print.
        self._stream = stream or sys.stderr or io.StringIO()
        self._is_watched = self._stream.isatty()
        self._start = time.monotonic()
        self._next = 0.0
        self._length = 0

    def show(self, share: float | None, text: str) -> None:
        """The bar at `share`, 0 to 1, with what is left of the time, and `text`; drawn a few times a second.

        Where `share` is None, nobody can say how far it is, and there is the text alone.
        """
        now = time.monotonic()
        if not self._is_watched or (now < self._next and share != 1.0):
            return
        self._next = now + _PAUSE
        if share is None:
            self._write(f"{text} …")
            return
        filled = round(_WIDTH * share)
        left = (now - self._start) * (1.0 - share) / share if share else 0.0
        bar = "#" * filled + "-" * (_WIDTH - filled)
        self._write(f"[{bar}] {share:4.0%}, {left // 60:.0f}:{left % 60:02.0f} left, {text}")

    def end(self) -> None:
        """Leave the line as it stands and go on below it."""
        if self._length:
            self._stream.write("\n")
            self._stream.flush()
            self._length = 0

    def _write(self, line: str) -> None:
        self._stream.write("\r" + line.ljust(self._length))
        self._stream.flush()
        self._length = len(line)
