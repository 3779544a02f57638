"""What all plots share: labelled axes in a theme's colours, lines upon them, and what the pointer is at.

pyqtgraph takes a fifth of a second to load: whoever never opens a plot never waits for it. So it is imported where a
canvas is made, and what it makes has no type here.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPen
from PySide6.QtWidgets import QWidget

from cnnviz.ui.theme import Look, Type


def make_canvas(parent: QWidget) -> Any:
    """Empty axes, to be looked at: the hand neither drags nor zooms them."""
    import pyqtgraph

    canvas = pyqtgraph.PlotWidget(parent, enableMenu=False)
    canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    canvas.setMouseEnabled(x=False, y=False)
    canvas.hideButtons()
    for side in ("bottom", "left"):
        # While there is no label yet: told so later, the axis would stay at the prefix that it has, such as 1000.
        canvas.getAxis(side).enableAutoSIPrefix(False)
    return canvas


def add_straight_line(canvas: Any, angle: float, **options: Any) -> Any:
    """A line from end to end, at 90 an upright one; hidden at first, and no axis makes room for it."""
    import pyqtgraph

    line = pyqtgraph.InfiniteLine(angle=angle, **options)
    line.hide()
    canvas.addItem(line, ignoreBounds=True)
    return line


def dress(canvas: Any, lower: str, left: str, look: Look) -> None:
    """Name the axes, and draw them in a theme and a text size."""
    theme, font = look.theme, look.font(Type.CAPTION)
    canvas.setBackground(theme.surface)
    for side, text in (("bottom", lower), ("left", left)):
        axis = canvas.getAxis(side)
        axis.setPen(theme.line)
        axis.setTextPen(theme.muted)
        axis.setTickFont(font)
        axis.setLabel(text, **{"color": theme.text, "font-size": f"{font.pointSizeF():.1f}pt"})


def line_pen(color: str | QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A pen for a line, `width` in pixels."""
    pen = QPen(QColor(color), width, style)
    # Otherwise the width would be one of the axes' units.
    pen.setCosmetic(True)
    return pen


def place_on(canvas: Any, x: float, y: float) -> QPointF:
    """Where a point stands, in pixels of the widget that holds the canvas."""
    inside = canvas.mapFromScene(canvas.getViewBox().mapViewToScene(QPointF(x, y)))
    return QPointF(canvas.viewport().mapTo(canvas.parentWidget(), inside))


class Pointer(QObject):
    """Follows the pointer over a canvas; the wheel is left to the page that it stands on, for axes would take it.

    moved(x): where it is on the lower axis; None once it has gone.
    """

    moved = Signal(object)

    def __init__(self, canvas: Any) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        canvas.viewport().installEventFilter(self)
        canvas.viewport().setMouseTracking(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseMove:
            inside = self._canvas.mapToScene(event.position().toPoint())
            self.moved.emit(float(self._canvas.getViewBox().mapSceneToView(inside).x()))
        elif event.type() is QEvent.Type.Leave:
            self.moved.emit(None)
        elif event.type() is QEvent.Type.Wheel:
            event.ignore()
            return True
        return False
