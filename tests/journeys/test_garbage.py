"""Use leaves no object of Qt's to Python's collector: it runs in whichever thread allocates, and deletes them there."""

from __future__ import annotations

import gc

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from cnnviz.model.networks import lecture_document
from cnnviz.ui.application import Running
from tests.everything import open_everything
from tests.monkey import Monkey

DEEDS = 100


def left_to_the_collector() -> set[str]:
    """The classes of what only the collector would delete by now."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.set_debug(gc.DEBUG_SAVEALL)
    gc.collect()
    gc.set_debug(0)
    objects = [each for each in gc.garbage if isinstance(each, QObject)]
    gc.garbage.clear()
    return {type(each).__name__ for each in objects if shiboken6.isValid(each) and shiboken6.ownedByPython(each)}


def test_use_leaves_no_qt_object_to_the_collector(running: Running, qtbot: QtBot) -> None:
    gc.collect()
    gc.disable()
    try:
        open_everything(running)
        monkey = Monkey(running, seed=5)
        for _ in range(DEEDS):
            monkey.act()
        running.store.open(lecture_document())
        qtbot.waitUntil(lambda: running.store.state.trace is not None)
        assert left_to_the_collector() == set()
        # One that stands in a circle would be found.
        circle: list[object] = [QObject()]
        circle.append(circle)
        del circle
        assert left_to_the_collector() == {"QObject"}
    finally:
        gc.enable()
