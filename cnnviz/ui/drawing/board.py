"""Where the cells of a picture lie on the canvas."""

from __future__ import annotations

import math
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF

from cnnviz.engine.arrays import Mask
from cnnviz.model.picture.strokes import Place


class Board(NamedTuple):
    """Square cells, all of one size, in the middle of a widget.

    left, top: the corner in pixels. cell: the side of a cell in pixels, whole on the screen at any scale factor.
    """

    rows: int
    columns: int
    left: float = 0.0
    top: float = 0.0
    cell: float = 1.0

    @property
    def rect(self) -> QRectF:
        return QRectF(self.left, self.top, self.columns * self.cell, self.rows * self.cell)

    def place(self, point: QPointF) -> Place:
        """The place of a point of the widget, in cells; beyond the edges too."""
        return (point.y() - self.top) / self.cell, (point.x() - self.left) / self.cell

    def cell_at(self, place: Place) -> tuple[int, int] | None:
        """The cell that holds a place, or None beside the picture."""
        row, column = math.floor(place[0]), math.floor(place[1])
        return (row, column) if 0 <= row < self.rows and 0 <= column < self.columns else None

    def cell_rect(self, cell: tuple[int, int]) -> QRectF:
        return QRectF(self.left + cell[1] * self.cell, self.top + cell[0] * self.cell, self.cell, self.cell)

    def pixels(self, top: int, left: int, bottom: int, right: int) -> QRect:
        """The pixels of the cells between two corners, both included, with what is drawn on their edges."""
        first, last = self.cell_rect((top, left)), self.cell_rect((bottom, right))
        return first.united(last).toAlignedRect().adjusted(-3, -3, 3, 3)

    def lines(self) -> list[QLineF]:
        """The lines between the cells, and round them."""
        box = self.rect
        down = [self.top + row * self.cell for row in range(self.rows + 1)]
        across = [self.left + column * self.cell for column in range(self.columns + 1)]
        return [QLineF(box.left(), y, box.right(), y) for y in down] + [
            QLineF(x, box.top(), x, box.bottom()) for x in across
        ]

    def outline(self, mask: Mask) -> list[QLineF]:
        """The border of the marked cells ``(rows, columns)``."""
        lines = []
        for row, column in [(int(r), int(c)) for r, c in zip(*mask.nonzero(), strict=True)]:
            box = self.cell_rect((row, column))
            if row == 0 or not mask[row - 1, column]:
                lines.append(QLineF(box.topLeft(), box.topRight()))
            if row == self.rows - 1 or not mask[row + 1, column]:
                lines.append(QLineF(box.bottomLeft(), box.bottomRight()))
            if column == 0 or not mask[row, column - 1]:
                lines.append(QLineF(box.topLeft(), box.bottomLeft()))
            if column == self.columns - 1 or not mask[row, column + 1]:
                lines.append(QLineF(box.topRight(), box.bottomRight()))
        return lines


def board_within(rows: int, columns: int, width: int, height: int, margin: int, ratio: float) -> Board:
    """The largest board of `rows` x `columns` in the middle of `width` x `height` pixels.

    margin: pixels left free all round. ratio: screen pixels to one of them.
    """
    side = min((width - 2 * margin) / columns, (height - 2 * margin) / rows)
    cell = max(math.floor(side * ratio), 1) / ratio
    left = math.floor((width - columns * cell) / 2 * ratio) / ratio
    top = math.floor((height - rows * cell) / 2 * ratio) / ratio
    return Board(rows, columns, left, top, cell)
