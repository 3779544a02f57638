"""A picture in square cells, with its numbers and what is marked in it."""

from __future__ import annotations

from functools import lru_cache, partial

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.engine.arrays import Array, Mask
from cnnviz.model.document import Coding
from cnnviz.model.numbers import NumberStyle, NumberWriter, format_short
from cnnviz.ui.drawing.board import Board, board_within
from cnnviz.ui.lettering import Lettering, lettering, telling_values
from cnnviz.ui.painting import READABLE_CELL, color_indices, colored_image, dark_labels, number_font, write_numbers
from cnnviz.ui.theme import Look, picture_colors

#: Below this side, in pixels, lines between the cells would hide them.
_LINED_CELL = 6
#: In pixels, each way: numbers can be read in nine cells side by side.
_SMALLEST = 152
#: Pixels left free all round for the frame and the marks on the outer edge.
_MARGIN = 3


class Sheet(QWidget):
    """What the canvas shows; it hears no hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Array = np.zeros((3, 3))
        self._coding = Coding.SIGNED
        self._texts = _writers(NumberStyle.TRUNCATED)
        self._written: Lettering | None = None
        self._field: Mask | None = None
        self._field_lines: list[QLineF] = []
        self._probe: tuple[int, int] | None = None
        self._cursor = (0, 0)
        self._shows_cursor = False
        # Made of the picture when it is painted: its colours, and where labels are dark.
        self._colored: tuple[QImage, Mask] | None = None
        self.setMinimumSize(_SMALLEST, _SMALLEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        Sheet.set_look(self, Look())

    @property
    def board(self) -> Board:
        """Where the cells lie."""
        return self._board

    @property
    def cursor_cell(self) -> tuple[int, int]:
        """The keyboard's cell, as row and column."""
        return self._cursor

    def set_picture(self, picture: Array, coding: Coding) -> None:
        """Show `picture` ``(rows, columns)`` in the colours and units of `coding`; repaints only what differs."""
        old, recoded = self._picture, coding is not self._coding
        if picture is old and not recoded:
            return
        self._picture, self._coding, self._colored = picture, coding, None
        if picture.shape != old.shape:
            self._lay_out_new_sheet()
        elif self._choose_lettering() or recoded:
            self.update()
        else:
            rows, columns = np.nonzero(picture != old)
            if rows.size:
                self.update(self._board.pixels(rows.min(), columns.min(), rows.max(), columns.max()))

    def set_number_style(self, style: NumberStyle) -> None:
        """How the numbers are cut to their decimals."""
        self._texts = _writers(style)
        self._choose_lettering()
        self.update()

    def set_probe(self, cell: tuple[int, int] | None) -> None:
        """Mark the cell asked about, or none."""
        if cell != self._probe:
            self._probe = cell
            self.update()

    def set_field(self, mask: Mask | None) -> None:
        """Mark the cells ``(rows, columns)`` that the value asked about comes from, or none."""
        if mask is None and self._field is None:
            return
        self._field = mask
        self._field_lines = [] if mask is None else self._board.outline(mask)
        self.update()

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        theme = look.theme
        self._colors = picture_colors(theme)
        self._font = look.font()
        self._line_pen = QPen(QColor(theme.line), 1)
        self._halo_pen = QPen(QColor(theme.surface), 5)
        self._field_pen = QPen(QColor(theme.source), 2.5)
        self._probe_pen = QPen(QColor(theme.probe), 2.5)
        self._cursor_pen = QPen(QColor(theme.accent), 2.5)
        self._colored = None
        self._lay_out()

    def sizeHint(self) -> QSize:
        # As large as there is room, and no scrolling for the sake of more.
        return self.minimumSize()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._lay_out()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out_new_sheet(self) -> None:
        rows, columns = self._picture.shape
        self._cursor = (min(self._cursor[0], rows - 1), min(self._cursor[1], columns - 1))
        self._field = self._probe = None
        self._lay_out()

    def _lay_out(self) -> None:
        rows, columns = self._picture.shape
        self._board = board_within(rows, columns, self.width(), self.height(), _MARGIN, self.devicePixelRatioF())
        cell = self._board.cell
        self._lines = self._board.lines() if cell >= _LINED_CELL else []
        self._field_lines = [] if self._field is None else self._board.outline(self._field)
        self._number_font = number_font(self._font, cell, cell)
        self._choose_lettering()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setClipRect(event.rect())
            box = self._board.rect
            if self._colored is None:
                indices = color_indices(self._picture, self._coding.paper, self._coding.ink)
                self._colored = colored_image(indices, self._colors), dark_labels(indices, self._colors)
            image, dark = self._colored
            painter.drawImage(box, image)
            painter.setPen(self._line_pen)
            if self._lines:
                painter.drawLines(self._lines)
            else:
                # Something has to say where the sheet ends.
                painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
            self._paint_marks(painter, box)
            # Last, so that no mark hides a number.
            if self._written is not None:
                write_numbers(painter, box, self._picture, dark, self._written)

    def _choose_lettering(self) -> bool:
        """Write all numbers in a way that suits every one of them; whether it is another way than before."""
        before, cell = self._written, self._board.cell
        telling = telling_values(self._picture)
        can_be_read = cell >= READABLE_CELL
        self._written = lettering(telling, self._texts, self._number_font, cell) if can_be_read else None
        return self._written != before

    def _paint_marks(self, painter: QPainter, box: QRectF) -> None:
        if self._field_lines:
            for pen in (self._halo_pen, self._field_pen):
                painter.setPen(pen)
                painter.drawLines(self._field_lines)
        if self._probe is not None:
            self._frame(painter, self._board.cell_rect(self._probe), self._probe_pen)
        if self.hasFocus():
            painter.setPen(self._cursor_pen)
            painter.drawRect(box.adjusted(-2, -2, 2, 2))
            if self._shows_cursor:
                self._frame(painter, self._board.cell_rect(self._cursor), self._cursor_pen)

    def _frame(self, painter: QPainter, box: QRectF, pen: QPen) -> None:
        # Outside the cell, so that its number stays whole.
        around = box.adjusted(-1, -1, 1, 1)
        for each in (self._halo_pen, pen):
            painter.setPen(each)
            painter.drawRect(around)

    def _show_cursor(self, *, shows: bool) -> None:
        self._shows_cursor = shows
        self.update()


@lru_cache(maxsize=2)
def _writers(style: NumberStyle) -> tuple[NumberWriter, ...]:
    """The same functions for the same style: what they made is remembered where it is painted."""
    return tuple(partial(format_short, style=style, decimals=decimals, whole=True) for decimals in (2, 1, 0))
