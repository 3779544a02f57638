"""What the pointer looks like to the back row: the system draws it, so nothing is repainted where it moves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QGuiApplication, QPainter, QPen, QPixmap, QPolygonF, QRadialGradient
from PySide6.QtWidgets import QWidget

#: The side of the ring, in logical pixels. Larger cursors are not drawn by every graphics card.
RING = 64
#: An arrow as every system has one, its tip at the origin.
_ARROW = ((0, 0), (0, 17), (4, 13.2), (6.6, 19), (9.2, 17.8), (6.7, 12.2), (12, 12))


def ring(color: QColor, ratio: float) -> QCursor:
    """An arrow whose tip stands in the middle of a soft ring."""
    pixels = _clear(RING, ratio)
    middle, half = QPointF(RING / 2, RING / 2), RING / 2
    glow = QRadialGradient(middle, half)
    for at, alpha in ((0.0, 50), (0.66, 70), (0.8, 235), (0.88, 235), (1.0, 0)):
        shade = QColor(color)
        shade.setAlpha(alpha)
        glow.setColorAt(at, shade)
    with QPainter(pixels) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(glow)
        painter.drawEllipse(middle, half, half)
        painter.setPen(QPen(QColor("#ffffff"), 1.5))
        painter.setBrush(QColor("#000000"))
        painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in _ARROW]))
    return QCursor(pixels, RING // 2, RING // 2)


def nib(color: QColor, width: int, ratio: float) -> QCursor:
    """A dot of the colour and width that is drawn with, in a rim that shows it on every ground."""
    side = width + 6
    pixels = _clear(side, ratio)
    with QPainter(pixels) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for inset, shade in ((0.5, QColor("#000000")), (1.5, QColor("#ffffff")), (3.0, color)):
            painter.setBrush(shade)
            painter.drawEllipse(QRectF(0, 0, side, side).adjusted(inset, inset, -inset, -inset))
    return QCursor(pixels, side // 2, side // 2)


def _clear(side: int, ratio: float) -> QPixmap:
    pixels = QPixmap(round(side * ratio), round(side * ratio))
    pixels.setDevicePixelRatio(ratio)
    pixels.fill(Qt.GlobalColor.transparent)
    return pixels


class Halo(QObject):
    """A ring around the pointer while it is over a window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._cursor: QCursor | None = None
        self._is_on = False
        window.installEventFilter(self)

    def set_color(self, color: QColor | None) -> None:
        """Draw the ring in `color`; None takes it away."""
        self._cursor = None if color is None else ring(color, self._window.devicePixelRatioF())
        self._take_off()
        if self._window.underMouse():
            self._put_on()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Enter:
            self._put_on()
        elif event.type() in {QEvent.Type.Leave, QEvent.Type.Close}:
            self._take_off()
        return False

    def _put_on(self) -> None:
        if self._cursor is not None and not self._is_on:
            # Over the cursors that panels have of their own.
            QGuiApplication.setOverrideCursor(self._cursor)
            self._is_on = True

    def _take_off(self) -> None:
        if self._is_on:
            QGuiApplication.restoreOverrideCursor()
            self._is_on = False
