"""Copy and paste, by the keys and from the menu, wherever the keyboard is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from cnnviz.model.view import Panel, Probe
from cnnviz.ui.application import Running

CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def running(used: Running) -> Running:
    """One window for all of them: what a test is about it brings about itself."""
    return used


@pytest.fixture(autouse=True)
def words_of_another_program(running: Running) -> None:
    """They are on the clipboard."""
    QGuiApplication.clipboard().setText("words")


def press(running: Running, key: Qt.Key) -> None:
    QTest.keyClick(running.window.focusWidget(), key, CONTROL)


def edit_menu(running: Running) -> QMenu:
    menus = running.window.menuBar().findChildren(QMenu)
    return next(menu for menu in menus if running.window.actions_.undo in menu.actions())


def offered(running: Running) -> tuple[bool, bool]:
    """Whether the open menu offers to copy, and to paste."""
    menu, actions = edit_menu(running), running.window.actions_
    menu.popup(QPoint(50, 50))
    both = actions.copy.isEnabled(), actions.paste.isEnabled()
    menu.close()
    return both


def choose(running: Running, action: QAction) -> None:
    menu = edit_menu(running)
    menu.popup(QPoint(50, 50))
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())


def copied() -> str:
    return QGuiApplication.clipboard().text()


def ink() -> QImage:
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    for at in range(8, 32):
        image.setPixel(at, 20, 0)
    return image


def test_the_menu_pastes_an_image_wherever_the_keyboard_is(running: Running, qtbot: QtBot) -> None:
    running.window.stages.setFocus()
    assert offered(running) == (False, False)
    QGuiApplication.clipboard().setImage(ink())
    assert offered(running) == (False, True)
    choose(running, running.window.actions_.paste)
    qtbot.waitUntil(lambda: not running.images.is_reading)
    assert running.store.state.history.undo_name == "Paste an image"


def test_with_nothing_on_the_clipboard_there_is_nothing_to_paste(running: Running) -> None:
    QGuiApplication.clipboard().clear()
    document = running.store.state.document
    assert offered(running) == (False, False)
    press(running, Qt.Key.Key_V)
    assert running.store.state.document is document
    assert running.store.state.notice is not None


def test_ctrl_v_pastes_an_image_or_says_that_there_is_none(running: Running, qtbot: QtBot) -> None:
    press(running, Qt.Key.Key_V)
    assert running.store.state.notice is not None
    assert "no image" in running.store.state.notice.text
    QGuiApplication.clipboard().setImage(ink())
    press(running, Qt.Key.Key_V)
    qtbot.waitUntil(lambda: not running.images.is_reading)
    assert running.store.state.history.undo_name == "Paste an image"


@pytest.mark.parametrize("has_image", [False, True])
def test_numbers_without_a_cell_to_go_to_are_no_picture_and_it_is_said_what_to_do(
    running: Running, qtbot: QtBot, *, has_image: bool
) -> None:
    """A spreadsheet copies its cells as an image, too."""
    data = QMimeData()
    data.setText("1\t0\t-1\n2\t0\t-2\n1\t0\t-1\n")
    if has_image:
        data.setImageData(ink())
    QGuiApplication.clipboard().setMimeData(data)
    document = running.store.state.document
    press(running, Qt.Key.Key_V)
    assert not running.images.is_reading
    assert running.store.state.notice is not None
    assert "click a cell of a filter" in running.store.state.notice.text
    assert running.store.state.document is document


def test_the_sum_is_copied_wherever_the_keyboard_is(running: Running) -> None:
    running.store.look(pinned=Probe(1, (0, 3, 3)))
    assert offered(running) == (True, False)
    press(running, Qt.Key.Key_C)
    by_key = copied()
    assert "/ 9" in by_key
    QGuiApplication.clipboard().setText("words")
    choose(running, running.window.actions_.copy)
    assert copied() == by_key


def test_the_sum_is_copied_where_only_the_status_line_shows_it(running: Running) -> None:
    running.store.look(pinned=Probe(1, (0, 3, 3)))
    press(running, Qt.Key.Key_C)
    with_panel = copied()
    running.store.look(hidden=frozenset({Panel.ARITHMETIC}), pinned=Probe(1, (0, 2, 2)))
    assert offered(running) == (True, False)
    press(running, Qt.Key.Key_C)
    assert "/ 9" in copied()
    assert copied() != with_panel
    running.store.look(pinned=Probe(1, (0, 3, 3)))
    press(running, Qt.Key.Key_C)
    assert copied() == with_panel
    running.store.look(pinned=None)
    assert offered(running) == (False, False)


def test_where_there_is_nothing_to_copy_it_is_said(running: Running) -> None:
    press(running, Qt.Key.Key_C)
    assert copied() == "words"
    assert running.store.state.notice is not None
    assert running.store.state.notice.is_problem


def test_a_filter_takes_both_before_anything_else_does(running: Running) -> None:
    actions = running.window.actions_
    first, second = (card.grids[0] for card in running.window.filter_bank.cards[:2])
    running.store.look(pinned=Probe(1, (0, 3, 3)))
    first.setFocus()
    choose(running, actions.copy)
    assert copied() == "1\t-1\t-1\n-1\t1\t-1\n-1\t-1\t1"
    second.setFocus()
    assert offered(running) == (True, True)
    choose(running, actions.paste)
    weight = running.store.state.document.network.layers[0].parameters["weight"]
    assert (weight[0] == weight[1]).all()


def test_a_text_field_keeps_its_keys(running: Running) -> None:
    field = running.window.draw_panel.grid.lineEdit()
    assert field is not None
    running.store.look(pinned=Probe(1, (0, 3, 3)))
    QGuiApplication.clipboard().setText("12x12")
    field.setFocus()
    field.selectAll()
    press(running, Qt.Key.Key_V)
    assert field.text() == "12x12"
    field.setSelection(0, 2)
    press(running, Qt.Key.Key_C)
    assert copied() == "12"
    field.deselect()
    assert offered(running) == (False, True)
    field.selectAll()
    choose(running, running.window.actions_.paste)
    assert field.text() == "12"
    assert running.store.state.history.undo_name is None
