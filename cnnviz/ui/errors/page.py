"""The page about the error: of the picture on the left, against one weight on the right."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cnnviz.ui.clear_area import ClearArea
from cnnviz.ui.errors.answer import Answer
from cnnviz.ui.errors.nudging import NudgeSide
from cnnviz.ui.theme import Look


class ErrorPage(QWidget):
    """The table on the left, the nudge on the right."""

    def __init__(self) -> None:
        super().__init__()
        self.answer, self.nudge = Answer(), NudgeSide()
        self._content = QWidget()
        self._columns = QHBoxLayout(self._content)
        self._columns.addWidget(self.answer, 9)
        self._columns.addWidget(self.nudge, 10)
        area = ClearArea()
        area.take(self._content)
        area.setWidgetResizable(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 60)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        gap = min(look.length(12), 16)
        self._columns.setContentsMargins(gap, gap // 2, gap, gap // 2)
        self._columns.setSpacing(2 * gap)
        self.answer.set_look(look)
        self.nudge.set_look(look)
