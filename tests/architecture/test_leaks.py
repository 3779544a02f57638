"""The guard that every test runs under notices what is left behind, and only that."""

from __future__ import annotations

import threading

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cnnviz.ui.stages import Stages
from tests.leaks import WORKER, Leaks


def test_a_running_worker_is_a_leak() -> None:
    leaks, end = Leaks(), threading.Event()
    thread = threading.Thread(target=end.wait, name=WORKER)
    thread.start()
    found = leaks.found()
    end.set()
    thread.join()
    assert found == [f"thread {WORKER!r} runs"]
    assert leaks.found() == []


def test_a_living_panel_is_a_leak_until_it_is_deleted(qtbot: QtBot) -> None:
    leaks, panel = Leaks(), Stages()
    assert [word for word in leaks.found() if "Stages" in word]
    panel.deleteLater()
    assert leaks.found() == []


def test_a_visible_window_is_a_leak(qtbot: QtBot) -> None:
    leaks, label = Leaks(), QLabel("here")
    assert leaks.found() == []
    label.show()
    assert len(leaks.found()) == 1
    label.close()
    assert leaks.found() == []


def test_a_ticking_timer_is_a_leak(qtbot: QtBot) -> None:
    leaks, timer = Leaks(), QTimer()
    with leaks.watching():
        timer.start(1000)
    assert len(leaks.found()) == 1
    timer.stop()
    assert leaks.found() == []
