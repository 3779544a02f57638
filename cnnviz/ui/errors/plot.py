"""The curve of the error against one weight, with the weight's place and slope on it."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from cnnviz.engine.arrays import Array
from cnnviz.model.errors.nudge import Nudge
from cnnviz.ui.plot import Pointer, add_straight_line, dress, line_pen, make_canvas, place_on
from cnnviz.ui.theme import Look

#: How far the tangent goes to both sides, as a share of the curve's width.
TANGENT = 0.22
#: A curve that is flatter than this share of its height fills no plot: noise would look like a valley.
FLATTEST = 0.05
#: And so little error is the least that a plot spans.
LEAST = 0.01


class NudgePlot(QWidget):
    """The curve, the point on it, and the tangent there.

    pointed(value): the pointer is at this weight; None where it is nowhere.
    laid_out(left, right): where the plot begins and ends, in pixels of this widget.
    """

    pointed = Signal(object)
    laid_out = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._nudge: Nudge | None = None
        self._labels = ("weight", "error")
        self.setAccessibleName("Error against the weight")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._canvas = self._make()
        layout.addWidget(self._canvas)
        self.set_look(self._look)

    def _make(self) -> Any:
        canvas = make_canvas(self)
        canvas.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        canvas.disableAutoRange()
        canvas.showGrid(x=True, y=True, alpha=0.15)
        canvas.getPlotItem().layout.setContentsMargins(0, 4, 14, 0)
        self._curve = canvas.plot(antialias=True, connect="finite")
        self._tangent = canvas.plot(antialias=True)
        self._point = canvas.plot(antialias=True, symbol="o", pen=None)
        self._pointer = add_straight_line(canvas, 90)
        Pointer(canvas).moved.connect(self._on_pointer_moved)
        canvas.getViewBox().sigResized.connect(self._on_resized)
        return canvas

    # What is shown

    @property
    def curve(self) -> tuple[Array, Array]:
        """The points that are drawn."""
        values, errors = self._curve.getData()
        return values, errors

    @property
    def point(self) -> tuple[float, float]:
        """Where the weight stands."""
        values, errors = self._point.getData()
        return float(values[0]), float(errors[0])

    def place_of(self, value: float, error: float) -> QPointF:
        """Where a weight and an error stand, in pixels of this widget."""
        return place_on(self._canvas, value, error)

    def name_axes(self, weight: str, error: str) -> None:
        """Name what is drawn against what."""
        if (weight, error) != self._labels:
            self._labels = weight, error
            dress(self._canvas, *self._labels, self._look)

    def show_nudge(self, nudge: Nudge | None) -> None:
        """Draw a curve; None for none."""
        self._nudge = nudge
        for item in (self._curve, self._tangent, self._point):
            item.setVisible(nudge is not None)
        if nudge is None:
            return
        self._curve.setData(nudge.values, nudge.errors)
        is_finite = np.isfinite(nudge.slope) and np.isfinite(nudge.error)
        reach = 2 * nudge.limit * TANGENT if is_finite else 0.0
        left, right = (nudge.slope, nudge.slope) if nudge.kink is None else (nudge.kink.left, nudge.kink.right)
        aside = np.array([-reach, 0.0, reach])
        rise = np.where(aside < 0.0, left, right) * aside if is_finite else aside
        self._tangent.setData(nudge.value + aside, nudge.error + rise if is_finite else aside)
        self._tangent.setVisible(bool(is_finite))
        self._point.setData([nudge.value], [nudge.error])
        self._frame(nudge)

    def _frame(self, nudge: Nudge) -> None:
        """Let the whole curve fill the plot; it keeps its frame while the weight walks along it."""
        self._canvas.setXRange(-nudge.limit, nudge.limit, padding=0)
        errors = nudge.errors[np.isfinite(nudge.errors)]
        if not errors.size:
            return
        low, high = float(errors.min()), float(errors.max())
        missing = max(max(FLATTEST * high, LEAST) - (high - low), 0.0)
        bottom = max(low - missing / 2, 0.0)
        self._canvas.setYRange(bottom, bottom + high - low + missing, padding=0.1)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        theme = look.theme
        self.setMinimumSize(120, look.length(90))
        dress(self._canvas, *self._labels, look)
        self._curve.setPen(line_pen(theme.accent, 2.5))
        self._tangent.setPen(line_pen(theme.positive, 2.5, Qt.PenStyle.DashLine))
        self._point.setSymbolBrush(theme.positive)
        self._point.setSymbolPen(line_pen(theme.surface, 2))
        self._point.setSymbolSize(look.length(13))
        self._pointer.setPen(line_pen(theme.muted, 1, Qt.PenStyle.DotLine))

    @Slot()
    def _on_resized(self) -> None:
        box = self._canvas.getViewBox().sceneBoundingRect()
        self.laid_out.emit(round(box.left()), round(box.right()))

    # What is asked about

    @Slot(object)
    def _on_pointer_moved(self, value: float | None) -> None:
        if value is None:
            self._pointer.hide()
            self.pointed.emit(None)
        elif self._nudge is not None:
            self._ask(value, self._nudge.limit)

    def _ask(self, value: float, limit: float) -> None:
        is_within = abs(value) <= limit
        self._pointer.setVisible(is_within)
        self._pointer.setValue(value)
        self.pointed.emit(value if is_within else None)
