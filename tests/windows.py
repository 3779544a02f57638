"""The whole window for a test: opened as at the start, or made as good as new after another test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from itertools import chain

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QRect, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from cnnviz.model.networks import lecture_document
from cnnviz.model.view import View
from cnnviz.ui.application import Running
from cnnviz.ui.overlay.toast import Toast

_FIRST_VIEW = {field.name: getattr(View(), field.name) for field in fields(View)}


def opened_window() -> Running:
    """The window with the lecture's X and its votes, all of it made, and the active one."""
    running = Running(lecture_document())
    # Whichever test came before may have left the pointer on what is now a button with a tip of its own.
    QCursor.setPos(running.window.screen().geometry().bottomRight())
    completed = QSignalSpy(running.completed)
    running.start()
    _wait_until(lambda: completed.count() == 1 and running.store.state.trace is not None)
    activate(running)
    return running


def activate(running: Running) -> None:
    """Have the window hear the keyboard."""
    running.window.activateWindow()
    _wait_until(running.window.isActiveWindow)


def renew(running: Running, place: QRect) -> None:
    """Open the lecture's X anew, in a window that stands and looks as it did at first, the keyboard on the picture."""
    window, store = running.window, running.store
    assert window.isVisible(), "a test that closes its window takes a fresh one"
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    running.playing.stop()
    store.open(lecture_document())
    store.look(**_FIRST_VIEW)
    for other in QApplication.topLevelWidgets():
        if other is not window:
            other.close()
    # What was said to a class need not be read to its end.
    for clock in chain.from_iterable(toast.findChildren(QTimer) for toast in window.findChildren(Toast)):
        clock.stop()
    window.showNormal()
    window.setGeometry(place)
    window.draw_panel.canvas.setFocus()
    QCursor.setPos(window.screen().geometry().bottomRight())
    clocks = [*chain.from_iterable(each.findChildren(QTimer) for each in (running, window, running.playing))]
    _wait_until(lambda: _answers(running) and not any(each.isActive() for each in clocks))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _answers(running: Running) -> bool:
    state = running.store.state
    return state.trace is not None and state.trace.network is state.document.network


def _wait_until(holds: Callable[[], bool]) -> None:
    late = QDeadlineTimer(30_000)
    while not holds():
        assert not late.hasExpired()
        QTest.qWait(1)
