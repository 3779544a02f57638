"""The lecturer's own window: notes, what comes next, what the class asks about, and the time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTextBrowser
from pytestqt.qtbot import QtBot

from cnnviz.model.lessons.lesson import Lesson, Scene
from cnnviz.model.networks import lecture_document
from cnnviz.model.view import Probe, View
from cnnviz.ui.application import Running
from cnnviz.ui.binding.notes import SEEN_BY_ALL
from cnnviz.ui.binding.presenting import NOTES_AWAY
from cnnviz.ui.notes import NotesWindow
from cnnviz.ui.notes.clock import Clock, written
from cnnviz.ui.notes.window import NO_LESSON, NO_NOTES


def _open(running: Running) -> NotesWindow:
    QTest.keyClick(running.window, Qt.Key.Key_F7)
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, NotesWindow) and each.isVisible()]
    assert len(found) == 1
    return found[0]


def _lesson() -> Lesson:
    document = lecture_document()
    return Lesson(
        "Two scenes",
        (
            Scene("First", "For all", document, View(), notes="Ask **them** first. <b>no html</b>"),
            Scene("Second", "For all", document, View()),
        ),
    )


def _text(notes: NotesWindow) -> QTextBrowser:
    found = notes.findChild(QTextBrowser)
    assert found is not None
    return found


def _words(notes: NotesWindow) -> str:
    told = [label.text() for label in notes.findChildren(QLabel) if label.isVisible()]
    return "\n".join([*told, _text(notes).toPlainText()])


def _button(notes: NotesWindow, text: str) -> QPushButton:
    return next(button for button in notes.findChildren(QPushButton) if button.text() == text)


def test_the_notes_follow_the_scenes_and_lead_to_the_next(running: Running) -> None:
    running.store.open_lesson(_lesson())
    notes = _open(running)
    assert "Ask them first. <b>no html</b>" in _words(notes)
    assert "1 of 2: First" in _words(notes)
    assert "Next: Second" in _words(notes)
    assert any(not label.pixmap().isNull() for label in notes.findChildren(QLabel) if label.isVisible())
    assert not _button(notes, "Back").isEnabled()
    QTest.mouseClick(_button(notes, "Next"), Qt.MouseButton.LeftButton)
    place = running.store.state.document.lesson
    assert place is not None
    assert place.index == 1
    assert "2 of 2: Second" in _words(notes)
    assert NO_NOTES in _words(notes)
    assert "Next:" not in _words(notes)
    assert not _button(notes, "Next").isEnabled()
    QTest.mouseClick(_button(notes, "Back"), Qt.MouseButton.LeftButton)
    assert "1 of 2: First" in _words(notes)


def test_without_a_lesson_there_is_the_time_and_what_is_asked_about(running: Running) -> None:
    notes = _open(running)
    assert NO_LESSON in _words(notes)
    running.store.look(hovered=Probe(1, (0, 1, 1)))
    assert "Convolution, map 1 (Diagonal), row 2, column 2: 1.00" in _words(notes)
    assert notes.clock.since == "0:00"


def test_the_lecturer_reads_the_usual_text_while_the_class_reads_large_text(running: Running) -> None:
    notes = _open(running)
    parts = (
        _text(notes),
        *notes.findChildren(QPushButton),
        *(label for label in notes.findChildren(QLabel) if label.text()),
    )
    before = [part.font().pointSizeF() for part in parts]
    QTest.keyClick(running.window, Qt.Key.Key_F5)
    QTest.keyClick(running.window, Qt.Key.Key_F7)
    assert notes.isVisible()
    assert [part.font().pointSizeF() for part in parts] == before


def test_closing_it_unticks_it_and_it_ends_with_the_window(running: Running) -> None:
    action = running.window.actions_.notes
    notes = _open(running)
    assert action.isChecked()
    notes.close()
    assert not action.isChecked()
    assert _open(running) is notes
    running.window.close()
    assert not notes.isVisible()


def test_it_never_takes_the_keyboard_from_the_window_that_a_clicker_speaks_to(running: Running) -> None:
    notes = _open(running)
    assert notes.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert notes.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)


def test_a_keyboard_that_the_system_hands_it_goes_back_to_the_window(running: Running, qtbot: QtBot) -> None:
    notes = _open(running)
    # Wayland knows of no window that is not to have it.
    notes.windowHandle().setFlag(Qt.WindowType.WindowDoesNotAcceptFocus, False)
    with qtbot.waitSignal(notes.has_keyboard):
        notes.windowHandle().requestActivate()
    qtbot.waitUntil(running.window.isActiveWindow)


def _hold_keyboard(notes: NotesWindow, qtbot: QtBot) -> None:
    """As under Wayland, where a system need not hand it back."""
    notes.has_keyboard.disconnect()
    notes.windowHandle().setFlag(Qt.WindowType.WindowDoesNotAcceptFocus, False)
    notes.windowHandle().requestActivate()
    qtbot.waitUntil(notes.isActiveWindow)


def test_keys_that_reach_it_are_for_the_window(running: Running, qtbot: QtBot) -> None:
    running.store.open_lesson(_lesson())
    notes = _open(running)
    _hold_keyboard(notes, qtbot)
    for clicked in (_text(notes).viewport(), _button(notes, "Back")):
        running.store.go_to_scene(0)
        QTest.mouseClick(clicked, Qt.MouseButton.LeftButton)
        QTest.keyClick(notes.focusWidget() or notes, Qt.Key.Key_PageDown)
        assert "2 of 2: Second" in _words(notes)
    QTest.keyClick(notes, Qt.Key.Key_F7)
    assert not notes.isVisible()


def test_keys_before_a_class_that_reach_it_are_for_the_window(running: Running, qtbot: QtBot) -> None:
    QTest.keyClick(running.window, Qt.Key.Key_F5)
    notes = _open(running)
    _hold_keyboard(notes, qtbot)
    QTest.keyClick(notes, Qt.Key.Key_S)
    assert running.store.state.view.spotlight
    QTest.keyClick(notes, Qt.Key.Key_Escape)
    assert not running.store.state.view.presenting


@pytest.mark.parametrize(("platform", "fills"), [("wayland", True), ("xcb", False)])
def test_where_no_window_may_say_where_it_stands_it_fills_the_other_screen(
    platform: str, fills: bool, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: platform)
    notes = NotesWindow()
    qtbot.addWidget(notes)
    notes.stand_on(QGuiApplication.primaryScreen())
    assert notes.isFullScreen() is fills
    notes.stand_on(None)
    assert not notes.isFullScreen()


def test_with_one_screen_it_opens_only_when_asked_for(running: Running) -> None:
    assert len(QGuiApplication.screens()) == 1
    QTest.keyClick(running.window, Qt.Key.Key_F5)
    assert not running.store.state.view.notes


def test_with_one_screen_a_class_does_not_see_what_was_open_until_it_is_asked_for(running: Running) -> None:
    window = running.window
    notes = _open(running)
    notes.setGeometry(40, 50, 700, 480)
    assert notes.windowHandle().transientParent() is None
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert not notes.isVisible()
    assert any(NOTES_AWAY in label.text() for label in window.findChildren(QLabel) if label.isVisible())
    assert _open(running) is notes
    # What belongs to a window stands before it, even where that fills the screen.
    assert notes.windowHandle().transientParent() is window.windowHandle()
    assert notes.width() < window.width() / 2
    assert running.store.state.notice is not None
    assert running.store.state.notice.text == SEEN_BY_ALL
    QTest.keyClick(window, Qt.Key.Key_F7)
    assert not notes.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert notes.isVisible()
    assert notes.windowHandle().transientParent() is None
    assert notes.geometry() == QRect(40, 50, 700, 480)


def test_before_a_class_with_one_screen_all_of_it_is_on_the_screen(running: Running) -> None:
    running.store.open_lesson(_lesson())
    QTest.keyClick(running.window, Qt.Key.Key_F5)
    notes = _open(running)
    QTest.qWaitForWindowExposed(notes)
    assert notes.height() >= notes.minimumSizeHint().height()
    assert running.window.screen().availableGeometry().contains(notes.frameGeometry())


def test_notes_are_read_from_their_beginning(running: Running) -> None:
    """In a narrower window they came scrolled to their end."""
    long = Scene("Long", "", lecture_document(), View(), notes="A word and another. " * 40)
    running.store.open_lesson(Lesson("Notes", (long, long)))
    QTest.keyClick(running.window, Qt.Key.Key_F5)
    notes = _open(running)
    QTest.qWaitForWindowExposed(notes)
    text = notes.findChild(QTextBrowser)
    assert text is not None
    bar = text.verticalScrollBar()
    assert bar.maximum() > 0
    assert bar.value() == 0


def test_with_one_screen_large_words_that_grow_stay_on_the_screen(running: Running) -> None:
    running.store.look(text_scale=175)
    running.store.open_lesson(_lesson())
    QTest.keyClick(running.window, Qt.Key.Key_F5)
    notes = _open(running)
    QTest.qWaitForWindowExposed(notes)
    notes.show_scene("2 of 2: A scene that is called something long", "Words")
    running.store.look(pinned=Probe(1, (0, 0, 0)))
    QApplication.processEvents()
    layout = notes.layout()
    assert layout is not None
    assert notes.height() >= layout.totalMinimumHeightForWidth(notes.width())
    assert running.window.screen().availableGeometry().contains(notes.frameGeometry())


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (61, "1:01"), (3599, "59:59"), (3600, "1:00:00")])
def test_a_span_of_time_is_written_as_a_clock_does(seconds: int, text: str) -> None:
    assert written(seconds) == text


def test_the_clock_ticks_only_while_it_is_seen(qtbot: QtBot) -> None:
    clock = Clock()
    qtbot.addWidget(clock)
    ticking = clock.findChild(QTimer)
    assert ticking is not None
    assert not ticking.isActive()
    clock.show()
    assert ticking.isActive()
    clock.hide()
    assert not ticking.isActive()
