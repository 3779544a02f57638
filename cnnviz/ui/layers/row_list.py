"""What the rows stand on."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cnnviz.ui.theme import Look

GAP = 5


class RowList(QWidget):
    """Rows one below the other, and a line where one that is dragged would go."""

    def __init__(self) -> None:
        super().__init__()
        self._line: QRect | None = None
        self._color = QColor(Look().theme.accent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 1, 0, 1)
        self._rows.setSpacing(GAP)
        self._rows.addStretch(1)

    def set_look(self, look: Look) -> None:
        """Draw in another theme."""
        self._color = QColor(look.theme.accent)

    def put(self, row: QWidget, instead_of: QWidget | None) -> None:
        """Stand `row` in the place of another, or behind all."""
        if instead_of is None:
            self._rows.insertWidget(self._rows.count() - 1, row)
        else:
            self._rows.insertWidget(self._rows.indexOf(instead_of), row)
            self.drop(instead_of)
        row.show()

    def drop(self, row: QWidget) -> None:
        """Take `row` away for good."""
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()

    def mark(self, index: int, to: int) -> None:
        """Show where row `index`, which is dragged, would go: in the place that row `to` has now."""
        self._line = None
        there = self._rows.itemAt(to)
        if to != index and there is not None:
            place = there.geometry()
            top = place.top() - GAP + 1 if to < index else place.bottom() + 2
            self._line = QRect(place.x(), top, place.width(), GAP - 2)
        self.update()

    def settle(self) -> None:
        """Let every row stand in its place."""
        self._line = None
        self._rows.invalidate()
        self._rows.activate()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._line is not None:
            QPainter(self).fillRect(self._line, self._color)
