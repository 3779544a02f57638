"""The race: backpropagation and nudging side by side."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cnnviz.engine.arrays import Array
from cnnviz.model.results.race import Standing
from cnnviz.model.results.words import describe_backpropagation, describe_errors, describe_nudging
from cnnviz.ui.drop_down import DropDown
from cnnviz.ui.line import Line
from cnnviz.ui.results.plot import Curve, Plot
from cnnviz.ui.theme import Look, Theme, Type

#: How much computing time passes in a second on the screen.
SPEEDS = {"100 × slower": 0.01, "10 × slower": 0.1, "Full speed": math.inf}
_AXES = {"by time": "Computing time of each, in milliseconds", "by pictures": "Pictures looked at"}
_BEFORE = "Both begin with the same weights and get the same computing time."
_BACKPROPAGATION, _NUDGING = Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine


def _accent(theme: Theme) -> str:
    return theme.accent


def _orange(theme: Theme) -> str:
    return theme.positive


class RaceSection(QWidget):
    """Start and stop, how far each has come, and both errors as curves.

    start_asked(), stop_asked(): the button was pressed. speed_chosen(speed): seconds of computing in a second.
    """

    start_asked = Signal()
    stop_asked = Signal()
    speed_chosen = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._standing: Standing | None = None
        self._is_running = False
        self._x: float | None = None
        self._sentence = _BEFORE
        self.start = QPushButton("Start")
        self.start.clicked.connect(self._on_start_clicked)
        self.speed, self.axis = DropDown(), DropDown()
        self.speed.addItems(list(SPEEDS))
        self.speed.setAccessibleName("Speed of the race")
        self.speed.setStatusTip("Slow motion, for eyes to follow; both are slowed down alike")
        self.speed.activated.connect(self._on_speed_activated)
        self.axis.addItems(list(_AXES))
        self.axis.setAccessibleName("What the errors are drawn against")
        self.axis.setStatusTip("Draw both errors against their computing time, or against the pictures they looked at")
        self.axis.activated.connect(self._on_axis_activated)
        self._keys = (_Key(_accent, _BACKPROPAGATION), _Key(_orange, _NUDGING))
        self._names = (QLabel("Backpropagation"), QLabel("Nudging"))
        self.lines = (Line("Backpropagation"), Line("Nudging"))
        self.reading = Line("Reading")
        self.plot = Plot("Error of both", next(iter(_AXES.values())), "Error", grows=True)
        self.plot.pointed.connect(self._on_pointed)
        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(2, 1)
        for row, widgets in enumerate(zip(self._keys, self._names, self.lines, strict=True)):
            for column, widget in enumerate(widgets):
                grid.addWidget(widget, row, column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(grid)
        layout.addWidget(self.reading)
        layout.addWidget(self.plot, 1)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What stands above while this is shown."""
        return self.start, self.speed, self.axis

    @property
    def chosen_speed(self) -> float:
        """Seconds of computing in a second on the screen."""
        return SPEEDS[self.speed.currentText()]

    def set_running(self, *, is_running: bool) -> None:
        """Offer to stop while the race goes on, and to start while it does not."""
        self._is_running = is_running
        self.start.setText("Stop" if is_running else "Start")

    def set_standing(self, standing: Standing) -> None:
        """Show how far both have come."""
        self._standing, self._sentence = standing, _BEFORE
        self._show()

    def set_sentence(self, text: str) -> None:
        """Say why there is no race."""
        self._sentence = text
        self._read()

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        for widget in (self.start, self.speed, self.axis):
            widget.setFont(look.font())
        for key in self._keys:
            key.set_look(look)
        for name, line in zip(self._names, self.lines, strict=True):
            name.setFont(look.font(Type.TITLE, bold=True))
            line.setFont(look.font(Type.TITLE))
        self.reading.setFont(look.font())
        self.reading.set_color(look.theme.muted)
        self.plot.set_look(look)

    @property
    def _by_pictures(self) -> bool:
        return self.axis.currentIndex() == 1

    def _show(self) -> None:
        standing = self._standing
        if standing is not None:
            self.lines[0].set_text(describe_backpropagation(standing.backpropagation))
            self.lines[1].set_text(describe_nudging(standing))
            first, second = (lane.against(by_pictures=self._by_pictures) for lane in standing.lanes)
            end = max(first[0][-1], second[0][-1])
            self.plot.set_curves(
                [_curve(first, end, _accent, _BACKPROPAGATION), _curve(second, end, _orange, _NUDGING)]
            )
        self._read()

    def _read(self) -> None:
        if self._standing is None or self._x is None:
            self.reading.set_text(self._sentence)
        else:
            self.reading.set_text(describe_errors(self._standing, self._x, by_pictures=self._by_pictures))

    @Slot()
    def _on_start_clicked(self) -> None:
        if self._is_running:
            self.stop_asked.emit()
        else:
            self.start_asked.emit()

    @Slot()
    def _on_speed_activated(self) -> None:
        self.speed_chosen.emit(self.chosen_speed)

    @Slot()
    def _on_axis_activated(self) -> None:
        self.plot.set_lower(_AXES[self.axis.currentText()])
        self._show()

    @Slot(object)
    def _on_pointed(self, x: float | None) -> None:
        self._x = x
        self._read()


def _curve(points: tuple[Array, Array], end: float, color: Callable[[Theme], str], style: Qt.PenStyle) -> Curve:
    """The error, level from where the runner stopped on to the `end` of the axis."""
    x, y = points
    return Curve(np.append(x, end), np.append(y, y[-1]), color, style)


class _Key(QWidget):
    """A piece of a curve, to know it by."""

    def __init__(self, color: Callable[[Theme], str], style: Qt.PenStyle) -> None:
        super().__init__()
        self._color, self._style = color, style
        self.set_look(Look())

    def set_look(self, look: Look) -> None:
        self._pen = QPen(QColor(self._color(look.theme)), 3, self._style)
        self.setFixedWidth(look.length(28))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(self._pen)
            middle = self.height() // 2
            painter.drawLine(0, middle, self.width(), middle)
