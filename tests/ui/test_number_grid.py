"""The little spreadsheet: typed, walked, scrubbed, copied and pasted, with real keys, mouse and wheel."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt, Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.engine.arrays import Array
from cnnviz.model.numbers import LARGEST
from cnnviz.ui.number_grid import NumberGrid
from cnnviz.ui.theme import CONTRAST, DARK, LIGHT, Look, Theme, contrast
from tests.ui.hands import cell_center, click_cell, drag, turn_wheel, turn_wheel_at

Key = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class Sheet(QWidget):
    """A grid between two buttons, whose values are kept as an application would keep them."""

    def __init__(self, values: Array) -> None:
        super().__init__()
        self.grid = NumberGrid()
        self.values = values.copy()
        self.edits: list[tuple[int, int, float, object]] = []
        self.refusals: list[str] = []
        self.before, self.after, self.bystander = QPushButton("before"), QPushButton("after"), QLabel("bystander")
        layout = QVBoxLayout(self)
        for widget in (self.before, self.grid, self.after, self.bystander):
            layout.addWidget(widget)
        self.grid.set_values(self.values)
        self.grid.cell_edited.connect(self._on_cell_edited)
        self.grid.block_pasted.connect(self._on_block_pasted)
        self.grid.refused.connect(self.refusals.append)
        self.resize(300, 400)

    @property
    def editor(self) -> QLineEdit:
        editor = self.grid.findChild(QLineEdit)
        assert isinstance(editor, QLineEdit)
        return editor

    def type(self, text: str, *keys: Qt.Key) -> None:
        """Type as a person does: into whatever has the focus."""
        for sign in text:
            QTest.keyClicks(self._focused(), sign)
        for key in keys:
            QTest.keyClick(self._focused(), key)

    def _focused(self) -> QWidget:
        focused = self.focusWidget()
        assert focused is not None
        return focused

    @Slot(int, int, float, object)
    def _on_cell_edited(self, row: int, column: int, value: float, gesture: object) -> None:
        self.edits.append((row, column, value, gesture))
        self.values[row, column] = value
        self.grid.set_values(self.values)

    @Slot(int, int, object)
    def _on_block_pasted(self, row: int, column: int, block: Array) -> None:
        self.values[row : row + block.shape[0], column : column + block.shape[1]] = block
        self.grid.set_values(self.values)


def shown(qtbot: QtBot, values: Array) -> Sheet:
    sheet = Sheet(values)
    qtbot.addWidget(sheet)
    with qtbot.waitExposed(sheet):
        sheet.show()
    sheet.activateWindow()
    return sheet


@pytest.fixture
def sheet(qtbot: QtBot) -> Sheet:
    return shown(qtbot, np.arange(9.0).reshape(3, 3))


@pytest.mark.parametrize(("text", "value"), [("1", 1.0), ("-0.5", -0.5), ("0,5", 0.5), ("1/9", 1 / 9), (".25", 0.25)])
@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Tab])
def test_a_typed_number_is_taken_over(sheet: Sheet, text: str, value: float, key: Qt.Key) -> None:
    click_cell(sheet.grid, 1, 2)
    sheet.type(text, key)
    assert sheet.edits == [(1, 2, value, None)]
    assert sheet.grid.hasFocus()
    assert sheet.grid.cursor_cell == ((2, 0) if key == Key.Key_Tab else (1, 2))


@pytest.mark.parametrize("elsewhere", ["another cell", "a button", "what takes no focus"])
def test_a_click_away_takes_the_number_over(sheet: Sheet, elsewhere: str) -> None:
    click_cell(sheet.grid, 0, 0)
    sheet.type("7.5")
    if elsewhere == "another cell":
        click_cell(sheet.grid, 2, 2)
    else:
        target = sheet.after if elsewhere == "a button" else sheet.bystander
        QTest.mouseClick(target, Qt.MouseButton.LeftButton)
    assert sheet.edits == [(0, 0, 7.5, None)]
    assert sheet.editor.isHidden()


def test_escape_brings_the_old_value_back(sheet: Sheet) -> None:
    click_cell(sheet.grid, 1, 1)
    sheet.type("99", Key.Key_Escape)
    assert (sheet.edits, sheet.editor.isHidden()) == ([], True)
    sheet.type("", Key.Key_F2)
    assert sheet.editor.text() == "4"


@pytest.mark.parametrize("text", ["-", "1/0", "1..2", "1/", "9999999"])
def test_a_bad_entry_keeps_the_old_value_and_says_why(sheet: Sheet, text: str) -> None:
    click_cell(sheet.grid, 1, 1)
    sheet.type(text, Key.Key_Return)
    assert sheet.edits == []
    assert len(sheet.refusals) == 1
    assert sheet.refusals[0].endswith(".")
    assert sheet.grid.values[1, 1] == 4.0


def test_opening_a_trained_weight_and_leaving_it_does_not_round_it(qtbot: QtBot) -> None:
    weight = 0.1234567890123456
    sheet = shown(qtbot, np.full((3, 3), weight))
    for open_key in (Key.Key_F2, Key.Key_Return):
        click_cell(sheet.grid, 1, 1)
        sheet.type("", open_key)
        assert float(sheet.editor.text()) == weight
        sheet.type("", Key.Key_Return)
    QTest.mouseDClick(sheet.grid, Qt.MouseButton.LeftButton, pos=cell_center(sheet.grid, 1, 1))
    assert sheet.editor.isVisible()
    sheet.type("", Key.Key_Tab)
    assert sheet.edits == []
    assert sheet.grid.values[1, 1] == weight


def test_opening_a_number_no_hand_may_type_and_leaving_it_is_no_fault(qtbot: QtBot) -> None:
    sheet = shown(qtbot, np.full((2, 2), 2 * LARGEST))
    click_cell(sheet.grid, 0, 0)
    sheet.type("", Key.Key_F2, Key.Key_Return)
    assert (sheet.edits, sheet.refusals) == ([], [])


def test_a_number_that_is_too_long_for_its_field_is_seen_from_its_beginning(qtbot: QtBot) -> None:
    sheet = shown(qtbot, np.full((3, 3), -1 / 3))
    QTest.keyClick(sheet.grid, Qt.Key.Key_Return)
    # Where a field begins is settled when it is painted.
    sheet.editor.grab()
    middle = sheet.editor.height() // 2
    assert sheet.editor.cursorPositionAt(QPoint(sheet.editor.width(), middle)) < len(sheet.editor.text())
    assert sheet.editor.cursorPositionAt(QPoint(0, middle)) == 0
    assert sheet.editor.selectedText() == sheet.editor.text()


def test_opened_values_are_edited_and_typed_ones_left_by_arrows(sheet: Sheet) -> None:
    click_cell(sheet.grid, 1, 1)
    sheet.type("", Key.Key_F2, Key.Key_End, Key.Key_Left)
    sheet.type("1", Key.Key_Return)
    assert sheet.edits[-1][:3] == (1, 1, 14.0)
    sheet.type("5", Key.Key_Right)
    assert (sheet.edits[-1][:3], sheet.grid.cursor_cell) == ((1, 1, 5.0), (1, 2))
    sheet.type("6", Key.Key_Up)
    assert (sheet.edits[-1][:3], sheet.grid.cursor_cell) == ((1, 2, 6.0), (0, 2))


def test_arrows_walk_and_stop_at_the_edges(sheet: Sheet) -> None:
    click_cell(sheet.grid, 1, 1)
    sheet.type("", Key.Key_Up, Key.Key_Up, Key.Key_Up, Key.Key_Left)
    assert sheet.grid.cursor_cell == (0, 0)
    sheet.type("", Key.Key_Down, Key.Key_End)
    assert sheet.grid.cursor_cell == (1, 2)
    sheet.type("", Key.Key_Home)
    assert sheet.grid.cursor_cell == (1, 0)
    assert sheet.edits == []


def test_tab_walks_through_every_cell_and_on(sheet: Sheet) -> None:
    sheet.before.setFocus()
    walked = []
    sheet.type("", Key.Key_Tab)
    while sheet.grid.hasFocus():
        walked.append(sheet.grid.cursor_cell)
        sheet.type("", Key.Key_Tab)
    assert walked == [(row, column) for row in range(3) for column in range(3)]
    assert sheet.after.hasFocus()
    QTest.keyClick(sheet.after, Key.Key_Backtab)
    assert (sheet.grid.hasFocus(), sheet.grid.cursor_cell) == (True, (2, 2))


def test_delete_makes_a_zero(sheet: Sheet) -> None:
    click_cell(sheet.grid, 2, 2)
    sheet.type("", Key.Key_Delete, Key.Key_Delete)
    assert sheet.edits == [(2, 2, 0.0, None)]


@pytest.mark.parametrize(("keys", "step"), [(Qt.KeyboardModifier.NoModifier, 0.1), (SHIFT, 1.0), (CTRL, 0.01)])
def test_wheel_and_drag_scrub_in_clean_steps(sheet: Sheet, keys: Qt.KeyboardModifier, step: float) -> None:
    place = cell_center(sheet.grid, 0, 2)
    click_cell(sheet.grid, 0, 2)
    for _ in range(3):
        turn_wheel(sheet.grid, place, 1, keys)
    assert sheet.values[0, 2] == pytest.approx(2 + 3 * step)
    assert len(repr(float(sheet.values[0, 2]))) <= 5
    turn_wheel(sheet.grid, place, -3, keys)
    assert sheet.values[0, 2] == 2.0
    drag(sheet.grid, place, -35, keys)
    assert sheet.values[0, 2] == pytest.approx(2 - 7 * step)
    assert len(repr(float(sheet.values[0, 2]))) <= 5


def test_one_drag_is_one_gesture_and_the_next_another(sheet: Sheet) -> None:
    for _ in range(2):
        drag(sheet.grid, cell_center(sheet.grid, 0, 0), 40)
    gestures = [gesture for *_, gesture in sheet.edits]
    assert None not in gestures
    assert len(gestures) > 2
    assert len(set(gestures)) == 2


def test_turning_the_wheel_is_one_gesture_until_a_pause_or_another_cell(sheet: Sheet) -> None:
    click_cell(sheet.grid, 0, 0)
    for time in (1000, 1200, 1400, 5000):
        turn_wheel_at(sheet.grid, cell_center(sheet.grid, 0, 0), 1, time)
    first, second, third, after_pause = (gesture for *_, gesture in sheet.edits)
    assert first is second is third
    assert after_pause is not first
    click_cell(sheet.grid, 0, 1)
    turn_wheel_at(sheet.grid, cell_center(sheet.grid, 0, 1), 1, 5100)
    assert sheet.edits[-1][3] is not after_pause


def test_fine_wheels_add_up(sheet: Sheet) -> None:
    click_cell(sheet.grid, 0, 0)
    for _ in range(8):
        turn_wheel(sheet.grid, cell_center(sheet.grid, 0, 0), 0.25)
    assert sheet.values[0, 0] == 0.2


def test_scrolling_past_changes_nothing(sheet: Sheet) -> None:
    turn_wheel(sheet.grid, cell_center(sheet.grid, 1, 1), 1)
    click_cell(sheet.grid, 0, 0)
    turn_wheel(sheet.grid, cell_center(sheet.grid, 1, 1), 1)
    sheet.after.setFocus()
    turn_wheel(sheet.grid, cell_center(sheet.grid, 0, 0), 1)
    assert sheet.edits == []


@pytest.mark.parametrize(("keys", "values"), [(Qt.KeyboardModifier.NoModifier, []), (SHIFT, [1.0])])
def test_only_with_shift_is_a_sideways_wheel_a_turn(
    sheet: Sheet, keys: Qt.KeyboardModifier, values: list[float]
) -> None:
    """macOS turns it sideways while Shift is held; a touchpad scrolls a wide table so."""
    click_cell(sheet.grid, 0, 0)
    place = QPointF(sheet.grid.mapTo(sheet.grid.window(), cell_center(sheet.grid, 0, 0)))
    QTest.wheelEvent(sheet.grid.window().windowHandle(), place, QPoint(120, 0), QPoint(), keys)
    assert [value for _, _, value, _ in sheet.edits] == values


def test_a_number_is_never_scrubbed_out_of_bounds(qtbot: QtBot) -> None:
    sheet = shown(qtbot, np.full((1, 1), LARGEST - 0.5))
    click_cell(sheet.grid, 0, 0)
    turn_wheel(sheet.grid, cell_center(sheet.grid, 0, 0), 5, SHIFT)
    assert sheet.values[0, 0] == LARGEST


def test_a_block_goes_by_way_of_the_clipboard(sheet: Sheet) -> None:
    click_cell(sheet.grid, 1, 1)
    QTest.keyClick(sheet.grid, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "0\t1\t2\n3\t4\t5\n6\t7\t8"
    QGuiApplication.clipboard().setText("1;0,5;0\n0;1;0\n0;0;1/4")
    QTest.keyClick(sheet.grid, Key.Key_V, CTRL)
    assert sheet.grid.values.tolist() == [[1, 0.5, 0], [0, 1, 0], [0, 0, 0.25]]


def test_a_smaller_block_goes_in_at_the_chosen_cell(sheet: Sheet) -> None:
    click_cell(sheet.grid, 1, 1)
    QGuiApplication.clipboard().setText("-1\t-2\n-3\t-4")
    QTest.keyClick(sheet.grid, Key.Key_V, CTRL)
    assert sheet.grid.values.tolist() == [[0, 1, 2], [3, -1, -2], [6, -3, -4]]


def copied(grid: NumberGrid) -> str:
    QTest.keyClick(grid, Key.Key_C, CTRL)
    return QGuiApplication.clipboard().text()


def stretch(grid: NumberGrid, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(grid, key, SHIFT)


@pytest.mark.parametrize("corners", [((0, 1), (1, 2)), ((1, 2), (0, 1)), ((0, 2), (1, 1))])
def test_a_click_with_shift_chooses_a_block_to_copy(
    sheet: Sheet, corners: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    click_cell(sheet.grid, *corners[0])
    QTest.mouseClick(sheet.grid, Qt.MouseButton.LeftButton, SHIFT, cell_center(sheet.grid, *corners[1]))
    assert copied(sheet.grid) == "1\t2\n4\t5"
    assert (sheet.grid.cursor_cell, sheet.edits) == (corners[0], [])


def test_shift_and_the_arrows_choose_a_block_and_a_step_lets_go_of_it(sheet: Sheet) -> None:
    click_cell(sheet.grid, 2, 2)
    stretch(sheet.grid, Key.Key_Left, Key.Key_Up)
    assert copied(sheet.grid) == "4\t5\n7\t8"
    assert "rows 2 to 3, columns 2 to 3" in sheet.grid.accessibleDescription()
    stretch(sheet.grid, Key.Key_Down, Key.Key_Down, Key.Key_Home)
    assert copied(sheet.grid) == "6\t7\t8"
    sheet.type("", Key.Key_Up)
    assert sheet.grid.cursor_cell == (1, 2)
    assert copied(sheet.grid).count("\n") == 2


def test_a_chosen_block_is_seen_and_escape_lets_go_of_it(sheet: Sheet) -> None:
    heard: list[bool] = []
    action = sheet.addAction("let go")
    action.setShortcut("Escape")
    action.triggered.connect(lambda: heard.append(True))
    click_cell(sheet.grid, 0, 0)
    before = _painted(sheet.grid)
    stretch(sheet.grid, Key.Key_Right)
    corners = [sheet.grid.cell_rect(0, column).topLeft() + QPoint(20, 1) for column in range(3)]
    after = _painted(sheet.grid)
    assert [before.pixel(place) != after.pixel(place) for place in corners] == [False, True, False]
    QTest.keyClick(sheet.grid, Key.Key_Escape)
    assert (_painted(sheet.grid) == before, heard) == (True, [])


def test_delete_empties_a_chosen_block_in_one_step(sheet: Sheet) -> None:
    click_cell(sheet.grid, 1, 0)
    stretch(sheet.grid, Key.Key_Right, Key.Key_Down)
    sheet.type("", Key.Key_Delete)
    assert sheet.values.tolist() == [[0, 1, 2], [0, 0, 5], [0, 0, 8]]
    gestures = {gesture for *_, gesture in sheet.edits}
    assert len(gestures) == 1
    assert None not in gestures


def test_a_copied_block_goes_where_another_is_chosen(sheet: Sheet) -> None:
    click_cell(sheet.grid, 0, 0)
    stretch(sheet.grid, Key.Key_Right)
    assert copied(sheet.grid) == "0\t1"
    click_cell(sheet.grid, 2, 2)
    stretch(sheet.grid, Key.Key_Left)
    QTest.keyClick(sheet.grid, Key.Key_V, CTRL)
    assert sheet.values.tolist() == [[0, 1, 2], [3, 4, 5], [6, 0, 1]]


def test_a_drag_with_shift_scrubs_the_cell_under_it_and_chooses_no_block(sheet: Sheet) -> None:
    click_cell(sheet.grid, 0, 0)
    drag(sheet.grid, cell_center(sheet.grid, 1, 1), 20, SHIFT)
    assert (sheet.values[1, 1], sheet.grid.cursor_cell) == (8.0, (1, 1))
    assert copied(sheet.grid).count("\n") == 2


def test_typing_into_a_block_and_another_shape_let_go_of_it(sheet: Sheet) -> None:
    click_cell(sheet.grid, 1, 1)
    stretch(sheet.grid, Key.Key_Right)
    sheet.type("7", Key.Key_Return)
    assert copied(sheet.grid) == "0\t1\t2\n3\t7\t5\n6\t7\t8"
    stretch(sheet.grid, Key.Key_Right)
    sheet.grid.set_values(np.ones((2, 2)))
    assert copied(sheet.grid) == "1\t1\n1\t1"


@pytest.mark.parametrize("text", ["", "a b", "1 2 3 4", "1\n2\n3", "1 2\n3"])
def test_a_block_that_cannot_be_pasted_changes_nothing_and_says_why(sheet: Sheet, text: str) -> None:
    click_cell(sheet.grid, 1, 1)
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(sheet.grid, Key.Key_V, CTRL)
    assert sheet.grid.values.tolist() == np.arange(9.0).reshape(3, 3).tolist()
    assert len(sheet.refusals) == 1


def test_what_was_said_of_one_paste_is_not_said_of_the_next(sheet: Sheet, qtbot: QtBot) -> None:
    click_cell(sheet.grid, 1, 1)
    QGuiApplication.clipboard().setText("a b")
    QTest.keyClick(sheet.grid, Key.Key_V, CTRL)
    assert QToolTip.isVisible()
    QGuiApplication.clipboard().setText("1")
    QTest.keyClick(sheet.grid, Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: not QToolTip.isVisible(), timeout=1000)


def test_setters_emit_nothing_and_end_an_entry_that_no_longer_has_its_cell(sheet: Sheet) -> None:
    click_cell(sheet.grid, 2, 2)
    sheet.type("5")
    sheet.grid.set_values(np.ones((2, 2)))
    sheet.grid.set_scale(3.0)
    sheet.grid.set_look(Look(DARK, 150))
    assert (sheet.edits, sheet.editor.isHidden(), sheet.grid.cursor_cell) == ([], True, (1, 1))


def test_the_grid_grows_with_the_text(qtbot: QtBot) -> None:
    grid = NumberGrid()
    qtbot.addWidget(grid)
    small = grid.sizeHint()
    grid.set_look(Look(LIGHT, 200))
    assert grid.sizeHint().width() > 1.8 * small.width()
    grid.set_values(np.zeros((2, 12)))
    assert grid.sizeHint().width() > 3 * grid.sizeHint().height()


def test_the_window_s_shortcuts_leave_the_grid_its_keys(sheet: Sheet) -> None:
    heard: list[bool] = []
    for key in ("1", "Right", "Return", "Escape", "Ctrl+C"):
        action = sheet.addAction(key)
        action.setShortcut(key)
        action.triggered.connect(lambda: heard.append(True))
    click_cell(sheet.grid, 0, 0)
    sheet.type("1")
    assert sheet.editor.isVisible()
    sheet.type("", Key.Key_Escape)
    sheet.type("", Key.Key_Right)
    QTest.keyClick(sheet.grid, Key.Key_C, CTRL)
    assert (heard, sheet.grid.cursor_cell) == ([], (0, 1))
    # With nothing being typed, Escape is the window's.
    QTest.keyClick(sheet.grid, Key.Key_Escape)
    assert len(heard) == 1


def _painted(grid: NumberGrid) -> QImage:
    return grid.grab().toImage()


def test_colours_are_centred_on_zero(qtbot: QtBot) -> None:
    grid = NumberGrid()
    qtbot.addWidget(grid)
    grid.set_values(np.array([[-2.0, 0.0, 2.0]]))
    grid.set_scale(2.0)
    grid.resize(300, 100)
    picture = _painted(grid)
    corner = QPoint(4, 4)
    colors = [picture.pixelColor(grid.cell_rect(0, column).topLeft() + corner).name() for column in range(3)]
    assert colors == [LIGHT.negative, LIGHT.zero, LIGHT.positive]


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.floats(-LARGEST, LARGEST))
def test_every_number_can_be_painted_and_opened_exactly(sheet: Sheet, value: float) -> None:
    sheet.values[0, 0] = value
    sheet.grid.set_values(sheet.values)
    click_cell(sheet.grid, 0, 0)
    assert not _painted(sheet.grid).isNull()
    sheet.type("", Key.Key_F2)
    assert float(sheet.editor.text()) == value
    sheet.type("", Key.Key_Escape)
    assert sheet.edits == []


@pytest.mark.parametrize("value", [60000.0, LARGEST])
def test_a_large_number_is_whole_in_the_smallest_cell(qtbot: QtBot, value: float) -> None:
    grid = NumberGrid()
    qtbot.addWidget(grid)
    grid.set_values(np.full((3, 3), value))
    grid.resize(grid.minimumSizeHint())
    cell, seen = grid.cell_rect(1, 1), _painted(grid)
    for edge in (cell.left() + 1, cell.right() - 1):
        assert len({seen.pixel(edge, y) for y in range(cell.top() + 2, cell.bottom() - 1)}) == 1


@pytest.mark.parametrize("theme", [LIGHT, DARK, CONTRAST])
def test_the_chosen_cell_is_seen_whatever_its_colour(qtbot: QtBot, theme: Theme) -> None:
    """In the dark theme a violet frame lay on a cell that was nearly as light and as blue."""
    sheet = shown(qtbot, np.array([[-1.0, 1.0], [0.0, -0.5]]))
    sheet.grid.set_look(Look(theme))
    sheet.grid.setFocus()
    for row, column in ((0, 0), (0, 1), (1, 1)):
        QTest.keyClick(sheet.grid, Key.Key_Home, CTRL)
        for key, count in ((Key.Key_Down, row), (Key.Key_Right, column)):
            for _ in range(count):
                QTest.keyClick(sheet.grid, key)
        assert sheet.grid.cursor_cell == (row, column)
        corner, picture = sheet.grid.cell_rect(row, column).topLeft(), _painted(sheet.grid)
        *frame, inner = (picture.pixelColor(corner + QPoint(12, depth)).rgb() & 0xFFFFFF for depth in range(7))
        assert max(contrast(color, inner) for color in frame) > 2.5
