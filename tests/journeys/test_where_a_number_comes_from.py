"""A lecturer asks where a vote comes from, changes a wire, and takes the sum along."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from cnnviz.ui.application import Running
from cnnviz.ui.arithmetic.headline import Headline
from cnnviz.ui.number_grid import NumberGrid
from cnnviz.ui.votes.bars import VoteBars


def test_from_a_vote_to_its_wires_and_back(running: Running, qtbot: QtBot) -> None:
    window = running.window
    bars, line = window.votes.findChild(VoteBars), window.arithmetic.findChild(Headline)
    assert bars is not None
    assert line is not None
    QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=bars.row_rect(0).center())
    assert line.text == "(1 + 1 + 1 + 1 + 1) / 5 = 5 / 5 = 1"

    edit = next(
        button for button in window.votes.findChildren(QPushButton) if button.accessibleName() == "Edit weights"
    )
    QTest.mouseClick(edit, Qt.MouseButton.LeftButton)
    grid = window.votes.findChild(NumberGrid)
    assert grid is not None
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.cell_rect(0, 0).center())
    QTest.keyClicks(grid, "1")
    field = grid.findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, "/2")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line.text == "0.5 + 0.2 + 0.2 + 0.2 + 0.2 = 1.3")

    area = window.arithmetic.findChild(QScrollArea)
    assert area is not None
    area.setFocus()
    QTest.keyClick(area, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == (
        "Votes, X: 1 × 0.5 + 1 × 0.2 + 1 × 0.2 + 1 × 0.2 + 1 × 0.2 = 0.5 + 0.2 + 0.2 + 0.2 + 0.2 = 1.3"
    )

    assert window.actions_.undo.text() == "&Undo Change the vote of X from value 1"
    window.actions_.undo.trigger()
    qtbot.waitUntil(lambda: line.text == "(1 + 1 + 1 + 1 + 1) / 5 = 5 / 5 = 1")
