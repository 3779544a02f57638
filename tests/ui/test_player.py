"""The step player in the window: its bar, its keys, and what a class sees of what is still to come."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.model.lessons.lesson import Lesson, Scene
from cnnviz.model.networks import lecture_document
from cnnviz.model.player.playhead import Playhead
from cnnviz.model.player.script import Span
from cnnviz.model.view import Probe, View
from cnnviz.ui.application import Running
from cnnviz.ui.player import PlayerBar

NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def running(qtbot: QtBot, fresh_settings: None) -> Iterator[Running]:
    running = Running(lecture_document())
    QCursor.setPos(running.window.screen().geometry().bottomRight())
    with qtbot.waitSignal(running.completed):
        running.start()
    qtbot.waitUntil(lambda: running.store.state.trace is not None)
    with qtbot.waitActive(running.window):
        running.window.activateWindow()
    yield running
    running.close()


def press(running: Running, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
    """As the window system would say it: to whatever holds the keyboard, shortcuts first."""
    handle = running.window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, key, keys)


def head_of(running: Running) -> Playhead:
    head = running.store.state.view.player
    assert head is not None
    return head


def bar_of(running: Running) -> PlayerBar:
    bar = running.window.findChild(PlayerBar)
    assert bar is not None
    return bar


def opened(running: Running) -> PlayerBar:
    press(running, Qt.Key.Key_P, CONTROL)
    return bar_of(running)


def test_ctrl_p_opens_the_bar_and_puts_it_away(running: Running) -> None:
    assert running.window.findChild(PlayerBar) is None
    bar = opened(running)
    assert bar.isVisible()
    assert running.window.actions_.player.isChecked()
    press(running, Qt.Key.Key_P, CONTROL)
    assert not bar.isVisible()
    assert running.store.state.view.player is None
    running.window.actions_.player.trigger()
    (close,) = [b for b in bar.findChildren(QToolButton) if b.defaultAction() is running.window.actions_.close_player]
    QTest.mouseClick(close, LEFT)
    assert not bar.isVisible()


def test_the_keys_step_jump_and_play(running: Running) -> None:
    opened(running)
    places = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_Left, Qt.Key.Key_PageUp):
        press(running, key)
        places.append(head_of(running).position // 4)
    assert places == [1, 2, 3, 2, 1]
    press(running, Qt.Key.Key_End)
    assert running.store.state.view.probe == Probe(6, (1,))
    press(running, Qt.Key.Key_Home)
    assert running.store.state.view.probe is None
    press(running, Qt.Key.Key_Space)
    assert head_of(running).playing
    press(running, Qt.Key.Key_Space)
    assert not head_of(running).playing


def test_what_holds_the_keyboard_keeps_the_keys_that_it_needs(running: Running) -> None:
    opened(running)
    window = running.window
    window.draw_panel.canvas.setFocus()
    before = running.store.state.document.picture
    press(running, Qt.Key.Key_Right)
    press(running, Qt.Key.Key_Space)
    assert head_of(running).position == 0
    assert not head_of(running).playing
    assert running.store.state.document.picture is not before
    # What a clicker sends is no key of the canvas.
    press(running, Qt.Key.Key_PageDown)
    assert head_of(running).position == 4
    field = QLineEdit("ab", window.arithmetic)
    field.show()
    field.setFocus()
    press(running, Qt.Key.Key_Space)
    press(running, Qt.Key.Key_Home)
    assert (field.text(), field.cursorPosition()) == ("ab ", 0)
    assert head_of(running).position == 4
    window.stages.setFocus()
    press(running, Qt.Key.Key_Right)
    assert head_of(running).position == 8


@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp])
def test_put_away_it_leaves_the_keys_to_the_stages(running: Running, key: Qt.Key) -> None:
    running.store.look(pinned=Probe(2, (0, 3, 3)))
    running.window.stages.setFocus()
    press(running, key)
    assert running.store.state.view.pinned not in {None, Probe(2, (0, 3, 3))}


def test_a_button_with_the_keyboard_is_pressed_by_space(running: Running) -> None:
    bar = opened(running)
    (step,) = [b for b in bar.findChildren(QToolButton) if b.defaultAction() is running.window.actions_.step_on]
    step.setFocus()
    press(running, Qt.Key.Key_Space)
    assert head_of(running).position == 4
    assert not head_of(running).playing


def test_the_scrubber_goes_to_whole_values(running: Running, qtbot: QtBot) -> None:
    bar = opened(running)
    scrubber = bar.scrubber
    head = head_of(running)
    script = head.script(running.store.state.document.network)
    assert scrubber.maximum() == script.values
    handle = QPoint(5, scrubber.height() // 2)
    QTest.mousePress(scrubber, LEFT, NONE, handle)
    QTest.mouseMove(scrubber, QPoint(scrubber.width() // 2, scrubber.height() // 2))
    QTest.mouseRelease(scrubber, LEFT, NONE, QPoint(scrubber.width() // 2, scrubber.height() // 2))
    moment = head_of(running).moment(running.store.state.document.network)
    assert moment is not None
    assert moment.lands
    assert abs(script.landed(head_of(running).position) - script.values / 2) < script.values / 20
    scrubber.setFocus()
    before = head_of(running).position
    press(running, Qt.Key.Key_Up)
    assert head_of(running).position > before


def test_how_it_plays_is_chosen_on_the_bar(running: Running) -> None:
    bar = opened(running)
    press(running, Qt.Key.Key_Right)
    QTest.mouseClick(bar.options.fine, LEFT, NONE, QPoint(8, bar.options.fine.height() // 2))
    assert head_of(running).fine
    press(running, Qt.Key.Key_Right)
    assert head_of(running).position == 5
    bar.options.speed.setFocus()
    press(running, Qt.Key.Key_End)
    assert head_of(running).speed == 8.0
    bar.options.span.setFocus()
    press(running, Qt.Key.Key_Down)
    press(running, Qt.Key.Key_Down)
    assert head_of(running).span is Span.MAP
    assert bar.scrubber.maximum() == 49
    QTest.mouseClick(bar.options.predicts, LEFT, NONE, QPoint(8, bar.options.predicts.height() // 2))
    assert running.store.state.view.predicts
    assert running.window.actions_.predict.isChecked()
    # A click on the bar does not take the keyboard: Space still plays.
    running.window.stages.setFocus()
    press(running, Qt.Key.Key_Space)
    assert head_of(running).playing
    press(running, Qt.Key.Key_Space)


def test_clicking_a_value_goes_to_it(running: Running) -> None:
    opened(running)
    stages = running.window.stages
    QTest.mouseClick(stages.viewport(), LEFT, NONE, stages.cell_rect(4, (1, 0, 1)).center().toPoint())
    view = running.store.state.view
    assert view.probe == view.played == Probe(4, (1, 0, 1))
    assert view.pinned is None
    # A pixel is not played: it is pinned as ever, until the player moves on.
    QTest.mouseClick(stages.viewport(), LEFT, NONE, stages.cell_rect(0, (0, 4, 4)).center().toPoint())
    assert running.store.state.view.pinned == Probe(0, (0, 4, 4))
    press(running, Qt.Key.Key_PageDown)
    assert running.store.state.view.probe == Probe(4, (1, 1, 0))


def lesson() -> Lesson:
    document = lecture_document()
    player = Playhead(Span.MAP, 4, 0)
    scenes = (
        Scene("One", "", document, View()),
        Scene("Two", "", document, View(player=player)),
        Scene("Three", "", document, View()),
    )
    return Lesson("A lesson", scenes)


def test_a_clicker_leads_through_a_lesson_and_what_is_played_in_it(running: Running) -> None:
    running.store.open_lesson(lesson())

    def place() -> tuple[int, int | None]:
        view, at = running.store.state.view, running.store.state.document.lesson
        assert at is not None
        return at.index, None if view.player is None else view.player.position

    seen = []
    for _ in range(7):
        press(running, Qt.Key.Key_PageDown)
        seen.append(place())
    assert seen == [(1, 0), (1, 2), (1, 4), (1, 6), (1, 8), (2, None), (2, None)]
    press(running, Qt.Key.Key_PageUp)
    assert place() == (1, 0)
    press(running, Qt.Key.Key_PageUp)
    assert place() == (0, None)


def test_the_words_of_the_moment(running: Running) -> None:
    bar = opened(running)
    bar.options.fine.click()
    press(running, Qt.Key.Key_Right)
    press(running, Qt.Key.Key_Right)
    words = [child.accessibleDescription() for child in bar.findChildren(QWidget)]
    assert "Multiply pixel by pixel – map 1, row 1, column 1" in words


def test_everything_on_the_bar_is_reached_by_tab_and_said(running: Running) -> None:
    bar = opened(running)
    wanted = {w for w in bar.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()}
    reached = set()
    for _ in range(200):
        running.window.focusNextPrevChild(True)
        reached.add(QApplication.focusWidget())
    assert wanted <= reached
    for widget in wanted:
        assert widget.accessibleName() or getattr(widget, "text", str)()
        assert widget.toolTip()
