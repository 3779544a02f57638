"""A finger that stays opens the menu that the right button opens."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QTouchEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QSlider, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.ui.long_press import LongPress
from tests.ui.hands import Screen, touchpad

PLACE = QPoint(30, 20)


class Part(QWidget):
    """Tells where it was asked for a menu."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.asked: list[QPoint] = []

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        assert event.globalPos() == self.mapToGlobal(event.pos())
        self.asked.append(event.pos())


class Bench:
    """A window with one part, and the clock of a long press."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.part = Part(self.window)
        self.part.setGeometry(40, 50, 100, 100)
        self.window.resize(200, 200)
        with qtbot.waitExposed(self.window):
            self.window.show()
        clock = LongPress(self.window).findChild(QTimer)
        assert isinstance(clock, QTimer)
        self.clock = clock
        self.screen = Screen(self.part)


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def test_a_finger_that_stays_asks_for_the_menu_where_it_is(bench: Bench) -> None:
    bench.screen.press(0, PLACE)
    bench.screen.move({0: PLACE + QPoint(1, 0)})
    assert bench.clock.isActive()
    assert bench.clock.isSingleShot()
    bench.clock.timeout.emit()
    assert bench.part.asked == [PLACE]


def test_a_button_is_let_go_by_the_menu_that_opens(bench: Bench) -> None:
    button, menu = QPushButton(bench.part), QMenu(bench.part)
    menu.addAction("Remove")
    clicks: list[bool] = []
    button.clicked.connect(lambda: clicks.append(True))
    button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    button.customContextMenuRequested.connect(lambda place: menu.popup(button.mapToGlobal(place)))
    button.setGeometry(0, 0, 60, 40)
    button.show()
    screen = Screen(button)
    screen.press(0, PLACE)
    assert button.isDown()
    bench.clock.timeout.emit()
    assert menu.isVisible()
    assert not button.isDown()
    screen.lift(0)
    menu.close()
    assert not clicks


def test_a_button_without_a_menu_waits_for_the_finger_to_go(bench: Bench) -> None:
    button = QPushButton(bench.part)
    clicks: list[bool] = []
    button.clicked.connect(lambda: clicks.append(True))
    button.setGeometry(0, 0, 60, 40)
    button.show()
    screen = Screen(button)
    screen.press(0, PLACE)
    bench.clock.timeout.emit()
    assert button.isDown()
    screen.lift(0)
    assert len(clicks) == 1


@pytest.mark.parametrize("held", [QSlider, QSpinBox])
def test_what_is_held_to_go_on_asks_for_none(bench: Bench, held: type[QSlider | QSpinBox]) -> None:
    """A menu came between, over a slider while a lecturer talked, and over the arrow of a number that was running."""
    part = held(bench.part)
    # A menu of its own would wait for an answer; this hands the question on.
    part.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    part.resize(60, 40)
    part.show()
    Screen(part).press(0, QPoint(part.width() - 4, 10))
    bench.clock.timeout.emit()
    assert not bench.part.asked


def test_a_tap_asks_for_none(bench: Bench) -> None:
    bench.screen.press(0, PLACE)
    assert bench.clock.isActive()
    bench.screen.lift(0)
    assert not bench.clock.isActive()


def test_a_finger_that_moves_asks_for_none(bench: Bench) -> None:
    bench.screen.press(0, PLACE)
    bench.screen.move({0: PLACE + QPoint(20, 0)})
    bench.screen.move({0: PLACE})
    assert not bench.clock.isActive()


def test_two_fingers_ask_for_none(bench: Bench) -> None:
    bench.screen.press(0, PLACE)
    bench.screen.press(1, PLACE + QPoint(40, 0))
    assert not bench.clock.isActive()


def test_fingers_that_a_dialog_takes_away_ask_for_none(bench: Bench) -> None:
    bench.screen.press(0, PLACE)
    QApplication.sendEvent(bench.window.windowHandle(), QTouchEvent(QEvent.Type.TouchCancel, QTest.createTouchDevice()))
    assert not bench.clock.isActive()


def test_fingers_that_rest_on_a_touchpad_ask_for_none(bench: Bench) -> None:
    QTest.touchEvent(bench.part, touchpad()).press(0, PLACE, bench.part).commit()
    assert not bench.clock.isActive()
