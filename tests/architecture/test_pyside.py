"""The installed PySide6 keeps count of None and True: a fault of one version (PYSIDE-3474) ended the process."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import QObject, Qt, Signal, Slot
from pytestqt.qtbot import QtBot

MANY = 5_000


class Emitter(QObject):
    told = Signal(object)


class Listener(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []

    @Slot(object)
    def hear(self, value: object) -> None:
        self.heard.append(value)


@pytest.mark.parametrize("value", [None, True, False])
def test_thousands_of_emits_from_a_thread_keep_the_constants_alive(qtbot: QtBot, value: object) -> None:
    emitter, listener = Emitter(), Listener()
    emitter.told.connect(listener.hear, Qt.ConnectionType.QueuedConnection)
    before = sys.getrefcount(value)

    def emit() -> None:
        for _ in range(MANY):
            emitter.told.emit(value)

    thread = threading.Thread(target=emit)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(listener.heard) == MANY)
    assert all(heard is value for heard in listener.heard)
    listener.heard.clear()
    assert sys.getrefcount(value) > before - MANY / 10
