"""The stages in a hand: what the mouse, the wheel, keys and fingers do with them."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QInputDevice,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QNativeGestureEvent,
    QTouchEvent,
    QWheelEvent,
)

from cnnviz.engine.arrays import Cell
from cnnviz.model.view import Probe
from cnnviz.model.walk import Way, walked
from cnnviz.ui.stages.area import StagesArea
from cnnviz.ui.stages.fingers import Fingers, Pinch
from cnnviz.ui.stages.geometry import Kind
from cnnviz.ui.touch import is_touch
from cnnviz.ui.wheel import WHEEL_NOTCH, turned_up

MOST_ZOOM = 16.0
#: One notch of the wheel.
ZOOM_STEP = 1.2
#: Which way a key walks, without Ctrl and with it.
_WALKS = {
    (Qt.Key.Key_Left, False): Way.LEFT,
    (Qt.Key.Key_Right, False): Way.RIGHT,
    (Qt.Key.Key_Up, False): Way.UP,
    (Qt.Key.Key_Down, False): Way.DOWN,
    (Qt.Key.Key_Left, True): Way.BACK,
    (Qt.Key.Key_Right, True): Way.ON,
    (Qt.Key.Key_PageUp, False): Way.BACK,
    (Qt.Key.Key_PageDown, False): Way.ON,
}


class Stages(StagesArea):
    """Every value of a trace, and what a hand does with it: pointing, pinning, walking, zooming and moving.

    cell_hovered(stage, cell), left(): the pointer came to a value, or to none.
    class_hovered(index or None): the pointer came to a vote, or left it.
    cell_clicked(stage, cell), let_go(): a value was clicked; Escape was pressed.
    probe_moved(stage, cell): the arrow keys walked to a value.
    zoomed(factor): the wheel, a pinch or a key asks for another zoom; 1.0 fits the window.
    """

    cell_hovered = Signal(int, object)
    left = Signal()
    class_hovered = Signal(object)
    cell_clicked = Signal(int, object)
    let_go = Signal()
    probe_moved = Signal(int, object)
    zoomed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        # What stays where it is while the zoom that was asked for comes.
        self._anchor: QPointF | None = None
        # Where the middle button last had hold of the picture.
        self._grip: QPointF | None = None
        self._pointer: QPointF | None = None
        self._fingers = Fingers()
        self._under: tuple[int, Cell] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        # Any scroll area is moved by two fingers; `_pinch` does that here.
        self.viewport().ungrabGesture(Qt.GestureType.PanGesture)

    def set_zoom(self, zoom: float) -> None:
        """Show larger; 1.0 fits the window. What was under the pointer stays there."""
        self.zoom_about(zoom, self._anchor)

    def follow_pointer(self) -> None:
        """Ask about what a hand has brought under the pointer, by moving the one or the other."""
        if self._pointer is not None:
            self._hover(self.cell_at(self._pointer))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        if self._grip is None:
            self.follow_pointer()
            return
        moved, self._grip = event.position() - self._grip, event.position()
        self._move_by(moved)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.cell_at(event.position())
        if event.button() == Qt.MouseButton.MiddleButton:
            self._grip = event.position()
            self._hover(None)
        elif event.button() == Qt.MouseButton.LeftButton and found is not None:
            self.cell_clicked.emit(*found)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            self._grip = None
            self.follow_pointer()
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._pointer = None
            self._hover(None)
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self._ask_zoom(self._zoom * (1 + event.value()), event.position())
            return True
        if is_touch(event):
            self._touch(event)
            event.accept()
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._fingers.keep_from_tapping()
        event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = turned_up(event)
        keys, self._pointer = event.modifiers(), event.position()
        if keys & Qt.KeyboardModifier.ShiftModifier:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - round(turned / WHEEL_NOTCH * 3 * bar.singleStep()))
        elif (not turned or _is_of_touchpad(event)) and not keys & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        else:
            self._ask_zoom(self._zoom * ZOOM_STEP ** (turned / WHEEL_NOTCH), event.position())
        self.follow_pointer()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        way = _WALKS.get((Qt.Key(event.key()), control))
        if way is not None:
            self._walk(way)
        elif event.key() == Qt.Key.Key_Escape and self._marks.pinned:
            self.let_go.emit()
        elif event.key() == Qt.Key.Key_F or (control and event.key() == Qt.Key.Key_0):
            self._ask_zoom(1.0, None)
        elif event.matches(QKeySequence.StandardKey.ZoomIn):
            self._ask_zoom(self._zoom * ZOOM_STEP, None)
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self._ask_zoom(self._zoom / ZOOM_STEP, None)
        else:
            event.ignore()

    def _hover(self, found: tuple[int, Cell] | None) -> None:
        if found == self._under:
            return
        old_class, new_class = self._class_of(self._under), self._class_of(found)
        self._under = found
        if found is None:
            self.left.emit()
        else:
            self.cell_hovered.emit(*found)
        if old_class != new_class:
            self.class_hovered.emit(new_class)

    def _class_of(self, found: tuple[int, Cell] | None) -> int | None:
        if found is None or self._scene is None or found[0] >= len(self._scene.places):
            return None
        return found[1][0] if self._scene.places[found[0]].column.kind is Kind.BARS else None

    def _walk(self, way: Way) -> None:
        if self._scene is None:
            return
        network, lit = self._scene.network, self._marks.highlight
        if lit is None:
            first = Probe(0, tuple(size // 2 for size in network.shapes[0]))
            self.probe_moved.emit(first.stage, first.cell)
            return
        probe = walked(network, lit.probe, way)
        if probe is not lit.probe:
            self.bring_into_sight(probe)
            self.probe_moved.emit(probe.stage, probe.cell)

    def _touch(self, event: QTouchEvent) -> None:
        """One finger points, and a tap clicks; two take hold of the picture, to move and to zoom it."""
        if event.type() == QEvent.Type.TouchBegin:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        fingers = self._fingers
        fingers.follow(event)
        self._pointer = fingers.pointing
        if fingers.pinch is not None:
            self._pinch(fingers.pinch)
        self._hover(None if self._pointer is None else self.cell_at(self._pointer))
        if fingers.tapped is not None and (found := self.cell_at(fingers.tapped)) is not None:
            self.cell_clicked.emit(*found)

    def _pinch(self, pinch: Pinch) -> None:
        self._move_by(pinch.moved)
        self._ask_zoom(self._zoom * pinch.factor, pinch.middle)

    def _move_by(self, way: QPointF) -> None:
        for bar, along in ((self.horizontalScrollBar(), way.x()), (self.verticalScrollBar(), way.y())):
            bar.setValue(bar.value() - round(along))

    def _ask_zoom(self, zoom: float, anchor: QPointF | None) -> None:
        zoom = min(max(zoom, 1.0), MOST_ZOOM)
        # Slow fingers spread by less than that at a time.
        if zoom < self._zoom and math.isclose(zoom, 1.0, rel_tol=0.01):
            zoom = 1.0
        if zoom != self._zoom:
            self._anchor = anchor
            self.zoomed.emit(zoom)
            self._anchor = None
            self.follow_pointer()


def _is_of_touchpad(event: QWheelEvent) -> bool:
    """Whether two fingers on a touchpad scroll. It tells pixels, and under X11 the wheel of a mouse does so, too."""
    tells_pixels = not event.pixelDelta().isNull()
    is_named = QGuiApplication.platformName() == "xcb"
    return tells_pixels and (not is_named or event.device().type() == QInputDevice.DeviceType.TouchPad)
