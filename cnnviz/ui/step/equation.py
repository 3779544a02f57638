"""Old weights less learning rate times gradient are new weights, as grids in a line."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from cnnviz.ui.step.cells import StepCells
from cnnviz.ui.step.numbers import StepNumbers, decimals_of, largest_of
from cnnviz.ui.theme import Look, Type


class Equation(QWidget):
    """Four grids: old weights, gradient, new weights, and the change.

    cell_chosen(row, column): a number was pointed out, in any of them.
    """

    cell_chosen = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.old, self.gradient, self.new, self.change = (
            StepCells(name) for name in ("Old weights", "Gradient", "New weights", "Change")
        )
        self._times, self._equals, self._gap = QLabel("−"), QLabel("="), QLabel()
        self._captions: list[QLabel] = []
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(2)
        layout.setRowStretch(1, 1)
        parts = (self.old, self._times, self.gradient, self._equals, self.new, self._gap, self.change)
        for column, part in enumerate(parts):
            layout.addWidget(part, 1, column)
            if isinstance(part, StepCells):
                caption = QLabel(part.accessibleName())
                self._captions.append(caption)
                layout.addWidget(caption, 0, column)
                layout.setColumnStretch(column, 1)
                part.cell_chosen.connect(self.cell_chosen)
            elif isinstance(part, QLabel):
                part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.set_look(Look())

    def show_numbers(self, numbers: StepNumbers) -> None:
        """Show the grids of a step."""
        weights = largest_of(numbers.old, numbers.new) or 1.0
        change = numbers.change
        for cells, values, limit, decimals in (
            (self.old, numbers.old, weights, decimals_of(change)),
            (self.gradient, numbers.gradient, largest_of(numbers.gradient) or 1.0, decimals_of(numbers.gradient)),
            (self.new, numbers.new, weights, decimals_of(change)),
            (self.change, change, largest_of(change) or 1.0, decimals_of(change)),
        ):
            cells.set_style(numbers.style)
            cells.show_numbers(values, limit, decimals, numbers.chosen)
        self._times.setText(f"− {numbers.rate} ×")

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        for cells in (self.old, self.gradient, self.new, self.change):
            cells.set_look(look)
        for caption in self._captions:
            caption.setFont(look.font(Type.CAPTION))
        for sign in (self._times, self._equals):
            sign.setFont(look.font(Type.TITLE, bold=True))
        self._gap.setMinimumWidth(look.length(6))
