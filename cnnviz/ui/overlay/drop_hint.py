"""Where something that is dragged over the window will come to, and what becomes of it there."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QTextOption
from PySide6.QtWidgets import QWidget

from cnnviz.ui.theme import Look, Type

_LINE, _CORNER, _MARGIN = 3, 8, 12


class DropHint(QWidget):
    """A frame round the place, and a sentence in its middle, above everything; the mouse goes through."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._look = Look()
        self._place = QRect()
        self._is_problem = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.hide()

    def say(self, sentence: str, place: QWidget, look: Look, *, is_problem: bool) -> None:
        """Frame `place`, and show `sentence` there."""
        window = self.window()
        self._look, self._is_problem = look, is_problem
        self._place = QRect(place.mapTo(window, place.rect().topLeft()), place.size())
        self.setAccessibleName(sentence)
        self.setGeometry(window.rect())
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        color = QColor(theme.problem if self._is_problem else theme.accent)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(color, _LINE))
            half = _LINE / 2
            painter.drawRoundedRect(QRectF(self._place).adjusted(half, half, -half, -half), _CORNER, _CORNER)
            painter.setFont(self._look.font(Type.TITLE))
            box = self._box(painter)
            painter.setBrush(QColor(theme.surface))
            painter.drawRoundedRect(box, _CORNER, _CORNER)
            painter.setPen(QColor(theme.problem if self._is_problem else theme.text))
            painter.drawText(box, self.accessibleName(), _lines())

    def _box(self, painter: QPainter) -> QRectF:
        """Where the sentence stands: in the middle of the place, as wide as it needs, in several lines if it must."""
        room = QRectF(self._place).adjusted(2 * _MARGIN, 0, -2 * _MARGIN, 0)
        written = painter.boundingRect(room, self.accessibleName(), _lines())
        return written.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)


def _lines() -> QTextOption:
    """In the middle, and broken within a word where one, such as the name of a file, is wider than the room."""
    option = QTextOption(Qt.AlignmentFlag.AlignCenter)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
