"""The step player in the window: its bar, its keys, and what a class sees of what is still to come."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QProcess, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import QColor, QGuiApplication, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.model.guess import is_right
from cnnviz.model.lessons.lesson import Lesson, Scene
from cnnviz.model.networks import lecture_document
from cnnviz.model.picture.grid import with_grid
from cnnviz.model.player.playhead import Playhead
from cnnviz.model.player.script import Span
from cnnviz.model.view import Probe, View
from cnnviz.ui.application import Running
from cnnviz.ui.arithmetic.headline import Headline
from cnnviz.ui.binding.player import FIRST, LAST
from cnnviz.ui.line import Line
from cnnviz.ui.motion_process import MotionProcess
from cnnviz.ui.player import PlayerBar
from cnnviz.ui.preferences import preferences, remember_view, remembered_view
from cnnviz.ui.system_motion import system_moves
from cnnviz.ui.theme import LIGHT

NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


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


def test_put_away_it_leaves_the_keys_to_the_stages(running: Running) -> None:
    running.window.stages.setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        running.store.look(pinned=Probe(2, (0, 3, 3)))
        press(running, key)
        assert running.store.state.view.pinned not in {None, Probe(2, (0, 3, 3))}, key


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


def test_a_clicker_is_told_where_a_lesson_ends(running: Running) -> None:
    running.store.open_lesson(lesson())
    up, down = Qt.Key.Key_PageUp, Qt.Key.Key_PageDown
    for key, sentence in ((up, FIRST), (down, None), (down, None), (down, LAST), (up, None)):
        running.store.look(player=None)
        press(running, key)
        notice = running.store.state.notice
        assert (None if notice is None else notice.text) == sentence


def test_a_clicker_plays_what_a_lesson_does_not_want_taken_by_hand(running: Running, qtbot: QtBot) -> None:
    player = Playhead(Span.MAP, 1, speed=8.0, by_hand=4)
    running.store.open_lesson(Lesson("A lesson", (Scene("One", "", lecture_document(), View(player=player)),)))
    press(running, Qt.Key.Key_PageDown)
    assert (head_of(running).position, head_of(running).playing) == (4, False)
    press(running, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: head_of(running).position > 8)
    press(running, Qt.Key.Key_PageDown)
    assert (head_of(running).position, head_of(running).playing) == (4 * 49, False)


def test_the_words_of_the_moment(running: Running) -> None:
    bar = opened(running)
    bar.options.fine.click()
    press(running, Qt.Key.Key_Right)
    press(running, Qt.Key.Key_Right)
    words = [child.accessibleDescription() for child in bar.findChildren(QWidget)]
    assert "Multiply pixel by pixel – map 1, row 1, column 1" in words


def test_a_narrow_bar_still_says_row_and_column_before_a_class(running: Running, qtbot: QtBot) -> None:
    bar = opened(running)
    (words,) = [line for line in bar.findChildren(Line) if line.accessibleName() == "What happens"]
    press(running, Qt.Key.Key_F5)
    press(running, Qt.Key.Key_Right)
    bar.setMaximumWidth(270)
    qtbot.waitUntil(lambda: words.shown == "Map 1, row 1, column 1")
    assert words.text == "Convolution, map 1 (Diagonal), row 1, column 1"


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


def test_the_keyboard_goes_from_the_stages_to_the_bar_below_them_and_stays_there_before_a_class(
    running: Running,
) -> None:
    bar = opened(running)
    play = next(each for each in bar.findChildren(QToolButton) if each.accessibleName() == "Play or pause")
    assert QApplication.focusWidget() is play
    press(running, Qt.Key.Key_F5)
    assert QApplication.focusWidget() is play
    running.window.stages.setFocus()
    for _ in range(3):
        press(running, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is play


def rows(bar: PlayerBar) -> int:
    """How many rows there are: one begins with what has its middle below all of those above."""
    parts = bar.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    count, bottom = 0, -1
    for place in sorted((part.geometry() for part in parts if part.isVisible()), key=lambda place: place.center().y()):
        if place.center().y() > bottom:
            count, bottom = count + 1, place.bottom()
    return count


def test_before_a_class_the_bar_is_low_and_a_button_has_what_it_needs_now_and_then(running: Running) -> None:
    bar = opened(running)
    press(running, Qt.Key.Key_F5)
    assert rows(bar) <= 2
    assert not bar.options.isVisible()
    (more,) = [b for b in bar.findChildren(QToolButton) if b.accessibleName() == "How it plays"]
    QTest.mouseClick(more, LEFT)
    assert bar.options.isVisible()
    bar.options.fine.setFocus()
    QTest.mouseClick(bar.options.fine, LEFT)
    assert head_of(running).fine
    QTest.mouseClick(more, LEFT)
    assert QApplication.focusWidget() is more
    QTest.mouseClick(more, LEFT)
    for _ in range(2):
        press(running, Qt.Key.Key_F5)
    assert not bar.options.isVisible()


def test_it_brings_the_stages_that_were_put_away_before_a_class(running: Running) -> None:
    press(running, Qt.Key.Key_F5)
    press(running, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert not running.window.stages.isVisible()
    assert opened(running).isVisible()
    assert running.window.stages.isVisible()


def test_where_there_is_room_all_of_the_bar_is_seen(running: Running, qtbot: QtBot) -> None:
    running.window.resize(1900, 800)
    bar = opened(running)
    assert rows(bar) == 1
    assert bar.options.isVisible()
    bar.options.fine.setFocus()
    running.window.resize(800, 700)
    qtbot.waitUntil(lambda: not bar.options.isVisible())
    assert rows(bar) <= 2


def test_motion_is_remembered_where_it_is_not_as_the_system_has_it(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert running.window.actions_.motion.isChecked()
    running.window.actions_.motion.trigger()
    assert not running.store.state.view.moves
    remember_view(preferences(), running.store.state.view)
    assert remembered_view(preferences())["moves"] is False
    # Where the system wants no motion, there is none, until a person asks for it.
    monkeypatch.setattr("cnnviz.ui.preferences.system_moves", lambda: False)
    remember_view(preferences(), running.store.state.view)
    assert not preferences().contains("look/motion")
    assert remembered_view(preferences())["moves"] is False
    remember_view(preferences(), View(moves=True))
    assert "moves" not in remembered_view(preferences())


@pytest.mark.skipif(sys.platform == "win32", reason="the answer is given by a shell script")
@pytest.mark.parametrize(
    ("platform", "program", "answer", "moves"),
    [
        ("linux", "gsettings", "false", False),
        ("linux", "gsettings", "true", True),
        ("darwin", "defaults", "1", False),
        ("darwin", "defaults", "0", True),
        ("linux", "another", "false", True),
    ],
)
def test_a_system_that_tells_it_by_a_command_is_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot, platform: str, program: str, answer: str, moves: bool
) -> None:
    command = tmp_path / program
    command.write_text(f"#!/bin/sh\necho {answer}\n")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    motion = MotionProcess()
    reduced: list[bool] = []
    motion.reduced.connect(lambda: reduced.append(True))
    motion.ask(platform)
    process = motion.findChild(QProcess)
    assert process is not None
    qtbot.waitUntil(lambda: process.state() is QProcess.ProcessState.NotRunning)
    assert reduced == ([] if moves else [True])
    motion.stop()


def test_less_motion_is_had_without_being_kept_as_the_person_s_own_choice(running: Running) -> None:
    motion = running.findChild(MotionProcess)
    assert motion is not None
    motion.reduced.emit()
    assert not running.store.state.view.moves
    running.window.close()
    assert not preferences().contains("look/motion")


@pytest.mark.parametrize(("preference", "moves"), [("NoPreference", True), ("ReducedMotion", False)])
def test_motion_goes_with_what_qt_knows_of_the_system(
    monkeypatch: pytest.MonkeyPatch, preference: str, moves: bool
) -> None:
    hints = SimpleNamespace(motionPreference=lambda: SimpleNamespace(name=preference))
    monkeypatch.setattr(QGuiApplication, "styleHints", lambda: SimpleNamespace(accessibility=lambda: hints))
    assert system_moves() is moves


def test_the_way_to_the_next_value_is_short_and_ends(running: Running, qtbot: QtBot) -> None:
    opened(running)
    (clock,) = running.window.stages.findChildren(QVariantAnimation)
    press(running, Qt.Key.Key_Right)
    assert clock.state() is QVariantAnimation.State.Running
    assert clock.duration() <= 250
    press(running, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: clock.state() is QVariantAnimation.State.Stopped)
    running.playing.set_speed(8.0)
    press(running, Qt.Key.Key_Right)
    assert clock.duration() < 1000 / head_of(running).pace
    qtbot.waitUntil(lambda: clock.state() is QVariantAnimation.State.Stopped)
    # A jump is no way, and without motion there is none.
    press(running, Qt.Key.Key_End)
    running.store.look(moves=False)
    press(running, Qt.Key.Key_Home)
    press(running, Qt.Key.Key_Right)
    assert clock.state() is QVariantAnimation.State.Stopped


def shown(running: Running, stage: int, cell: tuple[int, ...]) -> set[int]:
    """The colours within a cell, away from its edges."""
    stages = running.window.stages
    image = stages.viewport().grab().toImage()
    inner = stages.cell_rect(stage, cell).toRect().adjusted(3, 3, -3, -3)
    return {image.pixel(x, y) for x in range(inner.left(), inner.right()) for y in range(inner.top(), inner.bottom())}


def test_cells_still_to_come_are_empty(running: Running) -> None:
    running.store.look(moves=False)
    opened(running)
    running.playing.go_to_value(2, (1, 2, 2))
    surface = QColor(LIGHT.surface).rgb()
    assert shown(running, 2, (1, 2, 2)) != {surface}
    assert shown(running, 2, (1, 2, 1)) != {surface}
    for stage, cell in ((2, (1, 2, 3)), (2, (2, 0, 0)), (3, (0, 0, 0)), (5, (11,))):
        assert len(shown(running, stage, cell)) == 1, (stage, cell)
    running.playing.go_to_end()
    assert len(shown(running, 5, (11,))) > 1


def test_nothing_tells_what_is_still_to_come(running: Running, qtbot: QtBot) -> None:
    window = running.window
    opened(running)
    running.playing.go_to_value(1, (0, 2, 2))
    texts = [w.accessibleDescription() for w in window.votes.findChildren(QWidget)]
    assert any("Who wins? – X: ?, O: ?" in text for text in texts)
    QTest.mouseMove(window.stages.viewport(), window.stages.cell_rect(4, (0, 0, 0)).center().toPoint())
    assert running.store.state.view.hovered == Probe(4, (0, 0, 0))
    assert "Max pooling 2, map 1 (Diagonal), row 1, column 1: ?" in _all_texts(window.status_line)
    # Clicked among the votes, a vote that is not there has no sum.
    running.store.look(pinned=Probe(6, (0,)))
    assert window.arithmetic.account is None
    assert window.stages.accessibleDescription() == "Votes, X: ? (pinned)"


def _all_texts(widget: QWidget) -> str:
    parts = [widget, *widget.findChildren(QWidget)]
    texts = [(part.accessibleDescription(), part.toolTip(), getattr(part, "text", "")) for part in parts]
    return " ".join(str(text() if callable(text) else text) for three in texts for text in three)


def test_small_steps_build_the_sum_up(running: Running) -> None:
    opened(running)
    running.playing.set_fine(True)
    window = running.window
    lines = []
    for _ in range(4):
        press(running, Qt.Key.Key_Right)
        account = window.arithmetic.account
        assert account is not None
        lines.append(account.headline(3))
        window.arithmetic.copy_text()
        # What is copied tells no more than what is shown.
        assert QApplication.clipboard().text().endswith("= 0.77…") is (len(lines) == 4)
    assert lines == [
        "((-1) × 1 + (-1) × (-1) + … + 1 × 1) / 9 = ?",
        "(-1 + 1 + … + 1) / 9 = ?",
        "(-1 + 1 + … + 1) / 9 = 7 / 9 = ?",
        "(-1 + 1 + … + 1) / 9 = 7 / 9 = 0.77…",
    ]


def guess(running: Running, text: str) -> str:
    """Type a guess; what is said of it."""
    (field,) = [f for f in running.window.arithmetic.findChildren(QLineEdit) if f.isVisible()]
    field.setFocus()
    field.clear()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    (said,) = [
        w for w in running.window.arithmetic.findChildren(Line) if w.accessibleName() == "What is said of the guess"
    ]
    return said.text if said.isVisible() else ""


def test_a_value_is_predicted_before_it_is_shown(running: Running) -> None:
    running.store.look(moves=False)
    opened(running)
    running.window.actions_.predict.trigger()
    press(running, Qt.Key.Key_Right)
    account = running.window.arithmetic.account
    assert account is not None
    assert account.headline(3) == "((-1) × 1 + (-1) × (-1) + … + 1 × 1) / 9 = ?"
    empty = {QColor(LIGHT.surface).rgb()}
    assert shown(running, 1, (0, 0, 0)) - empty, "no question mark"
    assert guess(running, "0,5") == "Not yet: 0,5 is too small."
    assert guess(running, "one") == "Not yet: write a number, like 1/2 or .5."
    assert guess(running, "7/9") == "Right: it is 7 / 9 = 0.77…"
    account = running.window.arithmetic.account
    assert account is not None
    assert account.headline(3).endswith("= 7 / 9 = 0.77…")
    assert not [field for field in running.window.arithmetic.findChildren(QLineEdit) if field.isVisible()]
    # The keyboard is where the player's keys work.
    press(running, Qt.Key.Key_Right)
    account = running.window.arithmetic.account
    assert account is not None
    assert account.headline().endswith("= ?")
    (show,) = [b for b in running.window.arithmetic.findChildren(QPushButton) if b.isVisible()]
    QTest.mouseClick(show, LEFT)
    account = running.window.arithmetic.account
    assert account is not None
    assert not account.headline().endswith("= ?")


@pytest.mark.parametrize("text", ["7/9", "-0,5"])
def test_what_is_typed_while_a_value_is_asked_for_is_the_guess(running: Running, text: str) -> None:
    """The keyboard was with the player, and the digits went nowhere."""
    running.store.look(moves=False)
    opened(running)
    handle = running.window.windowHandle()
    assert handle is not None
    running.window.actions_.predict.trigger()
    press(running, Qt.Key.Key_Right)
    (field,) = [f for f in running.window.arithmetic.findChildren(QLineEdit) if f.isVisible()]
    QTest.keyClick(handle, Qt.Key.Key_9, CONTROL)
    assert (field.text(), field.hasFocus()) == ("", False)
    for letter in text:
        QTest.keyClick(handle, Qt.Key(ord(letter)))
    assert (field.text(), field.hasFocus()) == (text, True)
    press(running, Qt.Key.Key_Return)
    assert running.store.state.view.revealed == (Probe(1, (0, 0, 0)) if text == "7/9" else None)


def test_no_value_of_the_lecture_is_given_away_by_the_field_for_its_guess(running: Running) -> None:
    """It offered “5/9 or .55”, which is what the class is asked for in the middle of the X."""
    running.store.look(predicts=True, pinned=Probe(1, (0, 3, 3)))
    (field,) = [f for f in running.window.arithmetic.findChildren(QLineEdit) if f.isVisible()]
    document = running.store.state.document
    values = np.concatenate([stage.ravel() for stage in document.network.forward(document.picture[None]).stages])
    offered = [word for word in field.placeholderText().split() if word[-1].isdigit()]
    assert offered
    assert not [(text, value) for text in offered for value in values.tolist() if is_right(text, value)]


def test_a_pinned_value_and_all_that_it_feeds_are_to_be_predicted_too(running: Running) -> None:
    running.store.look(predicts=True, pinned=Probe(4, (0, 0, 0)))
    hidden = running.store.state.hidden
    assert [mask is not None and int(mask.sum()) for mask in hidden] == [False, False, False, False, 1, 1, 1]
    assert "?" in running.window.stages.accessibleDescription()
    assert guess(running, "1").startswith("Right")
    assert running.store.state.hidden == (None,) * 7
    running.store.look(pinned=Probe(4, (0, 0, 1)))
    assert guess(running, "2") == "Not yet: 2 is too large."


def test_a_window_that_is_closed_while_it_plays_leaves_no_clock(running: Running) -> None:
    opened(running)
    press(running, Qt.Key.Key_Space)
    running.close()
    (timer,) = running.playing.findChildren(QTimer)
    assert not timer.isActive()


def test_many_steps_while_it_plays_leave_nothing_behind(running: Running, qtbot: QtBot) -> None:
    opened(running)
    running.playing.set_speed(8.0)
    running.playing.play_or_pause()
    for step in range(80):
        if step % 7:
            running.playing.step_on()
        else:
            running.playing.step_back()
    (clock,) = running.window.stages.findChildren(QVariantAnimation)
    (timer,) = running.playing.findChildren(QTimer)
    assert timer.isActive()
    running.playing.go_to_end()
    assert running.store.state.hidden == (None,) * 7
    assert not head_of(running).playing
    assert not timer.isActive()
    qtbot.waitUntil(lambda: clock.state() is QVariantAnimation.State.Stopped)


def test_only_the_vote_that_is_to_be_predicted_has_a_question_mark(running: Running) -> None:
    running.store.look(moves=False, pinned=Probe(1, (0, 0, 0)))
    opened(running)
    running.playing.go_to_end()
    whole = votes_of(running)
    running.window.actions_.predict.trigger()
    running.playing.go_to_start()
    empty = votes_of(running)
    press(running, Qt.Key.Key_Right)
    assert votes_of(running) == empty
    running.store.look(player=None, pinned=Probe(6, (0,)))
    assert votes_of(running) not in {empty, whole}


def votes_of(running: Running) -> bytes:
    """What is painted of the numbers of the first vote."""
    stages = running.window.stages
    rect = stages.cell_rect(6, (0,)).toRect()
    rect.setLeft(rect.center().x())
    image = stages.viewport().grab(rect.adjusted(0, 4, -6, -4)).toImage()
    return bytes(image.constBits())


def test_the_tip_of_a_sum_tells_no_more_than_the_sum(running: Running, qtbot: QtBot) -> None:
    running.store.edit("Choose a larger grid", lambda document: with_grid(document, (28, 28)))
    network = running.store.state.document.network
    qtbot.waitUntil(lambda: running.store.state.trace is not None and running.store.state.trace.network is network)
    for probe in (Probe(1, (0, 2, 2)), Probe(6, (0,))):
        running.store.look(pinned=probe, predicts=True)
        (line,) = running.window.arithmetic.findChildren(Headline)
        place = line.rect().center()
        QApplication.sendEvent(line, QHelpEvent(QEvent.Type.ToolTip, place, line.mapToGlobal(place)))
        assert QToolTip.text().endswith("= ?")
        QToolTip.hideText()
        QApplication.processEvents()
