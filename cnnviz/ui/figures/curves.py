"""The course of a training run as a figure: error and share of right answers over the steps."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from cnnviz.engine.arrays import Array
from cnnviz.model.run import Curves
from cnnviz.ui.figures.figure import Figure
from cnnviz.ui.theme import Look
from cnnviz.ui.training.lines import finite, smoothed, thinned

WIDTH, HEIGHT, MARGIN = 1200, 440, 16
#: In points: what stands above the plots, below each, and left of it.
ABOVE, BELOW, LEFT = 56, 60, 76
LETTERS, CAPTION = 18, 15
#: No axis has more numbers.
MOST_TICKS = 6
#: So many dots tell the test samples' line from the other.
MOST_DOTS = 20
#: How much of its colour the line of single batches has, of 255.
FAINT = 70
_Line = tuple[Array, Array]


@dataclass(frozen=True, eq=False)
class Axes:
    """A plot's place, and what its axes are of. right, top: the numbers at their ends; they begin with 0."""

    rect: QRectF
    title: str
    right: float
    top: float

    def place(self, x: float, y: float) -> QPointF:
        rect = self.rect
        return QPointF(rect.left() + x / self.right * rect.width(), rect.bottom() - y / self.top * rect.height())

    def places(self, steps: Array, values: Array) -> list[QPointF]:
        return [self.place(x, y) for x, y in zip(steps.tolist(), values.tolist(), strict=True)]


def curves_figure(curves: Curves, look: Look) -> Figure:
    """The training samples' lines, smoothed, with each batch faint behind them, and the test samples' with dots.

    curves: of one step at least.
    """
    error = finite(curves.steps, curves.losses), finite(curves.test_steps, curves.test_losses)
    right = (curves.steps, 100 * curves.accuracies), finite(curves.test_steps, 100 * curves.test_accuracies)
    largest = max((float(values.max()) for _, values in error if len(values)), default=0.0) or 1.0
    last, half = float(curves.steps[-1]), WIDTH / 2
    room = QRectF(MARGIN + LEFT, MARGIN + ABOVE, half - 3 * MARGIN - LEFT, HEIGHT - 2 * MARGIN - ABOVE - BELOW)

    def paint(painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_key(painter, look)
        _paint(painter, Axes(room, "error", last, largest), error, look)
        _paint(painter, Axes(room.translated(half, 0), "% right", last, 100.0), right, look)

    return Figure("The training run", WIDTH, HEIGHT, look.theme.surface, paint)


def ticks(top: float, closest: float = 0.0) -> list[float]:
    """Round numbers from 0 to `top`, which is more than 0; few enough to be read, and none closer than that."""
    least = max(top / (MOST_TICKS - 1), closest)
    power = 10.0 ** math.floor(math.log10(least))
    step = next(step for step in (power, 2 * power, 5 * power, 10 * power) if step >= least * (1 - 1e-9))
    return [index * step for index in range(MOST_TICKS + 1) if index * step <= top * (1 + 1e-9)]


def _paint_key(painter: QPainter, look: Look) -> None:
    painter.setFont(look.letters(LETTERS))
    for left, name, color in ((0, "training", look.theme.negative), (190, "test", look.theme.positive)):
        begin = QPointF(MARGIN + LEFT + left, MARGIN + LETTERS / 2)
        painter.setPen(QPen(QColor(color), 3))
        painter.drawLine(begin, begin + QPointF(44, 0))
        if name == "test":
            _paint_dots(painter, [begin + QPointF(22, 0)], color)
        painter.setPen(QColor(look.theme.text))
        painter.drawText(begin + QPointF(54, LETTERS * 0.35), name)


def _paint(painter: QPainter, axes: Axes, lines: tuple[_Line, _Line], look: Look) -> None:
    _paint_axes(painter, axes, look)
    (steps, values), (tested, tests) = lines
    faint = QColor(look.theme.negative)
    faint.setAlpha(FAINT)
    for color, width, line in (
        (faint, 1.0, thinned(steps, values)),
        (QColor(look.theme.negative), 2.5, thinned(steps, smoothed(values))),
        (QColor(look.theme.positive), 2.0, thinned(tested, tests)),
    ):
        painter.setPen(QPen(color, width))
        painter.drawPolyline(QPolygonF(axes.places(*line)))
    every = -(-len(tested) // MOST_DOTS) or 1
    _paint_dots(painter, axes.places(tested[::every], tests[::every]), look.theme.positive)


def _paint_axes(painter: QPainter, axes: Axes, look: Look) -> None:
    rect, theme = axes.rect, look.theme
    painter.setFont(look.letters(CAPTION))
    for number in ticks(axes.top):
        y = axes.place(0, number).y()
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
        painter.setPen(QColor(theme.muted))
        beside = QRectF(rect.left() - LEFT, y - CAPTION, LEFT - 8, 2 * CAPTION)
        painter.drawText(beside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{number:g}")
    # There are no halves of a step.
    for number in ticks(axes.right, 1.0):
        below = QRectF(axes.place(number, 0).x() - 60, rect.bottom() + 6, 120, 1.5 * CAPTION)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, f"{number:,.10g}")
    painter.setPen(QPen(QColor(theme.muted), 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    painter.setPen(QColor(theme.text))
    painter.drawText(QRectF(rect.left(), rect.bottom() + 30, rect.width(), 30), Qt.AlignmentFlag.AlignHCenter, "step")
    painter.drawText(QPointF(rect.left(), rect.top() - 8), axes.title)


def _paint_dots(painter: QPainter, places: list[QPointF], color: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    for place in places:
        painter.drawEllipse(place, 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
