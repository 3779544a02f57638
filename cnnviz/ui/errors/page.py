"""The page about the error: of the picture on the left, against one weight on the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from cnnviz.ui.clear_area import ClearArea
from cnnviz.ui.errors.answer import Answer
from cnnviz.ui.errors.nudging import NudgeSide
from cnnviz.ui.theme import Look

#: In pixels: where the page has so much room, it is written in its usual size; in less height, the curve comes before
#: the choice of a weight.
WIDTH, HEIGHT = 560, 235
#: In less width than that one half stands below the other.
NARROWEST = 420
ACROSS, DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
ENLARGEMENTS = (1.0, 1.25, 1.5, 1.75)


class ErrorPage(QWidget):
    """The table on the left, the nudge on the right."""

    def __init__(self) -> None:
        super().__init__()
        self._look, self._enlargement = Look(), 1.0
        self.answer, self.nudge = Answer(), NudgeSide()
        self._content = QWidget()
        self._columns = QBoxLayout(ACROSS, self._content)
        self._columns.addWidget(self.answer, 9)
        self._columns.addWidget(self.nudge, 10, Qt.AlignmentFlag.AlignTop)
        area = ClearArea()
        area.take(self._content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 60)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look, self._enlargement = look, self._fitting_enlargement()
        gap = min(look.length(12), 16)
        self._columns.setContentsMargins(gap, gap // 2, gap, gap // 2)
        self._columns.setSpacing(2 * gap)
        self._turn()
        large = look._replace(text_scale=round(look.text_scale * self._enlargement))
        self.answer.set_look(look, large)
        self.nudge.set_look(look, large)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._turn()
        if self._enlargement != self._fitting_enlargement():
            self.set_look(self._look)

    def _turn(self) -> None:
        """Beside each other, or below each other where there is no room."""
        self._columns.setDirection(ACROSS if self.width() >= self._look.length(NARROWEST) else DOWN)
        # As high as there is room, and no higher: beside a long table, its slider would be out of sight.
        margins = self._columns.contentsMargins()
        is_beside = self._columns.direction() is ACROSS
        self.nudge.setMinimumHeight(max(self.height() - margins.top() - margins.bottom(), 0) if is_beside else 0)
        self.nudge.set_picker_below(is_below=self.height() < self._look.length(HEIGHT))

    def _fitting_enlargement(self) -> float:
        """How many times larger than the controls all else is written, for the back row, where there is room."""
        room = min(self.width() / self._look.length(WIDTH), self.height() / self._look.length(HEIGHT))
        return max(step for step in ENLARGEMENTS if step <= max(room, 1.0))
