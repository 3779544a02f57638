"""What the rows stand on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

GAP = 5


class RowList(QWidget):
    """Rows one below the other, which make room for one that is dragged.

    resized(): the rows take more or less room than before, and stand in their places.
    """

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 1, 0, 1)
        self._rows.setSpacing(GAP)
        self._rows.addStretch(1)

    def set_spare(self, width: int) -> None:
        """Leave so many pixels free on the right."""
        self._rows.setContentsMargins(0, 1, width, 1)

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

    def make_room(self, rows: list[QWidget], dragged: QWidget, to: int) -> None:
        """Let the others stand as they would if `dragged`, which is in the hand, were let go in the place `to`."""
        others = [row for row in rows if row is not dragged]
        top = self._rows.contentsMargins().top()
        for place, row in enumerate([*others[:to], dragged, *others[to:]]):
            if place != to:
                row.move(row.x(), top)
            top += row.height() + GAP

    def settle(self) -> None:
        """Let every row stand in its place."""
        self._rows.invalidate()
        self._rows.activate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.resized.emit()
