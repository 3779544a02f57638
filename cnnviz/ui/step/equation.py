"""Old weights less learning rate times gradient are new weights, as grids in a line."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from cnnviz.ui.line import Line
from cnnviz.ui.step.cells import StepCells
from cnnviz.ui.step.numbers import StepNumbers, decimals_of, largest_of, small_writers, writers
from cnnviz.ui.theme import Look, Type

#: The first column of a caption and how many it spans: what small numbers are counted in has room over the sign beside
#: the grid, where a second line would take height of all grids.
_CAPTION_AT = {"Gradient": (2, 2), "Change": (5, 2)}
#: The column of the change.
_CHANGE = 6


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
        self._captions: list[Line] = []
        self._layout = layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(2)
        layout.setRowStretch(1, 1)
        parts = (self.old, self._times, self.gradient, self._equals, self.new, self._gap, self.change)
        for column, part in enumerate(parts):
            layout.addWidget(part, 1, column)
            if isinstance(part, StepCells):
                caption = Line(part.accessibleName())
                self._captions.append(caption)
                first, span = _CAPTION_AT.get(part.accessibleName(), (column, 1))
                layout.addWidget(caption, 0, first, 1, span)
                layout.setColumnStretch(column, 1)
                part.cell_chosen.connect(self.cell_chosen)
            elif isinstance(part, QLabel):
                part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.set_look(Look())

    def show_numbers(self, numbers: StepNumbers) -> None:
        """Show the grids of a step."""
        old, gradient, new, change, style = numbers.old, numbers.gradient, numbers.new, numbers.change, numbers.style
        weights = largest_of(old, new) or 1.0
        fine = "", writers(decimals_of(change), style)
        grids = (
            (self.old, old, weights, fine),
            (self.gradient, gradient, largest_of(gradient) or 1.0, small_writers(gradient, style)),
            (self.new, new, weights, fine),
            (self.change, change, largest_of(change) or 1.0, small_writers(change, style)),
        )
        for caption, (cells, values, limit, (unit, ways)) in zip(self._captions, grids, strict=True):
            cells.show_numbers(values, limit, ways, numbers.chosen)
            name = cells.accessibleName()
            caption.set_text(f"{name} {unit}" if unit else name)
        self._times.setText(f"− {numbers.rate} ×")

    def set_change_shown(self, *, is_shown: bool) -> None:
        """Show the change, too, or give its room to the others."""
        for part in (self._gap, self.change, self._captions[-1]):
            part.setVisible(is_shown)
        self._layout.setColumnStretch(_CHANGE, int(is_shown))

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        for cells in (self.old, self.gradient, self.new, self.change):
            cells.set_look(look)
        for caption in self._captions:
            caption.setFont(look.font(Type.CAPTION))
        for sign in (self._times, self._equals):
            sign.setFont(look.font(Type.TITLE, bold=True))
        self._gap.setMinimumWidth(look.length(6))
