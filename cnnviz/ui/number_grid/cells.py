"""A grid of numbers on their colours."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.engine.arrays import Array, frozen
from cnnviz.model.numbers import NumberStyle, format_short
from cnnviz.ui.painting import color_indices, hollow
from cnnviz.ui.theme import Look, Theme, diverging_colors, reads_on

#: How many times its usual size a number takes in a roomy cell.
LARGEST_TEXT = 2.0


class NumberCells(QWidget):
    """Numbers in rows and columns, each on its colour of the diverging scale around zero."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = frozen(np.zeros((3, 3)))
        self._limit = 1.0
        self._style = NumberStyle.TRUNCATED
        self._lit = False
        self._look = Look()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._take_look()

    @property
    def values(self) -> Array:
        """What is shown ``(rows, columns)``, read-only."""
        return self._values

    def set_values(self, values: Array) -> None:
        """Show `values` ``(rows, columns)``."""
        if np.array_equal(values, self._values):
            return
        resized = values.shape != self._values.shape
        self._values = frozen(values)
        if resized:
            self._lay_out()
            self.updateGeometry()
        self.update()

    def set_scale(self, limit: float) -> None:
        """The value that takes the full colour; the scale is centred on zero."""
        if limit != self._limit:
            self._limit = limit
            self.update()

    def set_style(self, style: NumberStyle) -> None:
        """Show the decimals that fit cut off or rounded."""
        if style is not self._style:
            self._style = style
            self.update()

    def set_lit(self, lit: bool) -> None:
        """Frame the grid in the accent colour, or not."""
        if lit != self._lit:
            self._lit = lit
            self.update()

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        self._take_look()
        self.updateGeometry()
        self.update()

    def _take_look(self) -> None:
        theme = self._look.theme
        self._smallest = QFontMetricsF(self._look.font())
        self._line = QPen(QColor(theme.line), 1)
        self._frame = QPen(QColor(theme.accent), 2)
        self._rim = QPen(QColor(theme.surface), 2)
        self._lay_out()

    def sizeHint(self) -> QSize:
        side = max(self._narrowest_cell() + self._look.length(7), round(self._smallest.height()) + self._look.length(8))
        return QSize(self._columns * side + 1, self._rows * side + 1)

    def minimumSizeHint(self) -> QSize:
        side = self._narrowest_cell()
        return QSize(self._columns * side + 1, self._rows * max(side, round(self._smallest.height()) + 2) + 1)

    def cell_rect(self, row: int, column: int) -> QRect:
        """Where a cell stands, in pixels of this widget."""
        left, right = (self._edge(index, self._columns, self.width()) for index in (column, column + 1))
        top, bottom = (self._edge(index, self._rows, self.height()) for index in (row, row + 1))
        return QRect(left, top, right - left, bottom - top)

    def cell_at(self, where: QPointF) -> tuple[int, int] | None:
        """The row and column of the cell at `where`, in pixels of this widget; None beside them."""
        for row, rects in enumerate(self._rects):
            for column, rect in enumerate(rects):
                if rect.contains(where.toPoint()):
                    return row, column
        return None

    @property
    def _rows(self) -> int:
        return int(self._values.shape[0])

    @property
    def _columns(self) -> int:
        return int(self._values.shape[1])

    def _narrowest_cell(self) -> int:
        return round(self._smallest.horizontalAdvance("-.55")) + self._look.length(3)

    def _enlargement(self) -> float:
        """How much larger than usual the numbers can be in roomy cells."""
        width, height = self.width() / self._columns, self.height() / self._rows
        number = self._smallest.horizontalAdvance("-1.00") + self._look.length(3)
        room = min(width / number, height / (1.6 * self._smallest.height()))
        return max(1.0, min(room, LARGEST_TEXT))

    @staticmethod
    def _edge(index: int, count: int, length: int) -> int:
        return index * (length - 1) // count

    def _lay_out(self) -> None:
        self._font = self._look.font()
        self._font.setPointSizeF(self._font.pointSizeF() * self._enlargement())
        self._metrics = QFontMetricsF(self._font)
        self._rects = [[self.cell_rect(row, column) for column in range(self._columns)] for row in range(self._rows)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            theme = self._look.theme
            shades = _shades(theme)
            indices = color_indices(self._values, -self._limit, self._limit)
            cells = [
                (rect, value, shades[color][0], shades[128 if theme.hollows and value < 0 else color][1])
                for rects, values, colors in zip(self._rects, self._values.tolist(), indices.tolist(), strict=True)
                for rect, value, color in zip(rects, values, colors, strict=True)
            ]
            # In as few calls as can be: while a network trains, each of them may wait for the thread that does it.
            for rect, value, fill, _ in cells:
                painter.fillRect(rect, fill)
                if theme.hollows and value < 0:
                    painter.fillRect(hollow(QRectF(rect)), shades[128][0])
            painter.setPen(self._line)
            painter.drawRects([rect for rect, *_ in cells])
            painter.setFont(self._font)
            pen = None
            # The same for all, though a pixel more or less parts some of them: equal numbers are written alike.
            room = (self.width() - 1) // self._columns - 2
            for rect, value, _, ink in cells:
                if ink is not pen:
                    pen = ink
                    painter.setPen(ink)
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._label(value, room))
            if self._lit:
                painter.setPen(self._frame)
                painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _label(self, value: float, width: int) -> str:
        """`value` with the decimals that fit into `width` pixels."""
        for decimals in (2, 1, 0):
            text = format_short(value, self._style, decimals=decimals, whole=True)
            if self._metrics.horizontalAdvance(text) <= width:
                return text
        return f"{value:.0e}".replace("e+0", "e")


@lru_cache(maxsize=4)
def _shades(theme: Theme) -> tuple[tuple[QColor, QColor], ...]:
    """For each of the 256 steps of the diverging scale, the cell's colour and that of the number upon it."""
    dark, light = QColor("#101318"), QColor("#ffffff")
    return tuple((QColor(color), dark if reads_on(color) else light) for color in diverging_colors(theme))
