"""A small spreadsheet in place: numbers on their colours, typed, scrubbed, copied and pasted."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from cnnviz.engine.arrays import Array
from cnnviz.model.number_block import format_block, parse_block
from cnnviz.model.numbers import format_exact, parse_number, stepped
from cnnviz.model.refused import Refused
from cnnviz.ui.cell_keys import ARROWS, CLEAR_KEYS, EDIT_KEYS, FIRST_SIGNS
from cnnviz.ui.key_names import with_key_names
from cnnviz.ui.number_grid.block import Block
from cnnviz.ui.number_grid.cells import NumberCells
from cnnviz.ui.number_grid.editor import CellEditor
from cnnviz.ui.wheel import Wheel, turned_up

#: How far the pointer is dragged, in pixels, for one step of a scrub.
PIXELS_PER_STEP = 5
#: More columns than any grid has.
FAR = 10**6
_TIP = """Type a number, or turn the wheel or drag up and down over the chosen cell:
by 0.1, with Shift by 1, with Ctrl by 0.01. Ctrl+C copies all numbers, or the block
that Shift and the arrows or a click with Shift have chosen; Ctrl+V pastes."""
WALKS = ARROWS | {Qt.Key.Key_Home: (0, -FAR), Qt.Key.Key_End: (0, FAR)}


class NumberGrid(NumberCells):
    """A grid of numbers that a person changes in place.

    It shows what `set_values` gave it and nothing else: an edit is announced, and shown once it comes back.
    The wheel scrubs only the chosen cell of the focused grid, so that scrolling past changes nothing.

    cell_chosen(row, column): a hand came to a cell, or came back to it.
    cell_edited(row, column, value, gesture): edits with the same gesture (one drag, one turn of the wheel) belong
        together; a typed number has the gesture None.
    block_pasted(row, column, values): an array to put with its first cell at that place; it fits.
    refused(sentence): an entry that was no number, or a block that does not fit; nothing changed.
    """

    cell_chosen = Signal(int, int)
    cell_edited = Signal(int, int, float, object)
    block_pasted = Signal(int, int, object)
    refused = Signal(str)

    #: The cell that is typed into; the first layout, before `__init__` is done, asks for it already.
    _edited: tuple[int, int] | None = None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # The chosen cell, and the far corner of the chosen block: the same cell where only one is chosen.
        self._cursor = self._reach = (0, 0)
        self._gesture: object | None = None
        self._drag_from: QPointF | None = None
        self._pressed = (0, 0)
        self._wheel = Wheel()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(with_key_names(_TIP))

    # What is shown

    @property
    def cursor_cell(self) -> tuple[int, int]:
        """The chosen cell, as row and column."""
        return self._cursor

    def set_values(self, values: Array) -> None:
        """Show `values` ``(rows, columns)``."""
        if values.shape != self._values.shape:
            self.cancel()
            row, column = self._cursor
            self._cursor = self._reach = (min(row, values.shape[0] - 1), min(column, values.shape[1] - 1))
        super().set_values(values)
        if self.hasFocus():
            self._describe_cell()

    @Slot()
    def cancel(self) -> None:
        """Forget what is being typed; the old value stays."""
        self._close_editor()

    def _lay_out(self) -> None:
        super()._lay_out()
        if self._edited is not None:
            self._place_editor(self._edited)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus() and self._edited is None:
            return
        with QPainter(self) as painter:
            painter.setPen(self._frame)
            if self._edited is not None:
                painter.drawRect(self._editor.geometry().adjusted(-1, -1, 1, 1))
                return
            painter.drawRect(self.cell_rect(*self._cursor).adjusted(1, 1, 0, 0))
            # A line of the paper's colour within the frame parts it from cells of much the same colour.
            whole = self.cell_rect(*self._block.first).united(self.cell_rect(*self._block.last))
            painter.setPen(self._rim)
            painter.drawRect(whole.adjusted(3, 3, -2, -2))
            painter.setPen(self._frame)
            painter.drawRect(whole.adjusted(1, 1, 0, 0))

    # Choosing a cell, or a block of them

    @property
    def _block(self) -> Block:
        return Block(self._cursor, self._reach)

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
        cell = self._nearest(row, column)
        if (cell, cell) != (self._cursor, self._reach):
            self._cursor = self._reach = cell
            self._gesture = None
            self._describe_cell()
            self.update()
        self.cell_chosen.emit(*cell)

    def _stretch(self, row: int, column: int) -> None:
        """Choose the block from the chosen cell to this one."""
        cell = self._nearest(row, column)
        if cell != self._reach:
            self._reach = cell
            self._describe_cell()
            self.update()

    def _nearest(self, row: int, column: int) -> tuple[int, int]:
        return max(0, min(row, self._rows - 1)), max(0, min(column, self._columns - 1))

    def _walk(self, key: Qt.Key, *, stretches: bool) -> None:
        row, column = self._reach if stretches else self._cursor
        down, right = WALKS[key]
        move = self._stretch if stretches else self._choose
        move(row + down, column + right)

    def _describe_cell(self) -> None:
        """Tell a screen reader which cell is chosen and what it holds, and which block."""
        row, column = self._cursor
        text = f"Row {row + 1}, column {column + 1}: {format_exact(self._value(self._cursor))}"
        block = self._block
        self.setAccessibleDescription(text if block.is_one_cell else f"{text}; chosen: {block}")

    def _value(self, cell: tuple[int, int]) -> float:
        return float(self._values[cell])

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
            or self._opens(event)
            or event.key() in CLEAR_KEYS
            or self._begins_number(event)
            or (event.key() == Qt.Key.Key_Escape and not self._block.is_one_cell)
            or event.matches(QKeySequence.StandardKey.Copy)
            or event.matches(QKeySequence.StandardKey.Paste)
        )

    @staticmethod
    def _opens(event: QKeyEvent) -> bool:
        # With Ctrl, Return trains.
        return event.key() in EDIT_KEYS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier

    @staticmethod
    def _begins_number(event: QKeyEvent) -> bool:
        command = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        return event.text() in FIRST_SIGNS and not event.modifiers() & command

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste(QGuiApplication.clipboard().text())
        elif key in WALKS:
            self._walk(key, stretches=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_Escape and not self._block.is_one_cell:
            self._choose(*self._cursor)
        elif self._opens(event):
            self._begin(format_exact(self._value(self._cursor)))
        elif key in CLEAR_KEYS:
            self._clear()
        elif self._begins_number(event):
            self._begin(event.text(), typed=True)
        else:
            super().keyPressEvent(event)

    # Typing into a cell

    @cached_property
    def _editor(self) -> CellEditor:
        """What is typed into: a window has many grids, and few are ever written in."""
        editor = CellEditor(self)
        editor.finished.connect(self._on_editor_finished)
        editor.cancelled.connect(self.cancel)
        return editor

    def _begin(self, text: str, *, typed: bool = False) -> None:
        self._choose(*self._cursor)
        self._edited = self._cursor
        self._place_editor(self._cursor)
        self._editor.begin(text, typed=typed)
        self.update()
        # A click on something that takes no focus is a click away as well.
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def _place_editor(self, cell: tuple[int, int]) -> None:
        """Over the cell, widened inside the grid so that a long number can be read while it is typed."""
        rect = self.cell_rect(*cell)
        wanted = round(self._metrics.horizontalAdvance("-0.0000")) + 8
        grow = max(0, min(wanted, self.width()) - rect.width())
        left = max(0, min(rect.x() - grow // 2, self.width() - rect.width() - grow))
        # One pixel all round is left for the frame.
        self._editor.setFont(self._font)
        self._editor.setGeometry(QRect(left, rect.y(), rect.width() + grow, rect.height()).adjusted(2, 2, -1, -1))

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
        cell = self._edited
        if cell is None:
            return
        text, touched = self._editor.text(), self._editor.was_changed
        self._close_editor()
        if not touched or not text.strip():
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

    def _clear(self) -> None:
        block = self._block
        gesture = None if block.is_one_cell else object()
        for cell in block.cells():
            self._change(cell, 0.0, gesture)

    def _refuse(self, sentence: str) -> None:
        row, column = self._cursor
        below = self.mapToGlobal(self.cell_rect(row, column).bottomLeft())
        QToolTip.showText(below, sentence, self)
        self.refused.emit(sentence)

    def _copy(self) -> None:
        block = self._block
        values = self._values if block.is_one_cell else self._values[block.slices]
        QGuiApplication.clipboard().setText(format_block(values))

    def _paste(self, text: str) -> None:
        try:
            self._put(parse_block(text))
        except Refused as problem:
            self._refuse(str(problem))
        else:
            # What was said of the paste before is not true of this one.
            QToolTip.hideText()

    def _put(self, block: Array) -> None:
        """A block of the grid's own size goes onto the whole grid, a smaller one from the chosen cell on.

        Of a chosen block, that is its first cell.

        Raises:
            Refused: the block does not fit.
        """
        rows, columns = block.shape
        row, column = (0, 0) if block.shape == self._values.shape else self._block.first
        if row + rows > self._rows or column + columns > self._columns:
            raise Refused(
                f"A block of {rows}x{columns} numbers does not fit into row {row + 1}, column {column + 1} of a grid "
                f"of {self._rows}x{self._columns}: choose another cell or copy fewer numbers."
            )
        if not np.array_equal(self._values[row : row + rows, column : column + columns], block):
            self.block_pasted.emit(row, column, block)

    # Scrubbing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if cell is None or event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        # With Shift it may become a click, which stretches the block, or a drag, which scrubs in steps of 1.
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._choose(*cell)
        self._pressed, self._drag_from, self._gesture = cell, event.position(), None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag_from is None:
            return
        count = int((self._drag_from.y() - event.position().y()) / PIXELS_PER_STEP)
        if count:
            if self._gesture is None:
                self._choose(*self._pressed)
                self._gesture = object()
            self._drag_from -= QPointF(0, count * PIXELS_PER_STEP)
            self._scrub(count, event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        is_click = self._drag_from is not None and self._gesture is None
        if is_click and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._stretch(*self._pressed)
        self._drag_from = None
        self._gesture = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.cell_at(event.position()) == self._cursor and event.button() == Qt.MouseButton.LeftButton:
            self._begin(format_exact(self._value(self._cursor)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not turned_up(event) or not self.hasFocus() or self.cell_at(event.position()) != self._cursor:
            event.ignore()
            return
        event.accept()
        if self._gesture is None:
            self._wheel = Wheel()
        if self._wheel.turn(event) or self._gesture is None:
            self._gesture = object()
        if self._wheel.notches:
            self._scrub(self._wheel.notches, event.modifiers())

    def _scrub(self, count: int, modifiers: Qt.KeyboardModifier) -> None:
        value = stepped(self._value(self._cursor), _step(modifiers), count)
        self._change(self._cursor, value, self._gesture)


def _step(modifiers: Qt.KeyboardModifier) -> Decimal:
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        return Decimal(1)
    return Decimal("0.01") if modifiers & Qt.KeyboardModifier.ControlModifier else Decimal("0.1")
