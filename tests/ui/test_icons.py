"""Icons are drawn in the colour that can be read where they stand."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.model import resources
from cnnviz.ui.actions import Actions
from cnnviz.ui.application import Running
from cnnviz.ui.icons import icon
from cnnviz.ui.menus import ToolBar
from cnnviz.ui.style import style_sheet
from cnnviz.ui.theme import LIGHT, Look

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
    drawn = icon("fit", "#000000", 18)
    pixmap = drawn.pixmap(QSize(18, 18), ratio)
    assert pixmap.size() == QSize(round(18 * ratio), round(18 * ratio))
    assert pixmap.size() in drawn.availableSizes()


def test_an_icon_that_is_not_there_is_an_error() -> None:
    with pytest.raises(OSError, match="no such icon"):
        icon("no such icon", "#000000")


def test_the_icon_of_the_chosen_entry_is_read_on_its_ground_and_that_under_the_pointer_on_the_bars(
    qtbot: QtBot,
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    look = Look(LIGHT)
    window.setStyleSheet(style_sheet(look))
    actions = Actions(window, [])
    bar = ToolBar(actions)
    window.addToolBar(bar)
    for part in (actions, bar):
        part.set_look(look)
    menu = QMenu("File", window)
    menu.addAction(actions.open)
    with qtbot.waitExposed(window):
        window.show()

    def count(widget: QWidget, color: str, reach: int) -> int:
        image = widget.grab().toImage()
        return sum(image.pixelColor(x, y).name() == color for x in range(reach) for y in range(image.height()))

    # So far to the right is nothing but the icon.
    in_menu, in_bar = 26, 24
    menu.popup(window.mapToGlobal(window.rect().bottomLeft()))
    qtbot.waitUntil(menu.isVisible)
    assert count(menu, LIGHT.text, in_menu) > 20
    menu.setActiveAction(actions.open)
    assert count(menu, LIGHT.text, in_menu) == 0
    assert count(menu, LIGHT.on_accent, in_menu) > 20
    menu.close()
    button = bar.widgetForAction(actions.open)
    QTest.mouseMove(button, button.rect().center())
    assert button.underMouse()
    assert count(button, LIGHT.on_accent, in_bar) == 0
    assert count(button, LIGHT.text, in_bar) > 20


def test_the_window_has_an_icon_in_every_size_that_is_asked_for(running: Running) -> None:
    icon = running.window.windowIcon()
    for side in (16, 32, 256):
        pixmap = icon.pixmap(QSize(side, side), 1.0)
        assert pixmap.size() == QSize(side, side)
        image = pixmap.toImage()
        assert image.pixelColor(side // 2, side // 2) == QColor("#ffffff")
        assert image.pixelColor(side // 2, side // 16) == QColor("#4338ca")
