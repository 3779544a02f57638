"""A finger that stays where it came down: it opens the menu that the right button opens."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QTimer, Slot
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QPointingDevice, QTouchEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QAbstractSpinBox, QApplication, QWidget

from cnnviz.ui.touch import is_touch

#: What goes on for as long as it is held, so that a finger that stays asks for nothing else.
_HELD = (QAbstractSlider, QAbstractSpinBox)


class LongPress(QObject):
    """Heard all over a window that has been shown: a screen in a classroom may have neither mouse nor keys."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._place = QPointF()
        self._device: QPointingDevice | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)
        window.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if is_touch(event):
            self._follow(event)
        return False

    def _follow(self, event: QTouchEvent) -> None:
        # A touch that is cancelled has no points.
        if event.pointCount() != 1 or event.type() not in {QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate}:
            self._timer.stop()
            return
        place = event.points()[0].position()
        if event.type() == QEvent.Type.TouchBegin:
            self._place, self._device = place, event.pointingDevice()
            self._timer.start(QGuiApplication.styleHints().mousePressAndHoldInterval())
        elif (place - self._place).manhattanLength() >= QApplication.startDragDistance():
            self._timer.stop()

    @Slot()
    def _on_timeout(self) -> None:
        place = self._place.toPoint()
        widget = self._window.childAt(place) or self._window
        if isinstance(widget, _HELD):
            return
        there, anywhere = widget.mapFrom(self._window, place), self._window.mapToGlobal(place)
        QApplication.sendEvent(widget, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, there, anywhere))
        if QApplication.activePopupWidget() is not None:
            self._let_go(widget)

    def _let_go(self, widget: QWidget) -> None:
        """What was under the finger will not hear that it goes: that is the menu's to hear."""
        assert self._device is not None
        QApplication.sendEvent(widget, QTouchEvent(QEvent.Type.TouchCancel, self._device))
        if isinstance(widget, QAbstractButton):
            widget.setDown(False)
