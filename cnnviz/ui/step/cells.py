"""A grid of numbers of which one is pointed out; all grids of a step point out the same one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from cnnviz.engine.arrays import Array
from cnnviz.model.numbers import format_exact, format_number
from cnnviz.model.sums.expression import DUST
from cnnviz.ui.cell_keys import ARROWS
from cnnviz.ui.number_grid.cells import NumberCells
from cnnviz.ui.theme import Look

#: What a cell should have room for before its numbers grow.
_USUAL = " -.0000 "


class StepCells(NumberCells):
    """Numbers with as many decimals as they need and their cells have room for.

    cell_chosen(row, column): a hand pointed one out.
    """

    cell_chosen = Signal(int, int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._chosen = (0, 0)
        self._decimals = 2
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_numbers(self, values: Array, limit: float, decimals: int, chosen: tuple[int, int]) -> None:
        """Show `values` ``(rows, columns)`` with up to so many decimals; `limit` takes the full colour."""
        self.set_values(values)
        self.set_scale(limit)
        if (decimals, chosen) != (self._decimals, self._chosen):
            self._decimals, self._chosen = decimals, chosen
            self.update()
        row, column = chosen
        self.setAccessibleDescription(f"Row {row + 1}, column {column + 1}: {format_exact(float(values[chosen]))}")

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._probe, self._inner = QPen(QColor(look.theme.probe), 2), QPen(QColor(look.theme.surface), 1)
        # Four digits in four grids beside one another: a little smaller than usual where cells are narrow.
        super().set_look(look._replace(text_scale=round(look.text_scale * 0.88)))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            rect = self.cell_rect(*self._chosen)
            # On the lines of the grid: within them there is only just room for four digits.
            rect = rect.intersected(self.rect().adjusted(1, 1, 0, 0))
            painter.setPen(self._inner)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
            painter.setPen(self._probe)
            painter.drawRect(rect)
            if self.hasFocus():
                painter.setPen(self._frame)
                painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self.cell_chosen.emit(*cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = ARROWS.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        row, column = self._chosen[0] + way[0], self._chosen[1] + way[1]
        if 0 <= row < self._rows and 0 <= column < self._columns:
            self.cell_chosen.emit(row, column)

    def minimumSizeHint(self) -> QSize:
        # Where numbers find no room, the colours do.
        side = self._look.length(13)
        return QSize(self._columns * side + 1, self._rows * side + 1)

    def _enlargement(self) -> float:
        room = self.width() / self._columns / self._smallest.horizontalAdvance(_USUAL)
        return max(1.0, min(room, super()._enlargement()))

    def _label(self, value: float, width: int) -> str:
        value = 0.0 if abs(value) < DUST else value
        for decimals in range(self._decimals, -1, -1):
            text = format_number(value, self._style, decimals=decimals, whole=True)
            text = text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
            if self._fits(text, width) and (not value or text.strip("-.0")):
                return text
        # A small number is not as good as none; where it has no room the colour tells, and one is written out.
        text = f"{value:.0e}".replace("e-0", "e-")
        return text if self._fits(text, width) else ""

    def _fits(self, text: str, width: int) -> bool:
        return self._metrics.horizontalAdvance(text) <= width
