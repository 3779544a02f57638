"""A small spreadsheet in place: numbers on their colours, typed, scrubbed, copied and pasted."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from cnnviz.engine.arrays import Array, frozen
from cnnviz.model.number_block import format_block, parse_block
from cnnviz.model.numbers import NumberStyle, format_exact, format_number, format_short, parse_number, stepped
from cnnviz.model.refused import Refused
from cnnviz.ui.cell_editor import CellEditor
from cnnviz.ui.painting import color_indices
from cnnviz.ui.theme import Look, Theme, diverging_colors, reads_on

#: How far the pointer is dragged, in pixels, for one step of a scrub.
PIXELS_PER_STEP = 5
#: A pause, in milliseconds, after which turning the wheel begins a new undo step.
WHEEL_PAUSE = 1000
WHEEL_NOTCH = 120
#: How many times its usual size a number takes in a roomy cell.
LARGEST_TEXT = 2.0
ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
EDIT_KEYS = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)
CLEAR_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
#: What a number begins with; typing one of these begins an entry.
FIRST_SIGNS = "0123456789-+.,−"


class NumberGrid(QWidget):
    """A grid of numbers that a person changes in place.

    It shows what `set_values` gave it and nothing else: an edit is announced, and shown once it comes back.
    The wheel scrubs only the chosen cell of the focused grid, so that scrolling past changes nothing.

    cell_edited(row, column, value, gesture): edits with the same gesture (one drag, one turn of the wheel) belong
        together; a typed number has the gesture None.
    block_pasted(row, column, values): an array to put with its first cell at that place; it fits.
    refused(sentence): an entry that was no number, or a block that does not fit; nothing changed.
    """

    cell_edited = Signal(int, int, float, object)
    block_pasted = Signal(int, int, object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = frozen(np.zeros((3, 3)))
        self._limit = 1.0
        self._style = NumberStyle.TRUNCATED
        self._lit = False
        self._cursor = (0, 0)
        self._edited: tuple[int, int] | None = None
        self._gesture: object | None = None
        self._drag_from: QPointF | None = None
        self._wheel_turned = 0
        self._wheel_time = 0
        self._editor = CellEditor(self)
        self._editor.finished.connect(self._on_editor_finished)
        self._editor.cancelled.connect(self.cancel)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setToolTip(
            "Type a number, or turn the wheel or drag up and down over the chosen cell:\n"
            "by 0.1, with Shift by 1, with Ctrl by 0.01. Ctrl+C and Ctrl+V copy and paste the block."
        )
        self.set_look(Look())

    # What is shown

    @property
    def values(self) -> Array:
        """What is shown ``(rows, columns)``, read-only."""
        return self._values

    @property
    def cursor_cell(self) -> tuple[int, int]:
        """The chosen cell, as row and column."""
        return self._cursor

    def set_values(self, values: Array) -> None:
        """Show `values` ``(rows, columns)``."""
        if np.array_equal(values, self._values):
            return
        resized = values.shape != self._values.shape
        self._values = frozen(values)
        if resized:
            self._close_editor()
            self._cursor = (min(self._cursor[0], self._rows - 1), min(self._cursor[1], self._columns - 1))
            self._lay_out()
            self.updateGeometry()
        if self.hasFocus():
            self._describe_cell()
        self.update()

    @Slot()
    def cancel(self) -> None:
        """Forget what is being typed; the old value stays."""
        self._close_editor()

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
        theme = look.theme
        self._look = look
        self._smallest = QFontMetricsF(look.font())
        self._line = QPen(QColor(theme.line), 1)
        self._frame = QPen(QColor(theme.accent), 2)
        self._faint_frame = QPen(QColor(theme.muted), 1)
        self._lay_out()
        self.updateGeometry()
        self.update()

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
        self._editor.setFont(self._font)
        self._rects = [[self.cell_rect(row, column) for column in range(self._columns)] for row in range(self._rows)]
        if self._edited is not None:
            self._editor.setGeometry(self._editor_rect(self._edited))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._font)
        shades = _shades(self._look.theme)
        indices = color_indices(self._values, -self._limit, self._limit)
        for rects, values, colors in zip(self._rects, self._values.tolist(), indices.tolist(), strict=True):
            for rect, value, color in zip(rects, values, colors, strict=True):
                fill, ink = shades[color]
                painter.fillRect(rect, fill)
                painter.setPen(self._line)
                painter.drawRect(rect)
                painter.setPen(ink)
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._label(value, rect.width() - 2))
        self._paint_frames(painter)

    def _paint_frames(self, painter: QPainter) -> None:
        if self._lit:
            painter.setPen(self._faint_frame if self.hasFocus() else self._frame)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if self._edited is not None:
            painter.setPen(self._frame)
            painter.drawRect(self._editor.geometry().adjusted(-1, -1, 1, 1))
        elif self.hasFocus():
            painter.setPen(self._frame)
            row, column = self._cursor
            painter.drawRect(self._rects[row][column].adjusted(1, 1, 0, 0))

    def _label(self, value: float, width: int) -> str:
        """`value` with the decimals that fit into `width` pixels."""
        text = format_short(value, self._style, whole=True)
        for decimals in (1, 0):
            if self._metrics.horizontalAdvance(text) <= width:
                return text
            text = format_number(value, self._style, decimals=decimals)
        return text if self._metrics.horizontalAdvance(text) <= width else f"{value:.0e}"

    # Choosing a cell

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self._choose(0, 0)
        elif event.reason() == Qt.FocusReason.BacktabFocusReason:
            self._choose(self._rows - 1, self._columns - 1)
        self._describe_cell()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._gesture = None
        self.update()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks from cell to cell, and on to the next widget after the last one."""
        self._commit()
        index = self._cursor[0] * self._columns + self._cursor[1] + (1 if forward else -1)
        if not 0 <= index < self._values.size:
            return super().focusNextPrevChild(forward)
        self._choose(*divmod(index, self._columns))
        return True

    def _choose(self, row: int, column: int) -> None:
        cell = (max(0, min(row, self._rows - 1)), max(0, min(column, self._columns - 1)))
        if cell != self._cursor:
            self._cursor = cell
            self._gesture = None
            self._describe_cell()
            self.update()

    def _describe_cell(self) -> None:
        """Tell a screen reader which cell is chosen and what it holds."""
        row, column = self._cursor
        self.setAccessibleDescription(f"Row {row + 1}, column {column + 1}: {format_exact(self._value(self._cursor))}")

    def _value(self, cell: tuple[int, int]) -> float:
        return float(self._values[cell])

    def _cell_at(self, where: QPointF) -> tuple[int, int] | None:
        for row, rects in enumerate(self._rects):
            for column, rect in enumerate(rects):
                if rect.contains(where.toPoint()):
                    return row, column
        return None

    # Keys

    def event(self, event: QEvent) -> bool:
        # The keys that edit a cell come before a shortcut of the window on the same key.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_own_key(event):
            event.accept()
            return True
        return super().event(event)

    def _is_own_key(self, event: QKeyEvent) -> bool:
        return (
            event.key() in ARROWS
            or event.key() in EDIT_KEYS
            or event.key() in CLEAR_KEYS
            or self._begins_number(event)
            or event.matches(QKeySequence.StandardKey.Copy)
            or event.matches(QKeySequence.StandardKey.Paste)
        )

    @staticmethod
    def _begins_number(event: QKeyEvent) -> bool:
        command = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        return bool(event.text()) and event.text() in FIRST_SIGNS and not event.modifiers() & command

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, column = self._cursor
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(format_block(self._values))
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste(QGuiApplication.clipboard().text())
        elif key in ARROWS:
            down, right = ARROWS[key]
            self._choose(row + down, column + right)
        elif key == Qt.Key.Key_Home:
            self._choose(row, 0)
        elif key == Qt.Key.Key_End:
            self._choose(row, self._columns - 1)
        elif key in EDIT_KEYS:
            self._begin(format_exact(self._value(self._cursor)))
        elif key in CLEAR_KEYS:
            self._change(self._cursor, 0.0, None)
        elif self._begins_number(event):
            self._begin(event.text(), typed=True)
        else:
            super().keyPressEvent(event)

    # Typing into a cell

    def _begin(self, text: str, *, typed: bool = False) -> None:
        self._edited = self._cursor
        self._editor.setGeometry(self._editor_rect(self._cursor))
        self._editor.begin(text, typed=typed)
        self.update()
        # A click on something that takes no focus is a click away as well.
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def _editor_rect(self, cell: tuple[int, int]) -> QRect:
        """The cell, widened inside the grid so that a long number can be read while it is typed."""
        rect = self.cell_rect(*cell)
        wanted = round(self._metrics.horizontalAdvance("-0.0000")) + 8
        grow = max(0, min(wanted, self.width()) - rect.width())
        left = max(0, min(rect.x() - grow // 2, self.width() - rect.width() - grow))
        # One pixel all round is left for the frame.
        return QRect(left, rect.y(), rect.width() + grow, rect.height()).adjusted(2, 2, -1, -1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and watched is not self._editor and watched.isWidgetType():
            self._commit()
        return False

    @Slot(int, int)
    def _on_editor_finished(self, down: int, right: int) -> None:
        row, column = self._cursor
        self._commit()
        self._choose(row + down, column + right)

    def _commit(self) -> None:
        """Take over what was typed, if anything was."""
        cell, text, touched = self._edited, self._editor.text(), self._editor.was_changed
        self._close_editor()
        if cell is None or not touched or not text.strip():
            return
        try:
            value = parse_number(text)
        except Refused as problem:
            self._refuse(str(problem))
        else:
            self._change(cell, value, None)

    def _close_editor(self) -> None:
        if self._edited is None:
            return
        self._edited = None
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        if self._editor.hasFocus():
            # Hiding what has the focus would hand it to a stranger.
            self.setFocus()
        self._editor.hide()
        self.update()

    def _change(self, cell: tuple[int, int], value: float, gesture: object | None) -> None:
        if value != self._value(cell):
            self.cell_edited.emit(*cell, value, gesture)

    def _refuse(self, sentence: str) -> None:
        row, column = self._cursor
        below = self.mapToGlobal(self.cell_rect(row, column).bottomLeft())
        QToolTip.showText(below, sentence, self)
        self.refused.emit(sentence)

    def _paste(self, text: str) -> None:
        try:
            self._put(parse_block(text))
        except Refused as problem:
            self._refuse(str(problem))

    def _put(self, block: Array) -> None:
        """A block of the grid's own size goes onto the whole grid, a smaller one from the chosen cell on.

        Raises:
            Refused: the block does not fit.
        """
        rows, columns = block.shape
        row, column = (0, 0) if block.shape == self._values.shape else self._cursor
        if row + rows > self._rows or column + columns > self._columns:
            raise Refused(
                f"A block of {rows}x{columns} numbers does not fit into row {row + 1}, column {column + 1} of a grid "
                f"of {self._rows}x{self._columns}: choose another cell or copy fewer numbers."
            )
        if not np.array_equal(self._values[row : row + rows, column : column + columns], block):
            self.block_pasted.emit(row, column, block)

    # Scrubbing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if cell is None or event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._choose(*cell)
        self._drag_from = event.position()
        self._gesture = object()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag_from is None:
            return
        count = int((self._drag_from.y() - event.position().y()) / PIXELS_PER_STEP)
        if count:
            self._drag_from -= QPointF(0, count * PIXELS_PER_STEP)
            self._scrub(count, event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag_from = None
        self._gesture = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._cell_at(event.position()) == self._cursor and event.button() == Qt.MouseButton.LeftButton:
            self._begin(format_exact(self._value(self._cursor)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus() or self._cell_at(event.position()) != self._cursor:
            event.ignore()
            return
        event.accept()
        if self._gesture is None or event.timestamp() - self._wheel_time > WHEEL_PAUSE:
            self._gesture, self._wheel_turned = object(), 0
        self._wheel_time = event.timestamp()
        # macOS turns the wheel sideways while Shift is held.
        self._wheel_turned += event.angleDelta().y() or event.angleDelta().x()
        count = int(self._wheel_turned / WHEEL_NOTCH)
        self._wheel_turned -= count * WHEEL_NOTCH
        if count:
            self._scrub(count, event.modifiers())

    def _scrub(self, count: int, modifiers: Qt.KeyboardModifier) -> None:
        value = stepped(self._value(self._cursor), _step(modifiers), count)
        self._change(self._cursor, value, self._gesture)


def _step(modifiers: Qt.KeyboardModifier) -> Decimal:
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        return Decimal(1)
    return Decimal("0.01") if modifiers & Qt.KeyboardModifier.ControlModifier else Decimal("0.1")


@lru_cache(maxsize=4)
def _shades(theme: Theme) -> tuple[tuple[QColor, QColor], ...]:
    """For each of the 256 steps of the diverging scale, the cell's colour and that of the number upon it."""
    dark, light = QColor("#101318"), QColor("#ffffff")
    return tuple((QColor(color), dark if reads_on(color) else light) for color in diverging_colors(theme))
