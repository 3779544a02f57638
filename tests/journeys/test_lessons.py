"""A class goes through every shipped lesson, from the first scene to the last, and solves its tasks by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from cnnviz.app.training import Amount
from cnnviz.model.lessons.conditions import Accurate, Answered, FilterIs
from cnnviz.model.lessons.lesson import SCENE_FIELDS, Lesson, Scene
from cnnviz.model.lessons.reading import read_lesson
from cnnviz.model.lessons.shipped import ShippedLesson, shipped_lessons
from cnnviz.model.networks import LECTURE_X
from cnnviz.model.picture.changes import Change
from cnnviz.model.view import Panel
from cnnviz.ui.application import Running
from cnnviz.ui.image_files import read_grey
from cnnviz.ui.lesson.reading import Reading
from tests.ui.hands import LEFT, NONE, click_cell

SAD = ((4, 2, True), (4, 3, True), (4, 4, True), (5, 1, True), (5, 5, True))
HAPPY = ((4, 1, False), (4, 5, False), (5, 2, False), (5, 3, False), (5, 4, False))
PLUS = ((-1, 1, -1), (1, 1, 1), (-1, 1, -1))


class Class:
    """The hands that go through a lesson."""

    def __init__(self, running: Running, qtbot: QtBot) -> None:
        self.running, self.store, self.window, self.bot = running, running.store, running.window, qtbot

    @property
    def page(self) -> Reading:
        page = self.window.lesson.findChild(Reading)
        assert page is not None
        return page

    @property
    def is_solved(self) -> bool:
        place = self.store.state.document.lesson
        assert place is not None
        return place.index in self.store.state.view.solved

    def settle(self) -> None:
        """Wait until the network has answered to what is on the screen."""

        def answered() -> bool:
            trace, document = self.store.state.trace, self.store.state.document
            return (
                trace is not None
                and trace.network is document.network
                and np.array_equal(trace.picture, document.picture[None])
            )

        self.bot.waitUntil(answered)

    def press(self, text: str) -> None:
        button = next(each for each in self.page.findChildren(QPushButton) if text in each.text())
        QTest.mouseClick(button, LEFT)

    def answer(self, text: str) -> None:
        field = self.page.task.findChild(QLineEdit)
        assert field is not None
        field.clear()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def set_filter(self, index: int, numbers: tuple[tuple[float, ...], ...]) -> None:
        grid = self.window.filter_bank.cards[index].grids[0]
        # It has come into sight with the scene, and is laid out only now.
        self.bot.waitUntil(lambda: grid.isVisible() and grid.rect().contains(grid.cell_rect(2, 2)))
        for row, line in enumerate(numbers):
            for column, number in enumerate(line):
                click_cell(grid, row, column)
                first, rest = f"{number:g}"[0], f"{number:g}"[1:]
                QTest.keyClicks(grid, first)
                # What was begun on the cell goes on in a field upon it.
                QTest.keyClicks(self.window.focusWidget(), rest)
                QTest.keyClick(self.window.focusWidget(), Qt.Key.Key_Return)

    def paint(self, row: int, column: int, ink: bool) -> None:
        canvas = self.window.draw_panel.canvas
        place: QPoint = canvas.board.cell_rect((row, column)).center().toPoint()
        QTest.mouseClick(canvas, LEFT if ink else Qt.MouseButton.RightButton, NONE, place)

    def train(self, least: float) -> None:
        self.running.training.go(Amount.RUN)

        def has_learned() -> bool:
            run = self.store.state.run
            return (
                run is not None and bool((run.curves.test_accuracies >= least).any())
            ) or self.store.state.order is None

        self.bot.waitUntil(has_learned)
        self.running.training.pause()
        self.bot.waitUntil(lambda: self.store.state.order is None)


def make_sad(hands: Class) -> None:
    for place in (*SAD, *HAPPY):
        hands.paint(*place)


def help_the_turned_one(hands: Class) -> None:
    hands.set_filter(1, PLUS)


def make_thin(hands: Class) -> None:
    hands.window.draw_panel.tools.changes[Change.THIN].trigger()


def repair(hands: Class) -> None:
    for row, line in enumerate(LECTURE_X):
        for column, sign in enumerate(line):
            if (sign == "#") is not bool(hands.store.state.document.picture[row, column] > 0):
                hands.paint(row, column, sign == "#")


def put_minus_one(hands: Class) -> None:
    hands.set_filter(0, ((0, 0, 1), (1, -1, 0), (0, 1, 1)))


#: The tasks that are neither an answer, nor a filter told by its numbers, nor a run.
SOLVED_BY: dict[tuple[str, str], Callable[[Class], None]] = {
    ("1-x-and-o", "Pixels in, votes out"): repair,
    ("2-smiley", "Step 1b: ReLU"): put_minus_one,
    ("2-smiley", "Step 4: full connection"): make_sad,
    ("4-what-makes-it-hard", "Rotation"): help_the_turned_one,
    ("4-what-makes-it-hard", "Pen weight"): make_thin,
}


def solve(hands: Class, stem: str, scene: Scene) -> None:
    assert scene.task is not None
    (condition,) = scene.task.conditions
    match condition:
        case Answered(answers=answers):
            hands.answer("certainly not this")
            assert not hands.is_solved
            hands.answer(answers[0])
        case FilterIs(numbers=numbers, of_filter=index):
            hands.set_filter(index or 0, tuple(map(tuple, numbers.tolist())))
        case Accurate(least=least):
            hands.train(least)
        case _:
            SOLVED_BY[stem, scene.title](hands)


def assert_as_written(hands: Class, lesson: Lesson, index: int) -> None:
    state, scene = hands.store.state, lesson.scenes[index]
    assert replace(state.document, lesson=None).picture is scene.document.picture
    assert state.document.network is scene.document.network
    shown = {name: getattr(state.view, name) for name in SCENE_FIELDS}
    assert shown == {name: getattr(scene.view, name) for name in SCENE_FIELDS}
    assert not state.is_unsaved
    for panel, card in hands.window.cards.items():
        assert card.isVisible() is (panel not in scene.view.hidden)
    assert hands.page.text.markdown == scene.text


@pytest.mark.parametrize("shipped", shipped_lessons(), ids=lambda lesson: lesson.path.stem)
def test_a_lesson_is_gone_through_and_its_tasks_are_solved(
    shipped: ShippedLesson, running: Running, qtbot: QtBot
) -> None:
    hands = Class(running, qtbot)
    lesson = read_lesson(shipped.path, read_grey)
    assert not lesson.faults
    running.store.open_lesson(lesson)
    for index, scene in enumerate(lesson.scenes):
        assert_as_written(hands, lesson, index)
        hands.settle()
        assert not hands.is_solved
        if scene.task is not None:
            solve(hands, shipped.path.stem, scene)
            qtbot.waitUntil(lambda: hands.is_solved)
        running.window.actions_.return_to_scene.trigger()
        assert_as_written(hands, lesson, index)
        hands.press("Next")
    assert hands.store.state.document.lesson is not None
    assert hands.store.state.document.lesson.index == len(lesson.scenes) - 1
    assert Panel.LESSON not in hands.store.state.view.hidden
