"""The drawing panel under real hands: what a mouse, a tablet pen, a finger and the keyboard do to the document."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QMouseEvent,
    QPaintEvent,
    QPointingDevice,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.app.store import Store
from cnnviz.engine.arrays import Array
from cnnviz.model.document import Coding, with_picture
from cnnviz.model.networks import LECTURE_X, lecture_document, picture_of
from cnnviz.model.picture.changes import Change
from cnnviz.model.picture.grid import with_grid
from cnnviz.model.picture.presets import picture_presets
from cnnviz.model.view import Probe, Tool
from cnnviz.ui.binding.drawing import DrawingBinding
from cnnviz.ui.binding.images import ImagesBinding
from cnnviz.ui.drawing.board import board_within
from cnnviz.ui.drawing.panel import DrawPanel
from cnnviz.ui.theme import DARK, LIGHT, Look
from tests.model.drawings import inked_parts
from tests.ui.hands import Screen, touchpad

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
X = picture_of(LECTURE_X, Coding.SIGNED)


class Desk:
    """A drawing panel joined to a store, and the hands that use it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.store = Store(lecture_document())
        self.panel = DrawPanel()
        qtbot.addWidget(self.panel)
        self.canvas = self.panel.canvas
        self.binding = DrawingBinding(self.store, self.panel)
        self.images = ImagesBinding(self.store, self.panel)
        self.binding.render(None, self.store.state)
        self.store.changed.connect(self.binding.render)
        self.panel.resize(320, 340)
        with qtbot.waitExposed(self.panel):
            self.panel.show()

    @property
    def picture(self) -> Array:
        return self.store.state.document.picture

    @property
    def steps(self) -> list[str]:
        return [step.name for step in self.store.state.history.past]

    @property
    def notice(self) -> str:
        notice = self.store.state.notice
        return notice.text if notice else ""

    def at(self, row: float, column: float) -> QPoint:
        board = self.canvas.board
        return QPoint(round(board.left + (column + 0.5) * board.cell), round(board.top + (row + 0.5) * board.cell))

    def stroke(
        self, *cells: tuple[float, float], button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NONE
    ) -> None:
        QTest.mousePress(self.canvas, button, keys, self.at(*cells[0]))
        for cell in cells[1:]:
            self.move(cell, button, keys)
        QTest.mouseRelease(self.canvas, button, keys, self.at(*cells[-1]))

    def move(self, cell: tuple[float, float], button: Qt.MouseButton, keys: Qt.KeyboardModifier = NONE) -> None:
        """QTest.mouseMove carries neither button nor keys."""
        place = QPointF(self.at(*cell))
        none = Qt.MouseButton.NoButton
        event = QMouseEvent(QEvent.Type.MouseMove, place, self.canvas.mapToGlobal(place), none, button, keys)
        QApplication.sendEvent(self.canvas, event)

    def press_keys(self, *keys: Qt.Key | str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        for key in keys:
            if isinstance(key, str):
                for sign in key:
                    QTest.keyClicks(self.keyboard, sign)
            else:
                QTest.keyClick(self.keyboard, key, modifiers)

    @property
    def keyboard(self) -> QWidget:
        """What has the keyboard: the canvas, or the entry that stands in it."""
        editor = self.canvas.findChild(QLineEdit)
        return editor if editor is not None and editor.isVisible() else self.canvas

    def focus(self) -> None:
        self.canvas.setFocus(Qt.FocusReason.TabFocusReason)

    def clear(self) -> None:
        self.panel.tools.changes[Change.CLEAR].trigger()


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(qtbot)
    yield desk
    desk.images.stop()


def inked(desk: Desk) -> list[list[int]]:
    cells: list[list[int]] = np.argwhere(desk.picture == 1.0).tolist()
    return cells


def test_a_click_inks_a_cell(desk: Desk) -> None:
    desk.stroke((0, 3))
    assert desk.picture[0, 3] == 1.0
    assert desk.steps == ["Draw"]


def test_a_fast_stroke_has_no_holes_and_is_one_step(desk: Desk) -> None:
    desk.clear()
    desk.stroke((0, 0), (8, 7), (1, 8))
    assert inked_parts(desk.picture == 1.0) == 1
    assert len(inked(desk)) > 12
    assert desk.steps == ["Clear", "Draw"]
    desk.store.undo()
    assert desk.store.state.document.is_blank


def test_two_strokes_are_two_steps(desk: Desk) -> None:
    desk.stroke((0, 0), (0, 3))
    desk.stroke((2, 0), (2, 1))
    assert desk.steps == ["Draw", "Draw"]


@pytest.mark.parametrize(("button", "keys"), [(RIGHT, NONE), (LEFT, SHIFT)])
def test_the_right_button_and_shift_erase(desk: Desk, button: Qt.MouseButton, keys: Qt.KeyboardModifier) -> None:
    desk.stroke((1, 1), (7, 7), button=button, keys=keys)
    assert (np.diag(desk.picture) == -1.0).all()
    assert desk.steps == ["Erase"]


def test_the_eraser_erases(desk: Desk) -> None:
    desk.panel.tools.tools[Tool.ERASER].trigger()
    desk.stroke((4, 4))
    assert desk.picture[4, 4] == -1.0


def test_a_stroke_may_leave_the_sheet_and_come_back(desk: Desk) -> None:
    desk.clear()
    desk.stroke((4, 6), (4, 12), (6, 6))
    assert desk.picture[4, 8] == 1.0
    assert desk.picture[6, 6] == 1.0


def test_what_was_just_drawn_is_not_dimmed_until_the_pointer_asks_of_a_value(desk: Desk) -> None:
    desk.move((2, 2), Qt.MouseButton.NoButton)
    assert desk.store.state.view.hovered == Probe(0, (0, 2, 2))
    desk.stroke((2, 2), (2, 5))
    assert desk.store.state.view.hovered is None
    desk.move((2, 6), Qt.MouseButton.NoButton)
    assert desk.store.state.view.hovered == Probe(0, (0, 2, 6))


def test_a_line_is_shown_while_it_is_dragged_and_leaves_no_trace_of_the_way(desk: Desk) -> None:
    desk.clear()
    desk.panel.tools.tools[Tool.LINE].trigger()
    QTest.mousePress(desk.canvas, LEFT, NONE, desk.at(0, 0))
    desk.move((0, 8), LEFT)
    assert inked(desk) == [[0, column] for column in range(9)]
    desk.move((8, 0), LEFT)
    QTest.mouseRelease(desk.canvas, LEFT, NONE, desk.at(8, 8))
    assert np.array_equal(desk.picture == 1.0, np.eye(9, dtype=bool))
    desk.store.undo()
    assert desk.store.state.document.is_blank


@pytest.mark.parametrize("came_by", [Qt.FocusReason.TabFocusReason, Qt.FocusReason.MouseFocusReason])
def test_back_from_another_window_the_keyboards_cell_is_shown_only_if_it_was(
    desk: Desk, came_by: Qt.FocusReason
) -> None:
    desk.canvas.setFocus(came_by)
    before = desk.canvas.grab().toImage()
    for kind in (QEvent.Type.FocusOut, QEvent.Type.FocusIn):
        QApplication.sendEvent(desk.canvas, QFocusEvent(kind, Qt.FocusReason.ActiveWindowFocusReason))
    assert desk.canvas.grab().toImage() == before


@pytest.mark.parametrize("tool", [Tool.PEN, Tool.ERASER, Tool.LINE])
def test_escape_takes_back_what_the_hand_is_drawing(desk: Desk, tool: Tool) -> None:
    desk.panel.tools.changes[Change.INVERT].trigger()
    before = desk.picture
    desk.panel.tools.tools[tool].trigger()
    QTest.mousePress(desk.canvas, LEFT, NONE, desk.at(0, 0))
    desk.move((8, 3), LEFT)
    desk.move((2, 7), LEFT)
    assert desk.picture is not before
    desk.press_keys(Qt.Key.Key_Escape)
    desk.move((8, 8), LEFT)
    QTest.mouseRelease(desk.canvas, LEFT, NONE, desk.at(8, 8))
    assert desk.picture is before
    assert desk.steps == ["Invert"]
    assert desk.store.state.history.future == ()


def test_escape_forgets_where_the_keyboard_began_a_line(desk: Desk) -> None:
    desk.clear()
    desk.panel.tools.tools[Tool.LINE].trigger()
    desk.focus()
    desk.press_keys(Qt.Key.Key_Space, Qt.Key.Key_Escape, *[Qt.Key.Key_Right] * 8, Qt.Key.Key_Space)
    assert inked(desk) == [[0, 0], [0, 8]]


def test_fill_fills_and_with_the_right_button_empties(desk: Desk) -> None:
    desk.panel.tools.tools[Tool.FILL].trigger()
    desk.stroke((0, 0))
    assert (desk.picture == 1.0).all()
    desk.stroke((5, 5), button=RIGHT)
    assert (desk.picture == -1.0).all()
    assert desk.steps == ["Fill", "Fill"]


def test_a_wide_soft_pen(desk: Desk) -> None:
    desk.clear()
    desk.panel.tools.weights[3].trigger()
    desk.panel.tools.soft.trigger()
    desk.stroke((4, 2), (4, 6))
    assert desk.picture[4, 4] == 1.0
    assert ((desk.picture > -1.0) & (desk.picture < 1.0)).any()
    assert (desk.store.state.view.pen_weight, desk.store.state.view.soft_edges) == (3, True)


class Pen:
    """A tablet's pen over the sheet: its tip is the left button, those on its barrel the others."""

    def __init__(self, desk: Desk, end: QPointingDevice.PointerType = QPointingDevice.PointerType.Pen) -> None:
        does, stylus = QPointingDevice.Capability.Position, QPointingDevice.DeviceType.Stylus
        self._device = QPointingDevice("stylus", 7, stylus, end, does, 1, 3)
        self._desk = desk
        self._held = Qt.MouseButton.NoButton

    def press(self, cell: tuple[int, int], button: Qt.MouseButton = LEFT) -> None:
        self._held |= button
        self._send(QEvent.Type.TabletPress, cell, button)

    def move(self, cell: tuple[int, int]) -> None:
        self._send(QEvent.Type.TabletMove, cell, Qt.MouseButton.NoButton)

    def lift(self, cell: tuple[int, int], button: Qt.MouseButton = LEFT) -> None:
        self._held &= ~button
        self._send(QEvent.Type.TabletRelease, cell, button)

    def _send(self, kind: QEvent.Type, cell: tuple[int, int], button: Qt.MouseButton) -> None:
        canvas = self._desk.canvas
        place = QPointF(self._desk.at(*cell))
        far = canvas.mapToGlobal(place)
        event = QTabletEvent(kind, self._device, place, far, 0.5, 0, 0, 0.0, 0.0, 0.0, NONE, button, self._held)
        QApplication.sendEvent(canvas, event)
        assert event.isAccepted()


def test_a_tablet_pen_draws_and_its_other_end_erases(desk: Desk) -> None:
    desk.clear()
    for end, expected in ((QPointingDevice.PointerType.Pen, 1.0), (QPointingDevice.PointerType.Eraser, -1.0)):
        pen = Pen(desk, end)
        pen.press((0, 0))
        pen.move((8, 8))
        pen.lift((8, 8))
        assert (np.diag(desk.picture) == expected).all()
    assert desk.steps == ["Clear", "Draw", "Erase"]


def test_a_pen_in_the_air_draws_nothing_with_the_middle_button(desk: Desk) -> None:
    """Under X11 that is the first one on its barrel."""
    desk.clear()
    pen = Pen(desk)
    pen.press((0, 0), Qt.MouseButton.MiddleButton)
    pen.move((8, 8))
    pen.lift((8, 8), Qt.MouseButton.MiddleButton)
    assert desk.steps == ["Clear"]


def test_a_stroke_goes_on_when_a_button_on_the_barrel_is_let_go(desk: Desk) -> None:
    desk.clear()
    pen = Pen(desk)
    pen.press((0, 0))
    pen.press((0, 2), Qt.MouseButton.MiddleButton)
    pen.lift((0, 4), Qt.MouseButton.MiddleButton)
    pen.move((0, 8))
    pen.lift((0, 8))
    pen.move((8, 8))
    assert np.array_equal(np.argwhere(desk.picture == 1.0), [(0, column) for column in range(9)])
    assert desk.steps == ["Clear", "Draw"]


def test_a_pen_that_comes_down_with_its_right_button_held_erases(desk: Desk) -> None:
    pen = Pen(desk)
    pen.press((0, 0), Qt.MouseButton.RightButton)
    pen.press((1, 1))
    pen.move((7, 7))
    pen.lift((7, 7))
    pen.lift((7, 7), Qt.MouseButton.RightButton)
    assert (np.diag(desk.picture) == -1.0).all()


def test_a_stroke_ends_when_a_dialog_opens_for_the_hand_is_lifted_over_that(desk: Desk, qtbot: QtBot) -> None:
    """It went on as the pointer came back, with no button held."""
    desk.clear()
    desk.panel.activateWindow()
    qtbot.waitUntil(desk.panel.isActiveWindow)
    QTest.mousePress(desk.canvas, LEFT, NONE, desk.at(0, 0))
    desk.move((0, 2), LEFT)
    dialog = QDialog(desk.panel)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.close()
    desk.panel.activateWindow()
    qtbot.waitUntil(desk.panel.isActiveWindow)
    desk.move((8, 8), Qt.MouseButton.NoButton)
    assert inked(desk) == [[0, 0], [0, 1], [0, 2]]


def test_a_finger_draws(desk: Desk) -> None:
    desk.clear()
    window = desk.panel.windowHandle()
    first, last = (desk.canvas.mapTo(desk.panel, desk.at(*cell)) for cell in ((0, 0), (8, 8)))
    touch = QTest.touchEvent(window, QTest.createTouchDevice(), False)
    touch.press(0, first, window).commit()
    touch.move(0, last, window).commit()
    touch.release(0, last, window).commit()
    assert np.array_equal(desk.picture == 1.0, np.eye(9, dtype=bool))
    assert desk.steps == ["Clear", "Draw"]


def test_a_second_finger_draws_nothing_whichever_is_lifted_first(desk: Desk) -> None:
    desk.clear()
    screen = Screen(desk.canvas)
    screen.press(0, desk.at(0, 0))
    screen.press(1, desk.at(0, 8))
    screen.move({0: desk.at(8, 0), 1: desk.at(0, 5)})
    screen.lift(0)
    screen.move({1: desk.at(8, 8)})
    screen.lift(1)
    assert np.array_equal(np.argwhere(desk.picture == 1.0), [(row, 0) for row in range(9)])
    assert desk.steps == ["Clear", "Draw"]


def test_a_stroke_that_the_system_takes_from_the_finger_is_not_drawn(desk: Desk) -> None:
    device = QTest.createTouchDevice()
    touch = QTest.touchEvent(desk.canvas, device)
    touch.press(0, desk.at(4, 0), desk.canvas).commit()
    touch.move(0, desk.at(0, 0), desk.canvas).commit()
    assert desk.steps == ["Draw"]
    QApplication.sendEvent(desk.canvas, QTouchEvent(QEvent.Type.TouchCancel, device))
    assert np.array_equal(desk.picture, X)
    assert desk.steps == []


def test_a_finger_draws_after_one_that_went_while_a_menu_was_open(desk: Desk) -> None:
    """The menu hears that it goes, and the canvas does not."""
    desk.clear()
    screen, menu = Screen(desk.canvas), QMenu(desk.panel)
    menu.addAction("Undo")
    screen.press(0, desk.at(0, 0))
    menu.popup(desk.panel.mapToGlobal(desk.panel.rect().bottomRight()))
    screen.lift(0)
    menu.close()
    screen.press(1, desk.at(4, 4))
    screen.lift(1)
    assert np.array_equal(np.argwhere(desk.picture == 1.0), [(0, 0), (4, 4)])
    assert desk.steps == ["Clear", "Draw", "Draw"]


def test_fingers_that_rest_on_a_touchpad_draw_nothing(desk: Desk) -> None:
    """macOS tells windows of them, too; the pointer that they move draws only where it is pressed."""
    window, place = desk.panel.windowHandle(), desk.canvas.mapTo(desk.panel, desk.at(0, 0))
    touch = QTest.touchEvent(window, touchpad(), False)
    touch.press(0, place, window).commit()
    touch.release(0, place, window).commit()
    assert desk.steps == []


def test_the_value_tool_sets_a_typed_number_exactly(desk: Desk) -> None:
    desk.panel.tools.tools[Tool.VALUE].trigger()
    desk.stroke((2, 5))
    desk.press_keys("1/9", Qt.Key.Key_Return)
    assert desk.picture[2, 5] == 1 / 9
    assert desk.steps == ["Set a value"]
    assert desk.canvas.hasFocus()


def test_escape_leaves_the_old_value(desk: Desk) -> None:
    desk.panel.tools.tools[Tool.VALUE].trigger()
    desk.stroke((2, 5))
    desk.press_keys("7", Qt.Key.Key_Escape)
    assert np.array_equal(desk.picture, X)
    assert desk.steps == []


def test_what_is_no_number_changes_nothing_and_says_why(desk: Desk) -> None:
    desk.focus()
    desk.press_keys("1--", Qt.Key.Key_Return)
    assert np.array_equal(desk.picture, X)
    assert "is not a number" in desk.notice


def test_the_keyboard_alone_draws(desk: Desk) -> None:
    desk.focus()
    desk.press_keys(Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert desk.picture[0, 1] == 1.0
    assert desk.picture[1, 2] == 1.0
    desk.press_keys(Qt.Key.Key_Backspace)
    assert desk.picture[1, 2] == -1.0
    desk.press_keys("-0,5", Qt.Key.Key_Return)
    assert desk.picture[1, 2] == -0.5
    assert desk.steps == ["Draw", "Draw", "Erase", "Set a value"]
    assert desk.canvas.accessibleDescription() == "Row 2, column 3: -1"


def test_the_keyboard_draws_a_line_from_space_to_space(desk: Desk) -> None:
    desk.clear()
    desk.panel.tools.tools[Tool.LINE].trigger()
    desk.focus()
    desk.press_keys(Qt.Key.Key_Space, *[Qt.Key.Key_Right, Qt.Key.Key_Down] * 8, Qt.Key.Key_Space)
    assert np.array_equal(desk.picture == 1.0, np.eye(9, dtype=bool))


def test_the_cursor_stays_on_the_sheet(desk: Desk) -> None:
    desk.focus()
    desk.press_keys(*[Qt.Key.Key_Up] * 3, *[Qt.Key.Key_Right] * 30)
    assert desk.canvas.cursor_cell == (0, 8)


def test_ctrl_and_an_arrow_move_the_drawing(desk: Desk) -> None:
    desk.focus()
    QTest.keyClick(desk.canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert np.array_equal(desk.picture[1:], X[:-1])
    assert desk.steps == ["Move down"]


def test_pointing_at_a_cell_asks_about_it(desk: Desk) -> None:
    desk.move((3, 4), Qt.MouseButton.NoButton)
    assert desk.store.state.view.hovered == Probe(0, (0, 3, 4))
    QApplication.sendEvent(desk.canvas, QEvent(QEvent.Type.Leave))
    assert desk.store.state.view.hovered is None


def pixels(desk: Desk) -> Array:
    image = desk.canvas.grab().toImage()
    data = np.frombuffer(image.constBits(), dtype=np.uint8)
    return data.reshape(image.height(), image.bytesPerLine()).astype(np.float64)


def test_the_receptive_field_is_marked_and_let_go(desk: Desk) -> None:
    plain = pixels(desk)
    desk.store.look(pinned=Probe(1, (0, 3, 3)))
    assert (pixels(desk) != plain).any()
    desk.store.look(pinned=None)
    assert np.array_equal(pixels(desk), plain)


class PaintWatch(QObject):
    """Remembers which part of a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.painted: list[QRect] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.painted.append(event.rect())
        return False


def test_a_stroke_repaints_the_cells_that_changed_and_no_others(desk: Desk) -> None:
    QTest.mousePress(desk.canvas, LEFT, NONE, desk.at(0, 3))
    QApplication.processEvents()
    watch = PaintWatch(desk.canvas)
    desk.move((0, 4), LEFT)
    QApplication.processEvents()
    cell = desk.canvas.board.cell
    assert [rect.contains(desk.at(0, 4)) for rect in watch.painted] == [True]
    assert watch.painted[0].width() < 2 * cell
    assert watch.painted[0].height() < 2 * cell
    desk.move((0, 4.2), LEFT)
    QApplication.processEvents()
    assert len(watch.painted) == 1


@pytest.mark.parametrize("change", list(Change))
def test_every_change_is_one_step_with_its_name(desk: Desk, change: Change) -> None:
    desk.panel.tools.weights[3].trigger()
    desk.stroke((1, 4))
    before = desk.picture
    desk.panel.tools.changes[change].trigger()
    assert desk.picture is not before
    assert desk.steps == ["Draw", change.value]
    desk.store.undo()
    assert desk.picture is before


def test_six_times_fifteen_degrees_are_a_quarter_turn(desk: Desk) -> None:
    desk.stroke((0, 3), (0, 5))
    before = desk.picture
    for _ in range(6):
        desk.panel.tools.changes[Change.ROTATE_LEFT].trigger()
    assert np.array_equal(desk.picture, np.rot90(before))
    desk.stroke((4, 4))
    assert desk.steps == ["Draw", *["Rotate by 15° to the left"] * 6]


def test_a_turn_is_undone_by_the_name_of_its_button(desk: Desk) -> None:
    turns = [desk.panel.tools.changes[change] for change in (Change.ROTATE_LEFT, Change.ROTATE_RIGHT)]
    desk.stroke((0, 3), (0, 5))
    for turn in turns:
        turn.trigger()
    desk.stroke((4, 4))
    assert desk.steps == ["Draw", *[turn.text() for turn in turns]]


def test_a_turn_after_drawing_turns_what_was_drawn(desk: Desk) -> None:
    desk.clear()
    desk.panel.tools.changes[Change.ROTATE_LEFT].trigger()
    desk.stroke((4, 4))
    desk.panel.tools.changes[Change.ROTATE_LEFT].trigger()
    assert desk.picture[4, 4] > 0.5


def test_a_preset_is_one_click(desk: Desk) -> None:
    strip = desk.panel.presets
    QTest.mouseClick(strip.viewport(), LEFT, NONE, strip.visualItemRect(strip.item(1)).center())
    assert np.array_equal(desk.picture, picture_presets()[1].picture)
    assert desk.steps == ["Choose “O”"]


def test_the_keyboard_sees_which_preset_it_takes(desk: Desk) -> None:
    strip = desk.panel.presets
    strip.setFocus(Qt.FocusReason.TabFocusReason)
    assert [strip.row(item) for item in strip.selectedItems()] == [0]
    QTest.keyClick(strip, Qt.Key.Key_Down)
    QTest.keyClick(strip, Qt.Key.Key_Up)
    desk.clear()
    QTest.keyClick(strip, Qt.Key.Key_Return)
    assert np.array_equal(desk.picture, picture_presets()[0].picture)


def test_little_pictures_have_a_scroll_bar_only_where_there_is_something_to_scroll(desk: Desk, qtbot: QtBot) -> None:
    bar = desk.panel.presets.verticalScrollBar()
    desk.panel.resize(700, 1200)
    qtbot.waitUntil(lambda: not bar.isVisible())
    desk.panel.resize(700, 400)
    qtbot.waitUntil(bar.isVisible)
    assert bar.maximum() > 0


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_preset_of_another_size_takes_the_network_with_it_and_says_so(desk: Desk, key: Qt.Key) -> None:
    names = [preset.name for preset in picture_presets()]
    strip = desk.panel.presets
    strip.setCurrentRow(names.index("Six"))
    QTest.keyClick(strip, key)
    document = desk.store.state.document
    assert document.grid == (16, 16)
    assert desk.panel.grid.currentText() == "16 × 16"
    assert "16 × 16" in desk.notice
    assert "votes" in desk.notice
    desk.store.undo()
    assert desk.store.state.document.grid == (9, 9)
    assert desk.panel.grid.currentText() == "9 × 9"


def test_a_typed_size_changes_the_grid(desk: Desk) -> None:
    line = desk.panel.grid.lineEdit()
    assert line is not None
    line.selectAll()
    QTest.keyClicks(line, "12x10")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert desk.store.state.document.grid == (12, 10)
    assert desk.steps == ["Change the grid to 12 × 10"]


def test_a_bad_size_is_refused_with_a_sentence(desk: Desk) -> None:
    line = desk.panel.grid.lineEdit()
    assert line is not None
    line.selectAll()
    QTest.keyClicks(line, "70")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "3 to 64" in desk.notice
    assert line.text() == "9 × 9"
    assert desk.steps == []


def test_another_coding_keeps_the_drawing(desk: Desk) -> None:
    desk.panel.coding.setFocus()
    QTest.keyClick(desk.panel.coding, Qt.Key.Key_Down)
    assert desk.store.state.document.coding is Coding.UNIT
    assert np.array_equal(desk.picture == 1.0, X == 1.0)
    assert desk.steps == ["Change the pixels to 0/1"]


def test_every_button_has_a_name_a_tooltip_and_the_keyboard(desk: Desk) -> None:
    buttons = desk.panel.findChildren(QToolButton)
    assert len(buttons) == 20
    for button in buttons:
        assert button.toolTip()
        assert button.text() or button.accessibleName()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_where_cells_are_too_small_for_lines_the_end_of_the_sheet_is_seen(desk: Desk) -> None:
    desk.store.edit("Grid", lambda document: with_grid(document, (3, 64)))
    desk.store.edit("Clear", lambda document: with_picture(document, np.full((3, 64), -1.0)))
    image, box = desk.canvas.grab().toImage(), desk.canvas.board.rect.toRect()
    assert desk.canvas.board.cell < 6
    line = QColor(LIGHT.line).rgb()
    for edge in (box.left(), box.right() + 1):
        assert line in {image.pixel(edge + near, box.center().y()) for near in (-1, 0)}
    for edge in (box.top(), box.bottom() + 1):
        assert line in {image.pixel(box.center().x(), edge + near) for near in (-1, 0)}


@pytest.mark.parametrize("scale", [80, 100, 150, 300])
def test_nothing_is_cut_off_at_any_text_size(desk: Desk, scale: int) -> None:
    desk.panel.set_look(Look(DARK, scale))
    desk.panel.resize(max(300, desk.panel.minimumSizeHint().width()), desk.panel.heightForWidth(300))
    QApplication.processEvents()
    for button in desk.panel.findChildren(QToolButton):
        assert desk.panel.rect().contains(button.geometry())
    box = desk.canvas.board.rect.toAlignedRect()
    assert desk.canvas.rect().contains(box)


def test_a_scale_factor_of_the_screen_gives_whole_screen_pixels() -> None:
    board = board_within(9, 9, 200, 200, 3, 1.5)
    assert (board.cell * 1.5).is_integer()
    assert (board.left * 1.5).is_integer()
    assert board.cell > 20
