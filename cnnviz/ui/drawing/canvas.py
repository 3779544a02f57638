"""The sheet that a person draws on."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, Qt, Signal, Slot
from PySide6.QtGui import (
    QEventPoint,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPointingDevice,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget

from cnnviz.model.numbers import format_exact
from cnnviz.model.picture.strokes import Place
from cnnviz.model.view import Tool
from cnnviz.ui.cell_keys import ARROWS, CLEAR_KEYS, EDIT_KEYS, FIRST_SIGNS
from cnnviz.ui.drawing.sheet import Sheet
from cnnviz.ui.number_grid.editor import CellEditor
from cnnviz.ui.theme import Look
from cnnviz.ui.touch import is_touch

#: What draws or erases, of a mouse; of a pen, its tip and one of the buttons on its barrel.
_DRAWING = Qt.MouseButton.LeftButton | Qt.MouseButton.RightButton
_COMING_BACK = frozenset({Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason})


@dataclass(frozen=True, eq=False)
class Drag:
    """A bit of a stroke, between two events of the hand; places in cells.

    press: where the stroke began. erases: the hand asked for paper, whatever the tool.
    gesture: one object per stroke.
    """

    press: Place
    start: Place
    end: Place
    erases: bool
    gesture: object


class Canvas(Sheet):
    """Square cells under a pen, an eraser, a finger or the keyboard.

    It shows the picture that `set_picture` gave it and nothing else: what a hand does is announced, and shown once it
    comes back.

    dragged(drag): a Drag with the pen, the eraser or the line.
    cancelled(gesture): the stroke that is being drawn is thought better of.
    filled(row, column, erases): the filling tool was put on a cell.
    value_typed(row, column, text): an entry was finished; it may be no number.
    hovered(row, column), left(): the pointer or the keyboard's cell is on a cell, or on none.
    """

    dragged = Signal(object)
    cancelled = Signal(object)
    filled = Signal(int, int, bool)
    value_typed = Signal(int, int, str)
    hovered = Signal(int, int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tool = Tool.PEN
        self._under_pointer: tuple[int, int] | None = None
        self._anchor: Place | None = None
        self._drag: Drag | None = None
        self._finger: int | None = None
        self._edited: tuple[int, int] | None = None
        self._editor = CellEditor(self)
        self._editor.finished.connect(self._on_editor_finished)
        self._editor.cancelled.connect(self._on_editor_cancelled)
        self.setAccessibleName("Picture")
        self.setAccessibleDescription("Arrow keys choose a cell, Space paints, Backspace erases, digits type a value.")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.set_look(Look())

    def set_tool(self, tool: Tool) -> None:
        """What a press means from now on."""
        self._tool = tool
        self._anchor = None
        self.setCursor(Qt.CursorShape.IBeamCursor if tool is Tool.VALUE else Qt.CursorShape.CrossCursor)

    def set_look(self, look: Look) -> None:
        super().set_look(look)
        self._editor.setFont(self._font)

    def _lay_out_new_sheet(self) -> None:
        self._drag = self._anchor = None
        self._close_editor()
        super()._lay_out_new_sheet()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._edited is not None:
            self._place_editor(self._edited)

    # Mouse, tablet and touch: all of them press, move and lift

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in _DRAWING:
            right = event.button() is Qt.MouseButton.RightButton
            self._press(event.position(), erases=right or _holds_shift(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._move(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not event.buttons() & _DRAWING:
            self._lift(event.position())

    def tabletEvent(self, event: QTabletEvent) -> None:
        match event.type():
            case QEvent.Type.TabletPress if event.button() in _DRAWING:
                eraser = event.pointerType() is QPointingDevice.PointerType.Eraser
                # Also where the button was held before the tip came down.
                right = bool(event.buttons() & Qt.MouseButton.RightButton)
                self._press(event.position(), erases=eraser or right or _holds_shift(event))
            case QEvent.Type.TabletMove:
                self._move(event.position())
            case QEvent.Type.TabletRelease if not event.buttons() & _DRAWING:
                self._lift(event.position())
        # Accepted, so that Qt makes no mouse events of it.
        event.accept()

    def event(self, event: QEvent) -> bool:
        if is_touch(event):
            self._touch(event)
            event.accept()
            return True
        return super().event(event)

    def _touch(self, event: QTouchEvent) -> None:
        """The finger that came first draws; the others are not heard."""
        if event.type() == QEvent.Type.TouchCancel:
            self._finger = None
            self._cancel_stroke()
            self._leave()
            return
        for point in event.points():
            if self._finger is None and point.state() == QEventPoint.State.Pressed:
                self._finger = point.id()
                self._press(point.position(), erases=_holds_shift(event))
            elif point.id() == self._finger:
                self._move(point.position())
                if point.state() == QEventPoint.State.Released:
                    self._finger = self._drag = None
                    self._leave()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._drag is None:
            self._leave()

    def _press(self, point: QPointF, *, erases: bool) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        place = self._board.place(point)
        cell = self._board.cell_at(place)
        self._show_cursor(shows=False)
        if cell is not None:
            self._cursor = cell
        if self._tool in {Tool.FILL, Tool.VALUE}:
            if cell is not None:
                self._act_on(cell, erases=erases)
            return
        self._drag = Drag(place, place, place, erases, object())
        self.dragged.emit(self._drag)
        # A stroke asks of no value: what lit up would dim the stages that the hand is changing. Only now, so that the
        # worker answers meanwhile.
        self._leave()

    def _move(self, point: QPointF) -> None:
        place = self._board.place(point)
        if self._drag is None:
            self._hover(self._board.cell_at(place))
        elif place != self._drag.end:
            drag = self._drag
            self._drag = Drag(drag.press, drag.end, place, drag.erases, drag.gesture)
            self.dragged.emit(self._drag)

    def _lift(self, point: QPointF) -> None:
        """End the stroke. What it made is seen undimmed: only a pointer that moves asks of a value again."""
        if self._drag is not None:
            self._move(point)
            self._drag = None

    def _hover(self, cell: tuple[int, int] | None) -> None:
        if cell is None:
            self._leave()
        elif cell != self._under_pointer:
            self._under_pointer = cell
            self.hovered.emit(*cell)

    def _leave(self) -> None:
        if self._under_pointer is not None:
            self._under_pointer = None
            self.left.emit()

    def _act_on(self, cell: tuple[int, int], *, erases: bool) -> None:
        """Use the tool on one cell, without a stroke."""
        match self._tool:
            case Tool.FILL:
                self.filled.emit(*cell, erases)
            case Tool.VALUE:
                self._edit(cell)
            case Tool.LINE:
                centre = _centre(cell)
                start, self._anchor = self._anchor or centre, None if self._anchor else centre
                self.dragged.emit(Drag(start, start, centre, erases, object()))
            case _:
                self.dragged.emit(Drag(_centre(cell), _centre(cell), _centre(cell), erases, object()))

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = modifiers in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}
        if key in ARROWS and plain:
            self._move_cursor(*ARROWS[key])
        elif key == Qt.Key.Key_Space and plain:
            self._show_cursor(shows=True)
            self._act_on(self._cursor, erases=_holds_shift(event))
        elif key in CLEAR_KEYS and plain:
            self._show_cursor(shows=True)
            centre = _centre(self._cursor)
            self.dragged.emit(Drag(centre, centre, centre, True, object()))
        elif key in EDIT_KEYS and plain:
            self._edit(self._cursor)
        elif plain and event.text() in FIRST_SIGNS:
            self._edit(self._cursor, event.text())
        elif key == Qt.Key.Key_Escape and (self._drag or self._anchor):
            self._cancel_stroke()
        else:
            event.ignore()

    def _cancel_stroke(self) -> None:
        """Forget the stroke under the hand, and where the keyboard began a line."""
        drag, self._drag, self._anchor = self._drag, None, None
        if drag is not None:
            self.cancelled.emit(drag.gesture)

    def _move_cursor(self, down: int, right: int) -> None:
        rows, columns = self._picture.shape
        row, column = self._cursor[0] + down, self._cursor[1] + right
        self._cursor = (min(max(row, 0), rows - 1), min(max(column, 0), columns - 1))
        self._show_cursor(shows=True)
        value = format_exact(float(self._picture[self._cursor]))
        self.setAccessibleDescription(f"Row {self._cursor[0] + 1}, column {self._cursor[1] + 1}: {value}")
        self._hover(self._cursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Back from another window or a menu, the hand is where it was.
        if event.reason() not in _COMING_BACK:
            self._show_cursor(shows=event.reason() != Qt.FocusReason.MouseFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # A hand may be lifted over what has the keyboard now, and a menu that opens hears where a finger goes.
        self._finger = self._drag = self._anchor = None
        self.update()

    # Typing a value

    def _edit(self, cell: tuple[int, int], typed: str = "") -> None:
        self._close_editor()
        self._cursor = self._edited = cell
        self._place_editor(cell)
        self._editor.begin(typed or format_exact(float(self._picture[cell])), typed=bool(typed))

    def _place_editor(self, cell: tuple[int, int]) -> None:
        """Over the cell, wider and higher than it where a number would not fit."""
        metrics = QFontMetrics(self._font)
        box = self._board.cell_rect(cell).toAlignedRect()
        wider = max(metrics.horizontalAdvance("-0.00000") - box.width(), 0) // 2
        higher = max(metrics.height() + 6 - box.height(), 0) // 2
        box.adjust(-wider, -higher, wider, higher)
        box.moveLeft(min(max(box.left(), 0), max(self.width() - box.width(), 0)))
        box.moveTop(min(max(box.top(), 0), max(self.height() - box.height(), 0)))
        self._editor.setGeometry(box)

    def _close_editor(self) -> tuple[tuple[int, int], str] | None:
        """End the entry; what was typed for which cell, or None where nothing was."""
        cell, self._edited = self._edited, None
        if cell is None:
            return None
        had_focus = self._editor.hasFocus()
        entry = (cell, self._editor.text()) if self._editor.was_changed else None
        self._editor.hide()
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        return entry

    @Slot(int, int)
    def _on_editor_finished(self, down: int, right: int) -> None:
        entry = self._close_editor()
        if entry is not None:
            cell, text = entry
            self.value_typed.emit(*cell, text)
        if down or right:
            self._move_cursor(down, right)

    @Slot()
    def _on_editor_cancelled(self) -> None:
        self._close_editor()


def _centre(cell: tuple[int, int]) -> Place:
    return cell[0] + 0.5, cell[1] + 0.5


def _holds_shift(event: QMouseEvent | QTabletEvent | QTouchEvent | QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
