"""What fingers on the screen ask for: one points or taps, two take hold and pinch."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QLineF, QPointF
from PySide6.QtGui import QEventPoint, QTouchEvent
from PySide6.QtWidgets import QApplication


class Pinch(NamedTuple):
    """How two fingers went on: `moved` by so much, `factor` times as far apart, now about `middle`."""

    moved: QPointF
    factor: float
    middle: QPointF


class Fingers:
    """All fingers from the first that comes to the last that goes.

    A gesture of Qt's own counts what a finger does twice where the system tells of one finger at a time, as X11 does,
    and its first finger clicks.

    pointing: where the only finger is, or None.
    pinch: what two fingers have just done, or None.
    tapped: where the only finger has just tapped, or None.
    """

    def __init__(self) -> None:
        self.pointing: QPointF | None = None
        self.pinch: Pinch | None = None
        self.tapped: QPointF | None = None
        # Where the only finger came down, while it has not left that place.
        self._tap: QPointF | None = None
        self._pair: tuple[tuple[int, int], QLineF] | None = None

    def follow(self, event: QTouchEvent) -> None:
        """Take in what the fingers did."""
        down = sorted((each for each in event.points() if each.state() != QEventPoint.State.Released), key=_number)
        self.pinch = self._pinched(down[0], down[1]) if len(down) > 1 else None
        if len(down) > 1:
            self._tap = self.pointing = None
        else:
            self._pair = None
            self._point(event.type(), down)
        self.tapped = self._tap if event.type() == QEvent.Type.TouchEnd else None
        if event.type() in {QEvent.Type.TouchEnd, QEvent.Type.TouchCancel}:
            self._tap = self.pointing = None

    def keep_from_tapping(self) -> None:
        """The finger that is down has asked for something else."""
        self._tap = None

    def _point(self, kind: QEvent.Type, down: list[QEventPoint]) -> None:
        if kind == QEvent.Type.TouchBegin:
            self._tap = self.pointing = down[0].position()
        elif down and self.pointing is not None:
            self.pointing = down[0].position()
            if (
                self._tap is not None
                and (self.pointing - self._tap).manhattanLength() >= QApplication.startDragDistance()
            ):
                self._tap = None

    def _pinched(self, one: QEventPoint, other: QEventPoint) -> Pinch | None:
        before, numbers, line = self._pair, (one.id(), other.id()), QLineF(one.position(), other.position())
        self._pair = numbers, line
        if before is None or before[0] != numbers or not before[1].length():
            return None
        return Pinch(line.center() - before[1].center(), line.length() / before[1].length(), line.center())


def _number(finger: QEventPoint) -> int:
    return finger.id()
