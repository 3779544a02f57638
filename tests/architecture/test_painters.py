"""A fault in the midst of painting is told, and the process goes on.

Where a painter outlives what it paints on, the process ends; and so it does with PySide6 on Python 3.11 where an error
that C code raised leaves a method of Qt's as it came. `with QPainter(...)` ends the painter, and sees the error.
"""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from cnnviz.model.networks import lecture_document
from cnnviz.model.view import Probe
from cnnviz.ui.labels import LabelSheet
from cnnviz.ui.stages import Stages
from cnnviz.ui.stages.empty import Hidden

PROJECT = Path(__file__).parents[2]


def unentered(source: str) -> list[int]:
    """The lines that make a painter other than by `with`."""
    if "QPainter" not in source:
        # Most files paint nothing, and need not be read.
        return []
    nodes = list(ast.walk(ast.parse(source)))
    entered = {id(item.context_expr) for node in nodes if isinstance(node, ast.With) for item in node.items}
    calls = [node for node in nodes if isinstance(node, ast.Call) and id(node) not in entered]
    return [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id == "QPainter"]


def test_every_painter_is_entered() -> None:
    assert unentered("painter = QPainter(image)\nwith QPainter(image) as painter:\n    pass") == [1]
    files = (PROJECT / "cnnviz").rglob("*.py")
    assert {file.name: found for file in files if (found := unentered(file.read_text(encoding="utf-8")))} == {}


def test_a_fault_while_a_widget_is_painted_is_told(qtbot: QtBot) -> None:
    document, stages = lecture_document(), Stages()
    qtbot.addWidget(stages)
    stages.set_trace(document.network.forward(document.picture[None]))
    with qtbot.waitExposed(stages):
        stages.show()
    stages.set_hidden(Hidden(predicted=Probe(99, (0,))))
    with qtbot.captureExceptions() as told:
        stages.viewport().update()
        qtbot.waitUntil(lambda: bool(told))
        stages.set_hidden(Hidden())
    assert {kind for kind, _, _ in told} == {IndexError}


def test_a_fault_while_an_image_is_painted_is_told() -> None:
    labels = LabelSheet(QFont(), 20, 20, 1.0)
    value = np.zeros((1, 1))
    for _ in range(20):
        with pytest.raises(TypeError):
            labels.pixels(value, value == 0, lambda _: 5)  # type: ignore[arg-type, return-value]
