"""What a hand does with the stages: pointing, pinning, walking, zooming and moving."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QInputDevice, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnnviz.model.networks import lecture_document
from cnnviz.model.view import Probe
from tests.ui.hands import Screen, touchpad, turn_wheel
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


def test_a_wheel_that_goes_sideways_goes_along_the_way(bench: Bench) -> None:
    """So does a touchpad's under Windows, which tells no pixels."""
    bench.store.look(zoom=3.0)
    bar = bench.stages.horizontalScrollBar()
    bar.setValue(100)
    place = QPointF(bench.stages.viewport().mapTo(bench.stages.window(), QPoint(300, 200)))
    QTest.wheelEvent(bench.stages.windowHandle(), place, QPoint(-120, 0), QPoint(), NONE)
    assert bar.value() > 100
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


def test_a_slow_pinch_zooms_too(bench: Bench) -> None:
    """From where all fits, too: less than a hundredth more at a time."""
    place = QPointF(bench.spot(2, 1, 3, 3))
    device, viewport = QPointingDevice.primaryPointingDevice(), bench.stages.viewport()
    kind = Qt.NativeGestureType.ZoomNativeGesture
    for _ in range(20):
        around = QPointF(viewport.mapToGlobal(place))
        QApplication.sendEvent(viewport, QNativeGestureEvent(kind, device, 2, place, place, around, 0.005, QPointF()))
    assert bench.store.state.view.zoom == pytest.approx(1.005**20)


@pytest.mark.parametrize("one_by_one", [True, False])
def test_two_fingers_on_the_screen_zoom_as_far_as_they_spread(bench: Bench, one_by_one: bool) -> None:
    middle, screen = bench.spot(2, 1, 3, 3), Screen(bench.stages.viewport(), one_by_one=one_by_one)
    screen.press(0, middle - QPoint(20, 0))
    screen.press(1, middle + QPoint(20, 0))
    for apart in range(21, 61):
        screen.move({0: middle - QPoint(apart, 0), 1: middle + QPoint(apart, 0)})
    assert bench.store.state.view.zoom == pytest.approx(3.0)
    assert bench.stages.cell_at(QPointF(middle)) == (2, (1, 3, 3))
    screen.lift(0)
    screen.lift(1)
    assert bench.store.state.view.pinned is None


def test_two_fingers_move_the_picture(bench: Bench) -> None:
    bench.store.look(zoom=3.0)
    across, down = bench.stages.horizontalScrollBar(), bench.stages.verticalScrollBar()
    across.setValue(100)
    down.setValue(100)
    screen = Screen(bench.stages.viewport(), one_by_one=False)
    screen.press(0, QPoint(200, 200))
    screen.press(1, QPoint(300, 200))
    screen.move({0: QPoint(160, 180), 1: QPoint(260, 180)})
    assert (across.value(), down.value()) == (140, 120)
    assert bench.store.state.view.zoom == pytest.approx(3.0)


def test_a_finger_that_stays_after_a_pinch_asks_for_nothing(bench: Bench) -> None:
    screen, place = Screen(bench.stages.viewport()), bench.spot(2, 1, 3, 3)
    screen.press(0, place)
    screen.press(1, place + QPoint(100, 0))
    screen.lift(1)
    screen.move({0: place + QPoint(30, 0)})
    assert bench.probe is None
    screen.press(1, place + QPoint(200, 0))
    screen.lift(1)
    screen.lift(0)
    assert bench.store.state.view.zoom == 1.0
    assert bench.store.state.view.pinned is None


def test_a_finger_asks_about_what_it_is_on_until_it_is_lifted(bench: Bench) -> None:
    screen = Screen(bench.stages.viewport())
    screen.press(0, bench.spot(2, 1, 3, 3))
    assert bench.probe == Probe(2, (1, 3, 3))
    screen.move({0: bench.spot(6, 1)})
    assert bench.probe == Probe(6, (1,))
    assert bench.store.state.view.lit_class == 1
    screen.lift(0)
    assert bench.probe is None
    assert bench.store.state.view.lit_class is None


def test_a_tap_pins_and_a_second_tap_lets_go(bench: Bench) -> None:
    screen, place = Screen(bench.stages.viewport()), bench.spot(2, 1, 3, 3)
    screen.press(0, place)
    assert bench.store.state.view.pinned is None
    screen.move({0: place + QPoint(1, 1)})
    screen.lift(0)
    assert bench.store.state.view.pinned == Probe(2, (1, 3, 3))
    screen.press(0, place)
    screen.lift(0)
    assert bench.probe is None


def test_fingers_that_rest_on_a_touchpad_ask_for_nothing(bench: Bench) -> None:
    """macOS tells windows of them, too; what they do comes as the pointer's doing."""
    viewport, place = bench.stages.viewport(), bench.spot(2, 1, 3, 3)
    finger = QTest.touchEvent(viewport, touchpad())
    finger.press(0, place, viewport).commit()
    finger.release(0, place, viewport).commit()
    assert bench.probe is None


@pytest.mark.parametrize(
    ("kind", "zooms"), [(QInputDevice.DeviceType.Mouse, True), (QInputDevice.DeviceType.TouchPad, False)]
)
def test_under_x11_the_wheel_of_a_mouse_zooms_although_it_tells_pixels(
    bench: Bench, kind: QInputDevice.DeviceType, zooms: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")
    viewport, place = bench.stages.viewport(), QPointF(bench.spot(2, 1, 3, 3))
    device = QPointingDevice(
        "wheel", 7, kind, QPointingDevice.PointerType.Generic, QInputDevice.Capability.Scroll, 1, 3
    )
    turned = QWheelEvent(
        place,
        QPointF(viewport.mapToGlobal(place)),
        QPoint(0, 120),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
        device=device,
    )
    QApplication.sendEvent(viewport, turned)
    assert bench.store.state.view.zoom == pytest.approx(1.2 if zooms else 1.0)
