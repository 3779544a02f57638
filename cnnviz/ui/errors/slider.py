"""A slider for one weight."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStyle, QStyleOptionSlider

from cnnviz.ui.slider import Slider

#: So many steps to each side of 0; the last digit of what they stand for is a whole one.
STEPS = 100


class WeightSlider(Slider):
    """Nudges a weight between two ends. It is moved, turned, and stepped by keys; one drag is one gesture.

    A weight between two steps stands as near as it can, and keeps its digits until a hand moves it.

    nudged(value, gesture): the hand wants this value.
    let_go(): the hand has left it.
    """

    nudged = Signal(float, object)
    let_go = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._limit = 1.0
        self._gesture = object()
        self.setRange(-STEPS, STEPS)
        self.setSingleStep(1)
        self.setPageStep(10)
        self.setAccessibleName("Weight")
        tip = "Nudge the weight up and down: drag, turn the wheel, or press the arrow keys"
        self.setToolTip(tip)
        self.setStatusTip(tip)
        self.sliderPressed.connect(self._on_pressed)
        self.sliderReleased.connect(self.let_go)
        self.actionTriggered.connect(self._on_action_triggered)

    def show_value(self, value: float, limit: float, text: str) -> None:
        """Show a weight between -limit and limit; `text` is how it is read."""
        self._limit = limit
        self.setAccessibleDescription(text)
        # Under the hand it stands where the hand has it, not where the last answer did.
        if not self.isSliderDown():
            self.setValue(round(STEPS * max(-1.0, min(value / limit, 1.0))))

    def inset(self) -> int:
        """How far the middle of the handle stays from both ends, in pixels."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        option.sliderPosition = self.minimum()
        part = QStyle.SubControl.SC_SliderHandle
        return self.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part, self).center().x()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._gesture = object()
        super().focusInEvent(event)

    @Slot()
    def _on_pressed(self) -> None:
        self._gesture = object()

    @Slot()
    def _on_action_triggered(self) -> None:
        # Only a hand triggers actions; the position has moved already, the value follows.
        position = self.sliderPosition()
        if position != self.value():
            self.nudged.emit(position * self._limit / STEPS, self._gesture)
