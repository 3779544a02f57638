"""A line of text that takes the room there is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget


class Line(QWidget):
    """One line of text, shortened where it does not fit; the tooltip has the whole.

    A QLabel would ask for the width of its text and lay the window out anew with each word.
    """

    def __init__(self, name: str, alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
        super().__init__()
        self.text = ""
        self._alignment = alignment | Qt.AlignmentFlag.AlignVCenter
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        if text != self.text:
            self.text = text
            self.setAccessibleDescription(text)
            self.setToolTip(text)
            self.update()

    def set_color(self, color: str) -> None:
        colors = self.palette()
        colors.setColor(QPalette.ColorRole.WindowText, color)
        self.setPalette(colors)

    def sizeHint(self) -> QSize:
        return QSize(0, round(self.fontMetrics().height() * 1.3))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self._alignment, shown)
