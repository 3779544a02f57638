"""Pictures as icons, at any density of the screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from cnnviz.model.networks import lecture_document
from cnnviz.ui.picture_list import picture_icon
from cnnviz.ui.theme import DARK, LIGHT, Look, Theme


@pytest.mark.parametrize(("ratio", "line"), [(1.0, 1), (1.5, 2), (2.0, 2), (3.0, 3)])
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_outline_is_as_strong_at_any_density(qtbot: QtBot, theme: Theme, ratio: float, line: int) -> None:
    side = 38
    icon = picture_icon(lecture_document().picture, -1.0, 1.0, side, ratio, Look(theme))
    drawn = icon.pixmap(QSize(side, side), ratio).toImage()
    last, middle = drawn.width() - 1, drawn.width() // 2
    outline, paper = QColor(theme.line), QColor(theme.paper)
    for depth in range(line):
        for x, y in ((depth, middle), (last - depth, middle), (middle, depth), (middle, last - depth)):
            assert drawn.pixelColor(x, y) == outline
    for x, y in ((line, middle), (last - line, middle), (middle, line), (middle, last - line)):
        assert drawn.pixelColor(x, y) == paper
