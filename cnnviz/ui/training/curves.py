"""Error and accuracy over a run, side by side."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cnnviz.engine.arrays import Array
from cnnviz.model.numbers import format_share
from cnnviz.model.run import NO_CURVES, Curves
from cnnviz.ui.line import Line
from cnnviz.ui.theme import Look, Type
from cnnviz.ui.training.plot import Plot

#: Milliseconds from one drawing of the curves to the next.
PAUSE = 100


class CurvePlots(QWidget):
    """Two plots, with their values under the pointer."""

    def __init__(self) -> None:
        super().__init__()
        self._curves, self._drawn = NO_CURVES, NO_CURVES
        self._look = Look()
        self.error, self.accuracy = Plot("Error over the steps", "error"), Plot("Share right", "% right", 100.0)
        self.key, self.values = QLabel(), Line("Values under the pointer")
        self.is_logarithmic = QCheckBox("&Log scale")
        self.is_logarithmic.setStatusTip("Draw the error so that each power of ten has the same height")
        self.is_logarithmic.clicked.connect(self._on_log_clicked)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)
        for plot in (self.error, self.accuracy):
            plot.pointed.connect(self._on_pointed)
        self._lay_out()

    @property
    def is_up_to_date(self) -> bool:
        """Whether what is drawn is what was last set."""
        return self._drawn is self._curves

    def set_curves(self, curves: Curves) -> bool:
        """Show these; where they come quickly, only the newest of them, so that drawing them takes no one's time.

        Returns whether they were drawn at once.
        """
        self._curves = curves
        is_due = not self._timer.isActive()
        if is_due:
            self._draw()
        return is_due

    def set_position(self, position: int | None) -> None:
        """Mark the step that the window shows; None where that is the last."""
        for plot in (self.error, self.accuracy):
            plot.set_position(position)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        theme = look.theme
        self.key.setFont(look.font(Type.CAPTION))
        self.key.setText(
            f'<span style="color:{theme.negative}"><b>━━</b></span> training&nbsp;&nbsp; '
            f'<span style="color:{theme.positive}"><b>╍●╍</b></span> test'
        )
        self.values.setFont(look.font(Type.CAPTION))
        self.is_logarithmic.setFont(look.font(Type.CAPTION))
        for plot in (self.error, self.accuracy):
            plot.set_look(look)

    def stop(self) -> None:
        """Draw no more."""
        self._timer.stop()

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(12)
        above.addWidget(self.key)
        above.addWidget(self.values, 1)
        above.addWidget(self.is_logarithmic)
        plots = QHBoxLayout()
        plots.setSpacing(8)
        plots.addWidget(self.error, 1)
        plots.addWidget(self.accuracy, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(above)
        layout.addLayout(plots, 1)

    def _draw(self) -> None:
        if self.is_up_to_date:
            return
        curves = self._drawn = self._curves
        self.error.set_lines((curves.steps, curves.losses), (curves.test_steps, curves.test_losses))
        self.accuracy.set_lines(
            (curves.steps, 100 * curves.accuracies), (curves.test_steps, 100 * curves.test_accuracies)
        )
        self._timer.start(PAUSE)

    @Slot()
    def _on_timeout(self) -> None:
        self._draw()

    @Slot(bool)
    def _on_log_clicked(self, is_logarithmic: bool) -> None:
        self.error.set_logarithmic(is_logarithmic=is_logarithmic)

    @Slot(object)
    def _on_pointed(self, step: float | None) -> None:
        curves = self._drawn
        at = None if step is None or not len(curves.steps) else _nearest(curves.steps, step)
        for plot in (self.error, self.accuracy):
            plot.set_pointed(None if at is None else float(curves.steps[at]))
        self.values.set_text("" if at is None else _values(curves, at))


def _nearest(places: Array, place: float) -> int:
    after = int(np.searchsorted(places, place))
    beside = [at for at in (after - 1, after) if 0 <= at < len(places)]
    return min(beside, key=lambda at: abs(places[at] - place))


def _values(curves: Curves, at: int) -> str:
    """What was measured at a step, and in the last test by then."""
    step = curves.steps[at]
    told = f"step {step:,.0f}: error {curves.losses[at]:.3g}, {format_share(curves.accuracies[at])} right"
    tested = int(np.searchsorted(curves.test_steps, step, side="right")) - 1
    if tested >= 0 and np.isfinite(curves.test_losses[tested]):
        loss, accuracy = curves.test_losses[tested], curves.test_accuracies[tested]
        told += f"; test {loss:.3g}, {format_share(accuracy)}"
    return told
