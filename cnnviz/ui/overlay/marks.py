"""What a hand has drawn over the window, as pixels: however much there is, a move costs the same."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

#: So much wider than a line is what rubs it out.
_RUBBER = 6


class Marks:
    """Lines drawn freehand, each rounded where the mouse turned."""

    def __init__(self) -> None:
        self._pixels: QPixmap | None = None
        self._before: QPixmap | None = None
        self._pen = QPen()
        self._rubs = False
        self._last: QPointF | None = None
        #: Where the line ends so far: between the last two points, so that the next part can go on smoothly.
        self._middle = QPointF()

    @property
    def is_empty(self) -> bool:
        return self._pixels is None

    def press(self, point: QPointF, color: QColor | None, width: int, room: QSize, ratio: float) -> QRect:
        """Begin a line with a dot; what has changed.

        color: None rubs out what is there. room: of all that can be drawn upon, in device pixels, of which `ratio` make
            a logical one.
        """
        self._before = self._pixels and self._pixels.copy()
        if self._pixels is None or self._pixels.size() != room:
            self._pixels = _grown(self._pixels, room, ratio)
        self._rubs = color is None
        ink, width = (QColor(), width * _RUBBER) if color is None else (color, width)
        self._pen = QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        self._last = self._middle = point
        path = QPainterPath(point)
        # A line of no length would not be drawn.
        path.lineTo(point + QPointF(0.01, 0))
        return self._draw(path)

    def move(self, point: QPointF) -> QRect:
        """Go on with the line, where one was begun; what has changed."""
        if self._last is None:
            return QRect()
        path = QPainterPath(self._middle)
        self._middle = (self._last + point) / 2
        path.quadTo(self._last, self._middle)
        self._last = point
        return self._draw(path)

    def lift(self) -> None:
        """End the line."""
        self._last = self._before = None

    def take_back(self) -> None:
        """Forget the line that was begun and has not ended."""
        if self._last is not None:
            self._pixels = self._before
            self.lift()

    def paint(self, painter: QPainter) -> None:
        """Show all lines; only what the painter's clip lets through is copied."""
        if self._pixels is not None:
            painter.drawPixmap(0, 0, self._pixels)

    def _draw(self, path: QPainterPath) -> QRect:
        assert self._pixels is not None
        with QPainter(self._pixels) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._rubs:
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
            painter.strokePath(path, self._pen)
        around = math.ceil(self._pen.widthF() / 2) + 1
        return QRectF(path.boundingRect()).toAlignedRect().adjusted(-around, -around, around, around)


def _grown(old: QPixmap | None, room: QSize, ratio: float) -> QPixmap:
    """Clear pixels of another size, with the lines there were."""
    pixels = QPixmap(room)
    pixels.setDevicePixelRatio(ratio)
    pixels.fill(Qt.GlobalColor.transparent)
    if old is not None:
        with QPainter(pixels) as painter:
            painter.drawPixmap(0, 0, old)
    return pixels
