"""The way back through what was learned."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot

from cnnviz.ui.slider import Slider


class Scrubber(Slider):
    """A slider over the steps of a run.

    went(step): a hand wants to see this one.
    """

    went = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Step of the run")
        tip = "Drag back to see filters, maps and votes as they were; Run goes on from there"
        self.setToolTip(tip)
        self.setStatusTip(tip)
        self.setEnabled(False)
        self.actionTriggered.connect(self._on_action_triggered)

    def set_place(self, position: int, steps: int) -> None:
        """Stand at `position` of so many steps; of 0 steps nothing can be seen."""
        self.setEnabled(steps > 0)
        if self.maximum() != steps:
            self.setRange(0, steps)
            self.setPageStep(max(steps // 10, 1))
            self.setSingleStep(max(steps // 100, 1))
        # Under the hand it stands where the hand has it, not at the nearest step that was kept.
        if not self.isSliderDown():
            self.setValue(position)

    @Slot()
    def _on_action_triggered(self) -> None:
        self.went.emit(self.sliderPosition())
