"""Which values voted for a class, as many of them as there is room for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

_WRAPPED = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_MORE = "   …"


class Wires(QLabel):
    """Whole lines of text in the height there is: asking for more would make the whole panel scroll."""

    def __init__(self) -> None:
        super().__init__()
        self._wires: tuple[str, ...] = ()
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def show_wires(self, wires: Sequence[str]) -> None:
        """Show the first of `wires`, and that there are more where some have no room."""
        # A wire is not broken over two lines.
        unbroken = tuple(wire.replace(" ", "\N{NO-BREAK SPACE}") for wire in wires)
        if unbroken != self._wires:
            self._wires = unbroken
            self._fit()

    def show_words(self, words: str) -> None:
        """Show a sentence in their place."""
        self._wires = ()
        self._write(words)

    def hasHeightForWidth(self) -> bool:
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        if not self._wires:
            return
        count = len(self._wires)
        if not self._has_room(count):
            # The strongest is there in any case.
            count = max(bisect_left(range(1, count), True, key=lambda more: not self._has_room(more)), 1)
        self._write(self._text_of(count))

    def _text_of(self, count: int) -> str:
        return "   ".join(self._wires[:count]) + (_MORE if count < len(self._wires) else "")

    def _has_room(self, count: int) -> bool:
        room, text = self.contentsRect(), self._text_of(count)
        return self.fontMetrics().boundingRect(QRect(0, 0, room.width(), 0), _WRAPPED, text).height() <= room.height()

    def _write(self, text: str) -> None:
        # Nothing is laid out anew for a text that does not differ.
        if self.text() != text:
            self.setText(text)
