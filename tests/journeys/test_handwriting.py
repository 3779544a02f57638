"""A student opens the trained network and draws letters with the mouse, small ones and crooked ones."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from cnnviz.model.networks import trained_document
from cnnviz.model.votes.verdict import judge
from cnnviz.ui.application import Running
from tests.ui.hands import draw

#: A stroke is places (x, y) on a sheet of 100 by 100.
Stroke = list[tuple[float, float]]


def arc(middle: tuple[float, float], size: tuple[float, float], start: float, turn: float) -> Stroke:
    """Part of an ellipse, in degrees, clockwise from the right."""
    angles = [math.radians(start + turn * step / 20) for step in range(21)]
    return [(middle[0] + size[0] * math.cos(angle), middle[1] + size[1] * math.sin(angle)) for angle in angles]


LETTERS: list[tuple[str, list[Stroke]]] = [
    ("X", [[(12, 14), (50, 52), (88, 90)], [(90, 10), (48, 50), (8, 86)]]),
    ("X", [[(8, 45), (25, 60), (48, 88)], [(50, 42), (30, 66), (6, 92)]]),  # small, below on the left
    ("X", [[(50, 8), (54, 50), (50, 92)], [(12, 56), (50, 50), (90, 44)]]),  # nearly a plus
    ("X", [[(20, 10), (44, 45), (80, 72), (92, 78)], [(75, 12), (52, 48), (22, 90)]]),  # bent
    ("X", [[(15, 15), (85, 80)], [(60, 20), (30, 88)]]),  # unequal arms, not crossing in the middle
    ("O", [arc((50, 50), (38, 38), -90, 360)]),
    ("O", [arc((70, 30), (22, 24), 20, -350)]),  # small, above on the right
    ("O", [arc((50, 50), (24, 40), -60, 320)]),  # narrow and open
    ("O", [arc((48, 55), (40, 28), -120, 400)]),  # flat, its ends overlap
    ("O", [[(20, 20), (78, 14), (86, 80), (24, 86), (14, 50), (22, 22)]]),  # angular
]


@pytest.fixture(params=["9x9", "28x28"])
def running(request: pytest.FixtureRequest, qtbot: QtBot, fresh_settings: None) -> Iterator[Running]:
    running = Running(trained_document(request.param))
    with qtbot.waitSignal(running.completed):
        running.start()
    qtbot.waitExposed(running.window)
    yield running
    running.close()


def test_what_is_drawn_on_the_canvas_is_read(running: Running, qtbot: QtBot) -> None:
    canvas = running.window.draw_panel.canvas
    board = canvas.board
    buttons = running.window.draw_panel.findChildren(QAbstractButton)
    clear = next(button for button in buttons if button.text() == "Clear the sheet")
    rows, columns = running.store.state.document.grid
    width, height = columns * board.cell / 100, rows * board.cell / 100
    for letter, strokes in LETTERS:
        QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
        for stroke in strokes:
            draw(canvas, [QPoint(round(board.left + x * width), round(board.top + y * height)) for x, y in stroke])
        qtbot.waitUntil(lambda: _is_answered(running))
        trace = running.store.state.trace
        assert trace is not None
        (winner,) = judge(trace).leaders
        assert (letter, trace.network.classes[winner]) == (letter, letter), strokes


def _is_answered(running: Running) -> bool:
    state = running.store.state
    return state.trace is not None and np.array_equal(state.trace.picture[0], state.document.picture)
