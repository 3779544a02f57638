"""Curves in labelled axes, with their values under the pointer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cnnviz.engine.arrays import Array
from cnnviz.ui.plot import Pointer, add_straight_line, dress, line_pen, make_canvas, place_on
from cnnviz.ui.theme import Look, Theme, Type


@dataclass(frozen=True, eq=False)
class Curve:
    """Points joined by a line: where they stand, and how they are drawn.

    color: picks one from a theme. style: solid, dashes; so that nobody needs the colour to tell curves apart.
    marks: whether each point has a dot.
    """

    x: Array
    y: Array
    color: Callable[[Theme], str]
    style: Qt.PenStyle = Qt.PenStyle.SolidLine
    marks: bool = False


class Plot(QWidget):
    """Curves, drawn once it is first shown. Arrow keys walk along them as the pointer does.

    top: where the left axis ends; at the highest point where None. grows: curves become longer while they are watched.

    pointed(x): the place on the lower axis that is asked about; None where there is none.
    """

    pointed = Signal(object)

    def __init__(self, name: str, lower: str, left: str, top: float | None = None, *, grows: bool = False) -> None:
        super().__init__()
        self._labels, self._top = (lower, left), top
        self._curves: tuple[Curve, ...] = ()
        self._level: tuple[float, str] | None = None
        self._x: float | None = None
        self._look = Look()
        self._canvas: Any = None
        self._lines: list[Any] = []
        self._styles: dict[Any, tuple[str, Qt.PenStyle, bool]] = {}
        self._grows = grows
        self._ends = (0.0, -1.0, -1.0)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)

    def set_lower(self, text: str) -> None:
        """Name the lower axis."""
        self._labels = text, self._labels[1]
        self._dress()

    def set_level(self, value: float, text: str) -> None:
        """Draw a level across all curves, and say what it is."""
        if self._level != (value, text):
            self._level = value, text
            self._dress()

    def set_curves(self, curves: Sequence[Curve]) -> None:
        """Show these."""
        self._curves = tuple(curves)
        self._draw()

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        self.setMinimumSize(look.length(120), look.length(70))
        self._dress()

    def place_of(self, x: float, y: float) -> QPointF:
        """Where a point of the curves stands, in pixels of this widget. It has to be shown."""
        return place_on(self._canvas, x, y)

    # How it is drawn

    def showEvent(self, event: QShowEvent) -> None:
        if self._canvas is None:
            self._make()
        super().showEvent(event)

    def _make(self) -> None:
        self._canvas = canvas = make_canvas(self)
        beginning = {"position": 0.02, "anchors": [(0, 0)] * 2}
        self._level_line = add_straight_line(canvas, 0, label="", labelOpts=beginning)
        self._cursor = add_straight_line(canvas, 90)
        Pointer(canvas).moved.connect(self._on_pointer_moved)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(canvas)
        self._dress()

    def _dress(self) -> None:
        if self._canvas is None:
            return
        dress(self._canvas, *self._labels, self._look)
        theme, caption = self._look.theme, self._look.font(Type.CAPTION)
        # Half of the topmost number stands above its axis.
        self._canvas.getPlotItem().layout.setContentsMargins(0, QFontMetricsF(caption).height() / 2, 0, 0)
        self._cursor.setPen(line_pen(theme.muted, 1, Qt.PenStyle.DotLine))
        self._level_line.setVisible(self._level is not None)
        if self._level is not None:
            self._level_line.setPen(line_pen(theme.muted, 2, Qt.PenStyle.DashLine))
            self._level_line.setValue(self._level[0])
            self._level_line.label.setFormat(self._level[1])
            self._level_line.label.setFont(caption)
            self._level_line.label.setColor(theme.muted)
        self._draw()

    def _draw(self) -> None:
        if self._canvas is None:
            return
        while len(self._lines) < len(self._curves):
            self._lines.append(self._canvas.plot(antialias=True))
        for line, curve in zip(self._lines, self._curves, strict=True):
            self._style(line, curve)
            line.setData(curve.x, curve.y)
        self._frame()

    def _style(self, line: Any, curve: Curve) -> None:
        """Whatever is set draws the line anew, so nothing is that has not changed."""
        color = curve.color(self._look.theme)
        wanted = color, curve.style, curve.marks
        if self._styles.get(line) == wanted:
            return
        self._styles[line] = wanted
        line.setPen(line_pen(color, 2.5, curve.style))
        line.setSymbol("o" if curve.marks else None)
        line.setSymbolBrush(color)
        line.setSymbolPen(color)

    def _frame(self) -> None:
        """Let the axes hold all points, with room to grow where they do: new axes take longer than longer curves."""
        if not self._curves:
            return
        left, right = (float(end([end(curve.x) for curve in self._curves])) for end in (np.min, np.max))
        high = float(np.max([np.max(curve.y) for curve in self._curves]))
        if self._grows:
            right, high = _roomy(right, self._ends[1]), _roomy(high, self._ends[2])
        ends = left, right, self._top or high
        if ends != self._ends and np.isfinite(ends).all():
            self._ends = ends
            self._canvas.setXRange(left, right, padding=0.02)
            self._canvas.setYRange(0.0, ends[2], padding=0.04)

    # What is asked about

    @Slot(object)
    def _on_pointer_moved(self, x: float | None) -> None:
        self._point(None if x is None else self._nearest(x))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key, places = Qt.Key(event.key()), self.places
        if key not in steps or not len(places):
            super().keyPressEvent(event)
            return
        at = int(np.searchsorted(places, places[0] if self._x is None else self._x))
        step = steps[key] if self._x is not None else 0
        self._point(float(places[max(0, min(at + step, len(places) - 1))]))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._point(None)
        super().focusOutEvent(event)

    @property
    def places(self) -> Array:
        """Where there are points on the lower axis, in order."""
        return np.unique(np.concatenate([curve.x for curve in self._curves])) if self._curves else np.empty(0)

    def _nearest(self, x: float) -> float | None:
        places = self.places
        return float(places[np.abs(places - x).argmin()]) if len(places) else None

    def _point(self, x: float | None) -> None:
        if x == self._x:
            return
        self._x = x
        self._cursor.setVisible(x is not None)
        if x is not None:
            self._cursor.setValue(x)
        self.pointed.emit(x)


def _roomy(end: float, known: float) -> float:
    """An end of an axis a good deal beyond `end`; the `known` one while that will do."""
    return known if end <= known <= 3.0 * end else 1.3 * end or 1.0
