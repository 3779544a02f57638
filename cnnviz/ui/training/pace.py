"""How fast training goes: from one step a second to flat out."""

from __future__ import annotations

import math

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from cnnviz.ui.slider import Slider
from cnnviz.ui.theme import Look

#: Steps a second at each place of the slider.
PACES = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, math.inf)
_TIP = "How many steps a second: drag it, also while it runs"


class Pace(QWidget):
    """A slider with its pace in words.

    paced(steps): so many steps a second are wanted at most; infinity for flat out.
    """

    paced = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.slider = Slider()
        self.slider.setRange(0, len(PACES) - 1)
        self.slider.setPageStep(2)
        self.slider.setAccessibleName("Speed")
        self.slider.setToolTip(_TIP)
        self.slider.setStatusTip(_TIP)
        self.slider.actionTriggered.connect(self._on_action_triggered)
        self._title, self._words = QLabel("&Speed"), QLabel()
        self._title.setBuddy(self.slider)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self._title, self.slider, self._words):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.set_pace(math.inf)

    def set_pace(self, pace: float) -> None:
        """Show a pace, at the nearest place."""
        at = next((at for at, known in enumerate(PACES) if pace <= known), len(PACES) - 1)
        self.slider.setValue(at)
        self._words.setText(_words(pace))
        self.slider.setAccessibleDescription(_words(pace))

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        for label in (self._title, self._words):
            label.setFont(look.font())
        self.slider.setFixedWidth(look.length(84))
        # As wide as the widest words, so that nothing moves beside them.
        self._words.setFixedWidth(max(self._words.fontMetrics().horizontalAdvance(_words(pace)) for pace in PACES) + 2)

    @Slot()
    def _on_action_triggered(self) -> None:
        self.paced.emit(PACES[self.slider.sliderPosition()])


def _words(pace: float) -> str:
    return "flat out" if pace == math.inf else f"{pace:g} a second"
