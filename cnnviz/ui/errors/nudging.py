"""One weight nudged up and down, and the error against it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from cnnviz.model.errors.nudge import Nudge, describe_slope
from cnnviz.model.numbers import NumberStyle, format_full
from cnnviz.ui.errors.picker import WeightPicker
from cnnviz.ui.errors.plot import NudgePlot
from cnnviz.ui.errors.slider import WeightSlider
from cnnviz.ui.theme import Look


class NudgeSide(QWidget):
    """Which weight, the curve, the slider below it, and the slope in words.

    Its signals are those of the picker and the slider.
    """

    def __init__(self) -> None:
        super().__init__()
        self._nudge: Nudge | None = None
        self._style = NumberStyle.TRUNCATED
        self._names = "", ""
        self.picker = WeightPicker()
        self.plot = NudgePlot()
        self.plot.pointed.connect(self._on_pointed)
        self.plot.laid_out.connect(self._on_laid_out)
        self.slider = WeightSlider()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._lay_out()

    def _lay_out(self) -> None:
        self._under_plot = QHBoxLayout()
        self._under_plot.addWidget(self.slider)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        self._rows.addWidget(self.picker)
        self._rows.addWidget(self.plot, 1)
        self._rows.addLayout(self._under_plot)
        self._rows.addWidget(self.words)

    @property
    def shown(self) -> Nudge | None:
        """The curve in sight."""
        return self._nudge

    def set_style(self, style: NumberStyle) -> None:
        """Write numbers in another way."""
        self._style = style
        self._write()

    def show_value(self, value: float, limit: float) -> None:
        """Show where the weight stands between -limit and limit."""
        self.slider.show_value(value, limit, format_full(value, self._style))

    def name_axes(self, weight: str, error: str) -> None:
        """Name what is nudged, and how its error is measured."""
        self._names = weight, error
        self._name_axes()

    def show_nudge(self, nudge: Nudge) -> None:
        """Show a curve and where the weight stands on it."""
        self._nudge = nudge
        self.plot.show_nudge(nudge)
        self._name_axes()
        self._write()

    def wait(self) -> None:
        """Show no curve until there is one."""
        self.refuse("Computing the curve …")

    def refuse(self, sentence: str) -> None:
        """Show no curve, and say why."""
        self._nudge = None
        self.plot.show_nudge(None)
        self.words.setText(sentence)

    def set_look(self, look: Look, large: Look) -> None:
        """Draw in another theme or text size; what is read from afar in that of `large`."""
        self.picker.set_look(look)
        self.plot.set_look(large)
        self.words.setFont(large.font())
        # Two lines in any case, so that the plot does not jump.
        self.words.setMinimumHeight(2 * self.words.fontMetrics().lineSpacing())

    def set_picker_below(self, *, is_below: bool) -> None:
        """Let the curve come first, and below it which weight it is of; or above, where there is room for both."""
        place = self._rows.count() - 1 if is_below else 0
        if self._rows.indexOf(self.picker) != place:
            self._rows.removeWidget(self.picker)
            self._rows.insertWidget(place, self.picker)

    def _name_axes(self) -> None:
        weight, error = self._names
        count = self._nudge.pictures if self._nudge is not None else 1
        self.plot.name_axes(weight, error if count == 1 else f"{error}, mean of {count}")

    def _write(self) -> None:
        if self._nudge is not None:
            self._say(self._nudge.value, self._nudge.error, describe_slope(self._nudge, self._style))

    def _say(self, value: float, error: float, more: str = "") -> None:
        number, of_error = (format_full(each, self._style) for each in (value, error))
        self.words.setText(f"Weight {number}: error {of_error}. {more}")

    @Slot(object)
    def _on_pointed(self, value: float | None) -> None:
        if value is None or self._nudge is None:
            self._write()
        else:
            self._say(value, float(np.interp(value, self._nudge.values, self._nudge.errors)), "(under the pointer)")

    @Slot(int, int)
    def _on_laid_out(self, left: int, right: int) -> None:
        """Let the slider's handle stand below the point of the curve."""
        inset = self.slider.inset()
        self._under_plot.setContentsMargins(max(left - inset, 0), 0, max(self.plot.width() - right - inset, 0), 0)
