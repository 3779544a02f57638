"""A line that says as much as fits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class FittedLine(QWidget):
    """Of several ways to say the same, the first that fits; the last is cut. The tooltip has the first."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._ways: tuple[str, ...] = ("",)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """What is written."""
        metrics = self.fontMetrics()
        fitting = (way for way in self._ways if metrics.horizontalAdvance(way) <= self.width())
        return next(fitting, metrics.elidedText(self._ways[-1], Qt.TextElideMode.ElideRight, self.width()))

    def set_ways(self, ways: Sequence[str]) -> None:
        """Say one of `ways`, of which the first says most."""
        if tuple(ways) != self._ways:
            self._ways = tuple(ways)
            self.setToolTip(self._ways[0])
            self.setAccessibleDescription(self._ways[0])
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, round(self.fontMetrics().height() * 1.2))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text)
