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
        self._words: tuple[str, ...] = ()
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def show_wires(self, wires: Sequence[str]) -> None:
        """Show the first of `wires`, and that there are more where some have no room."""
        # A wire is not broken over two lines.
        unbroken = tuple(wire.replace(" ", "\N{NO-BREAK SPACE}") for wire in wires)
        if unbroken != self._wires:
            self._wires, self._words = unbroken, ()
            self._fit()

    def show_words(self, *words: str) -> None:
        """Show a sentence in their place: the first of `words` that there is room for, from the longest."""
        if words != self._words:
            self._wires, self._words = (), words
            self._fit()

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
            self._write(next(filter(self._has_room, self._words), ""))
            return
        count = len(self._wires)
        if not self._has_room_for(count):
            # The strongest is there in any case.
            count = max(bisect_left(range(1, count), True, key=lambda more: not self._has_room_for(more)), 1)
        self._write(self._text_of(count))

    def _text_of(self, count: int) -> str:
        return "   ".join(self._wires[:count]) + (_MORE if count < len(self._wires) else "")

    def _has_room_for(self, count: int) -> bool:
        return self._has_room(self._text_of(count))

    def _has_room(self, text: str) -> bool:
        room = self.contentsRect()
        return self.fontMetrics().boundingRect(QRect(0, 0, room.width(), 0), _WRAPPED, text).height() <= room.height()

    def _write(self, text: str) -> None:
        # Nothing is laid out anew for a text that does not differ.
        if self.text() != text:
            self.setText(text)
