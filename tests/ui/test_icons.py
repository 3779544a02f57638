from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from cnnviz.model import resources
from cnnviz.ui.icons import icon

NAMES = sorted(path.stem for path in resources.path("icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_drawn_in_the_colour_asked_for(qtbot: QtBot, name: str) -> None:
    image = icon(name, "#12ab34").pixmap(QSize(20, 20)).toImage()
    solid = [image.pixelColor(x, y) for x in range(20) for y in range(20) if image.pixelColor(x, y).alpha() > 250]
    assert solid
    assert all(abs(color.green() - 0xAB) <= 4 and color.red() < 0x20 for color in solid)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_an_icon_is_drawn_for_the_screen_and_not_scaled(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, ratio: float
) -> None:
    screen = SimpleNamespace(devicePixelRatio=lambda: ratio)
    monkeypatch.setattr(QGuiApplication, "screens", lambda: [screen])
    drawn = icon("grid", "#000000", 18)
    pixmap = drawn.pixmap(QSize(18, 18), ratio)
    assert pixmap.size() == QSize(round(18 * ratio), round(18 * ratio))
    assert pixmap.size() in drawn.availableSizes()


def test_an_icon_that_is_not_there_is_an_error() -> None:
    with pytest.raises(OSError, match="no such icon"):
        icon("no such icon", "#000000")
