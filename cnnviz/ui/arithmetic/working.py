"""The steps of a sum, drawn."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from cnnviz.model.sums.account import Account
from cnnviz.ui.arithmetic.layout import Layout, Step, lay_out
from cnnviz.ui.arithmetic.pens import Pens
from cnnviz.ui.arithmetic.steps import steps_of
from cnnviz.ui.theme import Look


class Working(QWidget):
    """The steps side by side, as large as they fit; larger than its room where they would be too small to read."""

    def __init__(self) -> None:
        super().__init__()
        self._pens = Pens(Look())
        self._steps: tuple[Step, ...] = ()
        self._layout = Layout()

    def set_pens(self, pens: Pens) -> None:
        """Draw in another look."""
        self._pens = pens
        self.lay_out()

    def show_account(self, account: Account) -> None:
        """Draw the steps of `account`."""
        self._steps = steps_of(account)
        self.lay_out()

    def minimumSizeHint(self) -> QSize:
        return self._layout.size

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # What came while it was hidden, the area has not heard of.
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setFont(self._pens.heading)
            painter.setPen(self._pens.muted)
            for heading, rect in self._layout.headings:
                painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, heading)
            for part, rect in self._layout.parts:
                if rect.intersects(event.rect()):
                    part.paint(painter, self._pens, self._layout.cell, rect)

    @Slot()
    def lay_out(self) -> None:
        """Find a place for every part in the room there is, which is the area's: what it scrolls may stay as it was."""
        if not self._steps:
            return
        layout = lay_out(self._steps, self._pens, *self._room())
        grown = layout.size != self._layout.size
        self._layout = layout
        if grown:
            self.updateGeometry()
        self.update()

    def _room(self) -> tuple[QSize, int]:
        """The room there is, and how much of its width a scroll bar takes."""
        viewport = self.parentWidget()
        area = None if viewport is None else viewport.parentWidget()
        if not isinstance(area, QScrollArea):
            return self.size(), 0
        # The size of the viewport depends on the scroll bars, and they on what is laid out.
        return area.maximumViewportSize(), area.verticalScrollBar().sizeHint().width()
