"""A grid of numbers of which one is pointed out; all grids of a step point out the same one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from cnnviz.engine.arrays import Array
from cnnviz.model.numbers import NumberWriter, format_exact
from cnnviz.model.sums.expression import DUST
from cnnviz.ui.cell_keys import ARROWS
from cnnviz.ui.number_grid.cells import NumberCells
from cnnviz.ui.step.numbers import writers
from cnnviz.ui.theme import Look

#: What a cell should have room for before its numbers grow.
_USUAL = " -.0000 "


class StepCells(NumberCells):
    """Numbers in one notation, with as many decimals as all of their cells have room for.

    cell_chosen(row, column): a hand pointed one out.
    """

    cell_chosen = Signal(int, int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._chosen = (0, 0)
        self._writers: Sequence[NumberWriter] = writers(2, self._style)
        self._writer: NumberWriter | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_numbers(self, values: Array, limit: float, ways: Sequence[NumberWriter], chosen: tuple[int, int]) -> None:
        """Show `values` ``(rows, columns)`` in the first of `ways` that fits; `limit` takes the full colour."""
        self.set_values(values)
        self.set_scale(limit)
        if (ways, chosen) != (self._writers, self._chosen):
            self._writers, self._chosen = ways, chosen
            self.update()
        row, column = chosen
        self.setAccessibleDescription(f"Row {row + 1}, column {column + 1}: {format_exact(float(values[chosen]))}")

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._probe, self._inner = QPen(QColor(look.theme.probe), 2), QPen(QColor(look.theme.surface), 1)
        # Four digits in four grids beside one another: a little smaller than usual where cells are narrow.
        super().set_look(look._replace(text_scale=round(look.text_scale * 0.88)))

    def paintEvent(self, event: QPaintEvent) -> None:
        self._writer = None
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
        if self._writer is None:
            self._writer = self._fitting(width)
        text = self._writer(_cleaned(value))
        # Where a number has no room the colour tells, and one is written out.
        return text if self._fits(text, width) else ""

    def _fitting(self, width: int) -> NumberWriter:
        """What writes every number in one way, none wider than `width` pixels if that can be."""
        values = [_cleaned(value) for value in set(self._values.flat)]
        ways = (way for way in self._writers if all(self._fits(way(value), width) for value in values))
        return next(ways, self._writers[-1])

    def _fits(self, text: str, width: int) -> bool:
        return self._metrics.horizontalAdvance(text) <= width


def _cleaned(value: float) -> float:
    return 0.0 if abs(value) < DUST else value
