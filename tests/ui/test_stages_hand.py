"""What a hand does with the stages: pointing, pinning, walking, zooming and moving."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnnviz.model.networks import lecture_document
from cnnviz.model.view import Probe
from tests.ui.hands import turn_wheel
from tests.ui.test_stages import NONE, Bench, made

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return made(qtbot, lecture_document())


def test_hovering_asks_about_the_cell_under_the_pointer(bench: Bench) -> None:
    bench.hover(1, 2, 3, 4)
    assert bench.probe == Probe(1, (2, 3, 4))
    assert bench.store.state.view.lit_filter == 2
    QTest.mouseMove(bench.stages.viewport(), QPoint(3, 3))
    assert bench.probe is None
    assert bench.store.state.view.lit_filter is None


def test_hovering_a_vote_lights_its_class(bench: Bench) -> None:
    bench.hover(6, 1)
    assert bench.store.state.view.lit_class == 1
    bench.hover(5, 0)
    assert bench.store.state.view.lit_class is None


def test_a_click_pins_and_a_second_click_lets_go(bench: Bench) -> None:
    bench.click(3, 1, 2, 2)
    bench.hover(1, 0, 0, 0)
    assert bench.probe == Probe(3, (1, 2, 2))
    bench.click(3, 1, 2, 2)
    assert bench.store.state.view.pinned is None


def test_escape_lets_go(bench: Bench) -> None:
    bench.click(3, 1, 2, 2)
    bench.press(Qt.Key.Key_Escape)
    assert bench.store.state.view.pinned is None


def test_the_keys_walk_from_value_to_value_and_stage_to_stage(bench: Bench) -> None:
    bench.click(1, 0, 3, 5)
    bench.press(Qt.Key.Key_Right)
    assert bench.probe == Probe(1, (0, 3, 6))
    bench.press(Qt.Key.Key_Right)
    assert bench.probe == Probe(1, (1, 3, 0))
    bench.press(Qt.Key.Key_Up)
    assert bench.probe == Probe(1, (1, 2, 0))
    bench.press(Qt.Key.Key_Right, CONTROL)
    assert bench.probe == Probe(2, (1, 2, 0))
    bench.press(Qt.Key.Key_PageUp)
    bench.press(Qt.Key.Key_PageUp)
    assert bench.probe is not None
    assert bench.probe.stage == 0


def test_the_keys_alone_begin_a_walk(bench: Bench) -> None:
    bench.press(Qt.Key.Key_Right)
    assert bench.probe == Probe(0, (0, 4, 4))
    assert bench.store.state.view.pinned == bench.probe


def test_control_and_wheel_zoom_around_the_pointer(bench: Bench) -> None:
    cell = bench.spot(2, 1, 3, 3)
    viewport = bench.stages.viewport()
    turned = QPointF(viewport.mapTo(bench.stages.window(), cell))
    QTest.wheelEvent(bench.stages.windowHandle(), turned, QPoint(0, 360), QPoint(), CONTROL)
    assert bench.store.state.view.zoom == pytest.approx(1.2**3)
    assert bench.stages.cell_at(QPointF(cell)) == (2, (1, 3, 3))
    width = bench.stages.cell_rect(2, (1, 3, 3)).width()
    bench.press(Qt.Key.Key_F)
    assert bench.store.state.view.zoom == 1.0
    assert bench.stages.cell_rect(2, (1, 3, 3)).width() < width


def test_zooming_out_ends_where_all_fits(bench: Bench) -> None:
    turned = QPointF(bench.stages.viewport().mapTo(bench.stages.window(), bench.spot(2, 1, 3, 3)))
    QTest.wheelEvent(bench.stages.windowHandle(), turned, QPoint(0, -360), QPoint(), CONTROL)
    assert bench.store.state.view.zoom == 1.0


def test_the_wheel_of_a_mouse_zooms(bench: Bench) -> None:
    cell = bench.spot(2, 1, 3, 3)
    turn_wheel(bench.stages.viewport(), cell, 2)
    assert bench.store.state.view.zoom == pytest.approx(1.2**2)
    assert bench.stages.cell_at(QPointF(cell)) == (2, (1, 3, 3))


def test_two_fingers_on_a_touchpad_scroll(bench: Bench) -> None:
    bench.store.look(zoom=3.0)
    bar = bench.stages.verticalScrollBar()
    before = bar.value()
    turned = QPointF(bench.stages.viewport().mapTo(bench.stages.window(), QPoint(300, 200)))
    QTest.wheelEvent(bench.stages.windowHandle(), turned, QPoint(0, -240), QPoint(0, -60), NONE)
    assert bar.value() > before
    assert bench.store.state.view.zoom == 3.0


def test_shift_and_the_wheel_go_along_the_way(bench: Bench) -> None:
    bench.store.look(zoom=3.0)
    bar = bench.stages.horizontalScrollBar()
    bar.setValue(0)
    turn_wheel(bench.stages.viewport(), QPoint(300, 200), -2, Qt.KeyboardModifier.ShiftModifier)
    assert bar.value() > 0
    assert bench.store.state.view.zoom == 3.0


def test_the_middle_button_drags_the_picture(bench: Bench) -> None:
    bench.store.look(zoom=3.0)
    viewport, across, down = (
        bench.stages.viewport(),
        bench.stages.horizontalScrollBar(),
        bench.stages.verticalScrollBar(),
    )
    across.setValue(100)
    down.setValue(100)
    QTest.mousePress(viewport, Qt.MouseButton.MiddleButton, NONE, QPoint(300, 200))
    QTest.mouseMove(viewport, QPoint(260, 180))
    assert (across.value(), down.value()) == (140, 120)
    QTest.mouseRelease(viewport, Qt.MouseButton.MiddleButton, NONE, QPoint(260, 180))
    QTest.mouseMove(viewport, QPoint(200, 100))
    assert (across.value(), down.value()) == (140, 120)


def test_the_walk_scrolls_to_what_it_asks_about(bench: Bench) -> None:
    bench.store.look(zoom=4.0, pinned=Probe(0, (0, 0, 0)))
    for _ in range(4):
        bench.press(Qt.Key.Key_PageDown)
    assert bench.probe is not None
    rect = bench.stages.cell_rect(bench.probe.stage, bench.probe.cell)
    assert QRectF(bench.stages.viewport().rect()).contains(rect)


def test_two_fingers_on_a_touchpad_zoom_around_them(bench: Bench) -> None:
    place = QPointF(bench.spot(2, 1, 3, 3))
    device = QPointingDevice.primaryPointingDevice()
    kind = Qt.NativeGestureType.ZoomNativeGesture
    viewport = bench.stages.viewport()
    pinch = QNativeGestureEvent(kind, device, 2, place, place, QPointF(viewport.mapToGlobal(place)), 0.5, QPointF())
    QApplication.sendEvent(viewport, pinch)
    assert bench.store.state.view.zoom == pytest.approx(1.5)
    assert bench.stages.cell_at(place) == (2, (1, 3, 3))


def test_two_fingers_on_the_screen_zoom(bench: Bench) -> None:
    viewport, middle = bench.stages.viewport(), bench.spot(2, 1, 3, 3)
    fingers = QTest.touchEvent(viewport, QTest.createTouchDevice())
    fingers.press(0, middle - QPoint(20, 0), viewport).press(1, middle + QPoint(20, 0), viewport).commit()
    for apart in range(25, 125, 5):
        fingers.move(0, middle - QPoint(apart, 0), viewport).move(1, middle + QPoint(apart, 0), viewport).commit()
    fingers.release(0, middle, viewport).release(1, middle, viewport).commit()
    assert bench.store.state.view.zoom > 1.5


def test_a_tap_pins(bench: Bench) -> None:
    viewport, place = bench.stages.viewport(), bench.spot(2, 1, 3, 3)
    finger = QTest.touchEvent(viewport, QTest.createTouchDevice())
    finger.press(0, place, viewport).commit()
    finger.release(0, place, viewport).commit()
    assert bench.store.state.view.pinned == Probe(2, (1, 3, 3))
