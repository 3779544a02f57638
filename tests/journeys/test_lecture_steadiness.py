"""A thousand steps through the lessons, at any speed, leave no clock, no motion and nothing in memory behind."""

from __future__ import annotations

import gc
import random

from PySide6.QtCore import QAbstractAnimation, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnnviz.model.lessons.lesson import Lesson
from cnnviz.model.lessons.reading import read_lesson
from cnnviz.model.lessons.shipped import shipped_lessons
from cnnviz.model.player.playhead import SPEEDS
from cnnviz.model.player.script import Span
from cnnviz.ui.application import Running
from cnnviz.ui.image_files import read_grey

STEPS = 1000


def go_through(running: Running, lesson: Lesson, steps: int, luck: random.Random) -> None:
    """Take so many steps, spread over the scenes of `lesson`, and put the player away."""
    store, playing = running.store, running.playing
    store.open_lesson(lesson)
    share = -(-steps // len(lesson.scenes))
    for index in range(len(lesson.scenes)):
        store.go_to_scene(index)
        playing.open()
        playing.set_span(luck.choice(tuple(Span)))
        playing.set_speed(luck.choice(SPEEDS))
        playing.set_fine(luck.random() < 0.5)
        store.look(predicts=luck.random() < 0.3)
        for _ in range(share):
            luck.choice((playing.step_on, playing.step_on, playing.step_back, playing.play_or_pause))()
            if luck.random() < 0.1:
                QApplication.processEvents()
        playing.close()
    store.open_lesson(lesson)


def things() -> int:
    """How many objects Python holds."""
    QTest.qWait(0)
    gc.collect()
    return len(gc.get_objects())


def test_nothing_is_left_behind(running: Running, qtbot: QtBot) -> None:
    lessons = [read_lesson(shipped.path, read_grey) for shipped in shipped_lessons()]
    steps = STEPS // len(lessons) // 2
    # Less to paint: what is left behind does not depend on it.
    running.window.resize(640, 400)
    held = []
    for _ in range(2):
        luck = random.Random(7)
        for lesson in lessons:
            go_through(running, lesson, steps, luck)
        running.store.look(player=None)
        held.append(things())
    assert held[1] - held[0] < 300
    clocks = [
        *running.window.findChildren(QTimer),
        *running.findChildren(QTimer),
        *running.playing.findChildren(QTimer),
    ]
    qtbot.waitUntil(lambda: not any(clock.isActive() for clock in clocks))
    animations = running.window.findChildren(QAbstractAnimation)
    qtbot.waitUntil(lambda: all(each.state() == QAbstractAnimation.State.Stopped for each in animations))
