"""One quantity over the steps of a run."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cnnviz.engine.arrays import Array
from cnnviz.ui.plot import Pointer, add_straight_line, dress, line_pen, make_canvas
from cnnviz.ui.theme import Look, Type
from cnnviz.ui.training.lines import finite, smoothed, thinned

_EMPTY = np.empty(0)
#: Errors below this are drawn as this: a logarithm has no 0.
_SMALLEST = 1e-6
#: Of the height, beyond either end of an axis that is fixed: half a number stands there.
_MARGIN = 0.1
_MOST_DOTS = 20
#: How many steps the axis is for while there are none, and while there are fewer than that.
_EMPTY_STEPS, _FEW_STEPS = 100, 10
#: How much of its colour the line of single batches has, of 255.
_FAINT = 70


class Plot(QWidget):
    """The training samples' line, smoothed, with each batch faint behind it, and the test samples' line with dots.

    pointed(step): the pointer asks about this step; None where it has gone.
    """

    pointed = Signal(object)

    def __init__(self, name: str, left: str, top: float | None = None) -> None:
        super().__init__()
        self._left, self._top = left, top
        self._look = Look()
        self._is_logarithmic = False
        self._trained, self._tested = (_EMPTY, _EMPTY), (_EMPTY, _EMPTY)
        self._position: float | None = None
        self._canvas: Any = None
        self.setAccessibleName(name)
        self.setMinimumSize(100, 70)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    def set_lines(self, trained: tuple[Array, Array], tested: tuple[Array, Array]) -> None:
        """Draw these: steps and values, each two rows of equal length."""
        self._trained, self._tested = trained, tested
        self._draw()

    def set_position(self, position: float | None) -> None:
        """Mark the step that the window shows, where that is not the last."""
        if position != self._position:
            self._position = position
            self._mark()

    def set_pointed(self, step: float | None) -> None:
        """Mark the step that is asked about."""
        if self._canvas is not None:
            self._cursor.setVisible(step is not None)
            self._cursor.setValue(step or 0.0)

    def set_logarithmic(self, *, is_logarithmic: bool) -> None:
        """Draw powers of ten at equal distances."""
        self._is_logarithmic = is_logarithmic
        if self._canvas is not None:
            self._canvas.setLogMode(x=False, y=is_logarithmic)
            self._draw()

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        self._dress()

    def showEvent(self, event: QShowEvent) -> None:
        if self._canvas is None:
            self._make()
        super().showEvent(event)

    def _make(self) -> None:
        self._canvas = canvas = make_canvas(self)
        canvas.showGrid(x=False, y=True, alpha=0.12)
        if self._top is not None:
            canvas.setYRange(0.0, self._top, padding=_MARGIN)
        self._batches = canvas.plot()
        self._mean = canvas.plot(antialias=True)
        self._tests = canvas.plot()
        for line in (self._mean, self._tests, self._batches):
            # As one path, a line that goes up and down a lot takes Qt seconds to paint.
            line.curve.setSegmentedLineMode("on")
        self._dots = canvas.plot(antialias=True, pen=None, symbol="o")
        self._place, self._cursor = add_straight_line(canvas, 90), add_straight_line(canvas, 90)
        canvas.setLogMode(x=False, y=self._is_logarithmic)
        Pointer(canvas).moved.connect(self.pointed)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(canvas)
        self._dress()
        self._draw()
        self._mark()

    def _dress(self) -> None:
        if self._canvas is None:
            return
        theme, canvas = self._look.theme, self._canvas
        dress(canvas, "step", self._left, self._look)
        # The number at the top may stand out a little: it is the one that is looked for.
        canvas.getAxis("left").setStyle(hideOverlappingLabels=False)
        canvas.getAxis("bottom").setHeight(round(2.3 * QFontMetrics(self._look.font(Type.CAPTION)).height()))
        faint = QColor(theme.negative)
        faint.setAlpha(_FAINT)
        self._batches.setPen(line_pen(faint, 1.0))
        self._mean.setPen(line_pen(theme.negative, 2.5))
        self._tests.setPen(line_pen(theme.positive, 2.0))
        for dots, color in ((self._mean, theme.negative), (self._dots, theme.positive)):
            dots.setSymbolBrush(color)
            dots.setSymbolPen(color)
            dots.setSymbolSize(self._look.length(6))
        self._place.setPen(line_pen(theme.accent, 2.0))
        self._cursor.setPen(line_pen(theme.muted, 1.0, Qt.PenStyle.DotLine))

    def _draw(self) -> None:
        if self._canvas is None:
            return
        steps, values = finite(*self._trained)
        if len(steps) and steps[-1] > _FEW_STEPS:
            self._canvas.enableAutoRange(x=True)
        else:
            self._canvas.setXRange(0, _FEW_STEPS if len(steps) else _EMPTY_STEPS, padding=0.02)
        # One point alone makes no line.
        self._mean.setSymbol("o" if len(steps) == 1 else None)
        self._batches.setData(*self._drawable(*thinned(steps, values)))
        self._mean.setData(*self._drawable(*thinned(steps, smoothed(values))))
        tested, tests = finite(*self._tested)
        self._tests.setData(*self._drawable(*thinned(tested, tests)))
        # Dots tell the lines apart for eyes that do not tell colours apart; too many would be a band.
        every = -(-len(tested) // _MOST_DOTS) or 1
        self._dots.setData(*self._drawable(tested[::every], tests[::every]))

    def _drawable(self, steps: Array, values: Array) -> tuple[Array, Array]:
        return steps, np.maximum(values, _SMALLEST) if self._is_logarithmic else values

    def _mark(self) -> None:
        if self._canvas is not None:
            self._place.setVisible(self._position is not None)
            self._place.setValue(self._position or 0.0)
