"""No part of the window is seen by itself before it has its place: it would flash up as a small window of its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.model.networks import lecture_document
from cnnviz.ui.application import Running
from cnnviz.ui.notes.window import NotesWindow
from cnnviz.ui.window import Window
from tests.everything import open_everything


class Seen(QObject):
    """Every widget that was shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(watched)
        return False


def test_nothing_but_windows_is_shown_as_one(qtbot: QtBot, qapp: QApplication, fresh_settings: None) -> None:
    seen = Seen()
    qapp.installEventFilter(seen)
    running = Running(lecture_document())
    with qtbot.waitSignal(running.completed):
        running.start()
    open_everything(running)
    qapp.removeEventFilter(seen)

    assert running.window in seen.windows
    assert [window for window in seen.windows if not isinstance(window, Window | NotesWindow | QDialog)] == []

    running.close()
