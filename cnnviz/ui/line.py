"""A line of text that takes the room there is."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

_MOST_LINES = 4


class Line(QWidget):
    """One line of text, in fewer words or shortened where it does not fit; the tooltip has the whole.

    A QLabel would ask for the width of its text and lay the window out anew with each word.
    """

    def __init__(
        self,
        name: str,
        alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        shortened: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__()
        self.text = ""
        self._shorter: tuple[str, ...] = ()
        self._alignment = alignment | Qt.AlignmentFlag.AlignVCenter
        self._shortened = shortened
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        self.set_ways(text)

    def set_ways(self, text: str, *shorter: str) -> None:
        """Say `text`; where it does not fit, the first of `shorter` that does, or as much as fits of the last."""
        if (text, shorter) != (self.text, self._shorter):
            self.text, self._shorter = text, shorter
            self.setAccessibleDescription(text)
            self.setToolTip(text)
            self.update()

    @property
    def shown(self) -> str:
        """What can be read."""
        metrics, ways = self.fontMetrics(), (self.text, *self._shorter)
        fitting = (way for way in ways if metrics.horizontalAdvance(way) <= self.width())
        return next(fitting, metrics.elidedText(ways[-1], self._shortened, self.width()))

    def set_color(self, color: str) -> None:
        colors = self.palette()
        colors.setColor(QPalette.ColorRole.WindowText, color)
        self.setPalette(colors)

    def sizeHint(self) -> QSize:
        return QSize(0, round(self.fontMetrics().height() * 1.3))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.drawText(self.rect(), self._alignment, self.shown)


class Sentence(Line):
    """Text that takes the width it needs, and up to four lines where that is more than its room."""

    def __init__(self, name: str, alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
        super().__init__(name, alignment)
        self._room = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        if text != self.text:
            super().set_text(text)
            self.updateGeometry()

    def set_room(self, pixels: int) -> None:
        """The most width that there is."""
        if pixels != self._room:
            self._room = pixels
            self.updateGeometry()

    def fits(self, pixels: int) -> bool:
        """Whether all of it can be read in that width."""
        return self._lines(self._box(pixels)) <= _MOST_LINES

    def sizeHint(self) -> QSize:
        line = super().sizeHint().height()
        box = self._box(self._room)
        lines = min(self._lines(box), _MOST_LINES)
        return QSize(min(box.width() + 1, self._room), line + (lines - 1) * self.fontMetrics().lineSpacing())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.drawText(self.rect(), self._alignment | Qt.TextFlag.TextWordWrap, self.text)

    def _lines(self, box: QRect) -> int:
        # The spacing is told in whole pixels; a line may be a part of one higher.
        return round(box.height() / self.fontMetrics().lineSpacing())

    def _box(self, width: int) -> QRect:
        room = QRect(0, 0, max(width, 1), 10_000)
        return self.fontMetrics().boundingRect(room, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap, self.text)
