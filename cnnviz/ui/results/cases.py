"""Accuracy against one trickier case: a curve."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cnnviz.model.results.cases import CASES, CaseCurve
from cnnviz.model.results.words import describe_case
from cnnviz.ui.drop_down import DropDown
from cnnviz.ui.line import Line
from cnnviz.ui.results.plot import Curve, Plot
from cnnviz.ui.theme import Look, Type


class CasesSection(QWidget):
    """A chooser of the case, one sentence, and the curve.

    case_chosen(case): the one to try.
    """

    case_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._curve: CaseCurve | None = None
        self.which = DropDown()
        for case in CASES:
            self.which.addItem(case.title, case)
        self.which.setAccessibleName("Trickier case")
        self.which.setStatusTip("How the pictures of X and O differ from the lecture's; nothing else changes")
        self.which.activated.connect(self._on_which_activated)
        self.reading = Line("Accuracy")
        self.plot = Plot("Accuracy in this trickier case", CASES[0].axis, "Right answers in %", top=100.0)
        self.plot.pointed.connect(self._on_pointed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.reading)
        layout.addWidget(self.plot, 1)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What stands above while this is shown."""
        return (self.which,)

    def set_curve(self, curve: CaseCurve) -> None:
        """Show how many are right at each value."""
        self._curve = curve
        self.which.setCurrentIndex(CASES.index(curve.case))
        self.plot.set_lower(curve.case.axis)
        self.plot.set_level(100 * curve.chance, f"guessing: {100 * curve.chance:.3g} %")
        x, y = np.array(curve.case.shown), 100 * np.array(curve.accuracies)
        self.plot.set_curves([Curve(x, y, lambda theme: theme.accent, marks=True)])
        self._on_pointed(None)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self.which.setFont(look.font())
        self.reading.setFont(look.font(Type.TITLE, bold=True))
        self.plot.set_look(look)

    @Slot(int)
    def _on_which_activated(self, index: int) -> None:
        self.case_chosen.emit(CASES[index])

    @Slot(object)
    def _on_pointed(self, x: float | None) -> None:
        if self._curve is not None:
            place = None if x is None else self._curve.case.shown.index(x)
            self.reading.set_text(describe_case(self._curve, place))
