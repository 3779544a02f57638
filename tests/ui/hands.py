"""What a hand does, as the events that Qt would send for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cnnviz.ui.number_grid import NumberGrid

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def cell_center(grid: NumberGrid, row: int, column: int) -> QPoint:
    return grid.cell_rect(row, column).center()


def click_cell(grid: NumberGrid, row: int, column: int) -> None:
    QTest.mouseClick(grid, LEFT, NONE, cell_center(grid, row, column))


def drag(widget: QWidget, start: QPoint, up: int, keys: Qt.KeyboardModifier = NONE, steps: int = 4) -> None:
    """Drag `up` pixels up (down where negative) with the left button."""
    QTest.mousePress(widget, LEFT, keys, start)
    for step in range(1, steps + 1):
        _move(widget, start - QPoint(0, up * step // steps), keys)
    QTest.mouseRelease(widget, LEFT, keys, start - QPoint(0, up))


def draw(widget: QWidget, way: Sequence[QPoint]) -> None:
    """One stroke along `way` with the left button."""
    QTest.mousePress(widget, LEFT, NONE, way[0])
    for place in way[1:]:
        _move(widget, place, NONE)
    QTest.mouseRelease(widget, LEFT, NONE, way[-1])


def rub(widget: QWidget, way: Sequence[QPoint]) -> None:
    """One stroke along `way` with the other end of a tablet's pen, as Qt tells who does not ask for tablets."""
    end, does = QPointingDevice.PointerType.Eraser, QPointingDevice.Capability.Position
    device = QPointingDevice("eraser", 8, QPointingDevice.DeviceType.Stylus, end, does, 1, 1)
    none, press, move = Qt.MouseButton.NoButton, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove
    for kind, place, button, held in (
        (press, way[0], LEFT, LEFT),
        *((move, place, none, LEFT) for place in way[1:]),
        (QEvent.Type.MouseButtonRelease, way[-1], LEFT, none),
    ):
        near, far = QPointF(place), QPointF(widget.mapToGlobal(place))
        QApplication.sendEvent(widget, QMouseEvent(kind, near, near, far, button, held, NONE, device))


def _move(widget: QWidget, place: QPoint, keys: Qt.KeyboardModifier) -> None:
    """QTest.mouseMove would carry neither the button nor the keys."""
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(place), QPointF(widget.mapToGlobal(place)), Qt.MouseButton.NoButton, LEFT, keys
    )
    QApplication.sendEvent(widget, event)


def turn_wheel(widget: QWidget, place: QPoint, notches: float, keys: Qt.KeyboardModifier = NONE) -> None:
    """Turn the wheel over `place`, up where positive, as the system would say it."""
    window = widget.window()
    turned = QPoint(0, round(120 * notches))
    QTest.wheelEvent(window.windowHandle(), QPointF(widget.mapTo(window, place)), turned, QPoint(), keys)


def turn_wheel_at(widget: QWidget, place: QPoint, notches: float, time: int) -> None:
    """Turn the wheel over `place` of `widget` at `time`, in milliseconds."""
    event = QWheelEvent(
        QPointF(place),
        QPointF(widget.mapToGlobal(place)),
        QPoint(),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    event.setTimestamp(time)
    QApplication.sendEvent(widget, event)


def touchpad() -> QPointingDevice:
    """As macOS has it: it moves the pointer by itself."""
    does = QInputDevice.Capability.Position | QInputDevice.Capability.MouseEmulation
    return QTest.createTouchDevice(QInputDevice.DeviceType.TouchPad, does)


class Screen:
    """A screen that is touched, which tells of one finger after the other, as X11 does, or of all at once."""

    def __init__(self, widget: QWidget, *, one_by_one: bool = True) -> None:
        self._widget, self._one_by_one = widget, one_by_one
        self._touch = QTest.touchEvent(widget, QTest.createTouchDevice())
        self._down: dict[int, QPoint] = {}

    def press(self, finger: int, place: QPoint) -> None:
        self._rest(but=finger).press(finger, place, self._widget).commit()
        self._down[finger] = place

    def move(self, places: dict[int, QPoint]) -> None:
        if not self._one_by_one:
            self._all(places)
            return
        for finger, place in places.items():
            self._all({finger: place})

    def _all(self, places: dict[int, QPoint]) -> None:
        for finger in self._down:
            if finger in places:
                self._touch.move(finger, places[finger], self._widget)
            else:
                self._touch.stationary(finger)
        self._touch.commit()
        self._down |= places

    def lift(self, finger: int) -> None:
        place = self._down.pop(finger)
        self._rest(but=finger).release(finger, place, self._widget).commit()

    def _rest(self, but: int) -> QTest.QTouchEventSequence:
        for finger in self._down:
            if finger != but:
                self._touch.stationary(finger)
        return self._touch
