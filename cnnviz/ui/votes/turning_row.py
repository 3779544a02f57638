"""Widgets beside each other, or below each other where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

ACROSS, DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class TurningRow(QWidget):
    """A row that turns into a column in less width than it is told to need.

    It never asks for more width than its widest widget: what it stands in need not scroll sideways.
    """

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self._widgets = widgets
        self._needed = 0
        self._box = QBoxLayout(ACROSS, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        # Its own minimum is the width of a row.
        self._box.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)
        for widget in widgets:
            self._box.addWidget(widget)
        self._box.addStretch(1)

    def set_needed(self, width: int) -> None:
        """The width, in pixels, from which on it is a row."""
        self._needed = width
        self._turn()

    def minimumSizeHint(self) -> QSize:
        return QSize(
            max(widget.minimumSizeHint().width() for widget in self._widgets), self._box.minimumSize().height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._turn()

    def _turn(self) -> None:
        direction = ACROSS if self.width() >= self._needed else DOWN
        if direction != self._box.direction():
            self._box.setDirection(direction)
            self.updateGeometry()
