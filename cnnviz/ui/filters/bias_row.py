"""The bias below a filter's numbers."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from cnnviz.engine.arrays import Array
from cnnviz.ui.number_grid import NumberGrid
from cnnviz.ui.theme import Look, Type


class BiasRow(QWidget):
    """The word, and the number in a grid of its own.

    chosen(): a hand came to the number. edited(value, gesture), refused(sentence): what it did.
    """

    chosen = Signal()
    edited = Signal(float, object)
    refused = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = QLabel("Bias", self)
        self.grid = NumberGrid(self)
        self.grid.set_values(np.zeros((1, 1)))
        self.grid.cell_chosen.connect(self.chosen)
        self.grid.cell_edited.connect(self._on_edited)
        self.grid.block_pasted.connect(self._on_pasted)
        self.grid.refused.connect(self.refused)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._label.setFont(look.font(Type.CAPTION))
        self.grid.set_look(look)

    def show_bias(self, bias: float, limit: float) -> None:
        """Show the number, full colour at `limit`."""
        self.grid.set_values(np.full((1, 1), bias))
        self.grid.set_scale(max(limit, abs(bias)))

    @property
    def needed_height(self) -> int:
        """In pixels."""
        return self.grid.minimumSizeHint().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        cell = min(2 * self.grid.sizeHint().width(), self.width() // 2)
        self.grid.setGeometry(self.width() - cell, 0, cell, self.height())
        self._label.setGeometry(0, 0, self.width() - cell, self.height())

    @Slot(int, int, float, object)
    def _on_edited(self, row: int, column: int, value: float, gesture: object) -> None:
        self.edited.emit(value, gesture)

    @Slot(int, int, object)
    def _on_pasted(self, row: int, column: int, values: Array) -> None:
        self.edited.emit(float(values[0, 0]), None)
