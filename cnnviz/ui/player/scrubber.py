"""The way through all that is played."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot

from cnnviz.ui.slider import Slider


class Scrubber(Slider):
    """A slider over the values that are played: whole ones, so that a drag asks for no more than can be seen.

    went(values): a hand wants to be where so many values are there.
    """

    went = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("How far it has played")
        tip = "Drag through all that is played"
        self.setToolTip(tip)
        self.setStatusTip(tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumWidth(80)
        self._asked = 0
        self.actionTriggered.connect(self._on_action_triggered)

    def set_place(self, values: int, most: int) -> None:
        """Stand where `values` of `most` are there."""
        if self.maximum() != most:
            self.setRange(0, most)
            self.setPageStep(max(most // 10, 1))
        self._asked = values
        self.setValue(values)
        self.setAccessibleDescription(f"{values} of {most} values")

    @Slot()
    def _on_action_triggered(self) -> None:
        if self.sliderPosition() != self._asked:
            self._asked = self.sliderPosition()
            self.went.emit(self._asked)
