"""One dial of the generator: its name, a slider, and what it stands at."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLabel

from cnnviz.engine.samples import dial_title
from cnnviz.model.numbers import NumberWriter
from cnnviz.ui.slider import Slider


@dataclass(frozen=True)
class Scale:
    """What a dial is called and what it can stand at.

    name: of the field in `Dials`. most: at the slider's right end. step: from one place to the next.
    """

    name: str
    most: float
    step: float
    text: NumberWriter
    tip: str

    @property
    def title(self) -> str:
        return dial_title(self.name).capitalize()


SCALES = (
    Scale("translation", 0.5, 0.01, lambda value: f"±{value:.0%}", "How far from the middle, of the sheet's side"),
    Scale("scaling", 0.95, 0.01, lambda value: f"±{value:.0%}", "How much larger or smaller"),
    Scale("rotation", 180.0, 1.0, lambda value: f"±{value:.0f}°", "How far turned, either way"),
    Scale("weight", 4.0, 0.1, lambda value: f"×{1.0 + value:.1f}", "How many times thicker or thinner the lines"),
    Scale("noise", 0.5, 0.01, lambda value: f"{value:.0%}", "How many pixels are flipped from paper to ink or back"),
    Scale(
        "jitter", 1.0, 0.05, lambda value: f"{value:.0%}", "How much like a hurried hand; for generated samples only"
    ),
)


class Dial(Slider):
    """A slider that tells what a hand does with it, and has its name and value as labels beside it.

    moved(name, value, gesture): a hand has moved it; all moves of one drag, or of the keys while it has the keyboard,
        have one `gesture`.
    """

    moved = Signal(str, float, object)

    def __init__(self, scale: Scale) -> None:
        super().__init__()
        self.scale = scale
        self.title = QLabel(scale.title)
        self.value_label = QLabel()
        self.value_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._gesture = object()
        self.setRange(0, round(scale.most / scale.step))
        self.setPageStep(max(1, self.maximum() // 10))
        self.setMinimumWidth(48)
        self.setAccessibleName(scale.title)
        for part in (self, self.title, self.value_label):
            part.setToolTip(scale.tip)
            part.setStatusTip(f"{scale.title}: {scale.tip}")
        # Fired by a hand alone: a drag, a key, the wheel, a click beside the handle.
        self.actionTriggered.connect(self._on_action_triggered)
        self.sliderPressed.connect(self._on_pressed)

    def set_number(self, value: float) -> None:
        """Stand at `value`; beyond the slider's end it stands at its end, and the label tells."""
        self.value_label.setText(self.scale.text(value))
        self.setValue(min(round(value / self.scale.step), self.maximum()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._gesture = object()
        super().focusInEvent(event)

    @Slot()
    def _on_pressed(self) -> None:
        self._gesture = object()

    @Slot(int)
    def _on_action_triggered(self, action: int) -> None:
        value = round(self.sliderPosition() * self.scale.step, 6)
        self.moved.emit(self.scale.name, value, self._gesture)
