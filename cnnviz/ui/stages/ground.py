"""What stands still in the stages while values change, kept as it was painted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap

from cnnviz.ui.stages.frame import Frame
from cnnviz.ui.stages.paint import paint_ground
from cnnviz.ui.stages.scene import Scene


class Ground:
    """Titles, names and arrows behind the values: copied, which takes far less time than painting text anew."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._pixmap = QPixmap()

    def paint(
        self, painter: QPainter, exposed: QRectF, ready: Scene, shown: Frame, offset: QPointF, size: QSize
    ) -> None:
        """Paint what of it is `exposed` in a window of `size` that is scrolled by `offset`."""
        ratio = painter.device().devicePixelRatioF()
        # The places are made with the layout and outlast other weights.
        key = (ready.places, ready.style, offset.toTuple(), size.toTuple(), ratio, *_said(shown))
        if key != self._key:
            self._key = key
            self._pixmap = _painted(ready, shown, offset, size, ratio)
        source = QRectF(exposed.topLeft() * ratio, exposed.size() * ratio)
        painter.drawPixmap(exposed, self._pixmap, source)


def _said(shown: Frame) -> tuple[object, ...]:
    """All that the ground says of what is shown."""
    return shown.sentence, shown.gradients is None, *(sheet.unit for sheet in shown.sheets)


def _painted(ready: Scene, shown: Frame, offset: QPointF, size: QSize, ratio: float) -> QPixmap:
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(ready.style.surface)
    with QPainter(pixmap) as painter:
        painter.translate(-offset)
        paint_ground(painter, ready, shown)
    return pixmap
