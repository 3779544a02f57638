"""The wheel over a control: whose it is on a page that scrolls, and what is one turn of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QWidget

#: What an event tells of one notch of the wheel of a mouse; finer ones, and touchpads, tell of parts of it.
WHEEL_NOTCH = 120
#: In milliseconds: a turn after so long a pause is a gesture, and so an undo step, of its own.
WHEEL_PAUSE = 1000


def left_to_page(widget: QWidget, event: QWheelEvent) -> bool:
    """Whether `event` only scrolls past `widget`, which then stays as it is; the wheel is refused there."""
    if widget.hasFocus():
        return False
    event.ignore()
    return True


def turned_up(event: QWheelEvent) -> int:
    """How far a wheel was turned up; 0 for what only goes sideways. While Shift is held, macOS turns every wheel so."""
    turned, is_swapped = event.angleDelta(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    return turned.y() or (turned.x() if is_swapped else 0)


class Wheel:
    """The wheel over one control.

    notches: the whole ones that the last turn came to, up where positive.
    """

    def __init__(self) -> None:
        self.notches = 0
        self._rest = 0
        self._time = 0

    def turn(self, event: QWheelEvent) -> bool:
        """Take in how far it was turned; whether that is the first turn after a pause."""
        turned = turned_up(event)
        is_first = event.timestamp() - self._time > WHEEL_PAUSE
        self._time = event.timestamp()
        # Part of a notch is nothing to who turns back, or comes back.
        self._rest = turned if is_first or self._rest * turned < 0 else self._rest + turned
        self.notches = int(self._rest / WHEEL_NOTCH)
        self._rest -= self.notches * WHEEL_NOTCH
        return is_first
