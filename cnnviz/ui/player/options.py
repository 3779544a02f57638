"""How it is played: how fast, how much, in which steps, and whether it is to be predicted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from cnnviz.model.player.playhead import SPEEDS, Playhead
from cnnviz.model.player.script import Span
from cnnviz.ui.drop_down import DropDown
from cnnviz.ui.flow import Flow
from cnnviz.ui.theme import Look

_SPACE = 8
_SPANS = {Span.WAY: "The whole way", Span.STAGE: "This stage", Span.MAP: "This map"}


class Options(QWidget):
    """Two choices and two ticks in a row, in more rows where they are too long for one.

    speed_chosen(speed), span_chosen(span), fine_chosen(bool), predicting_chosen(bool): what a hand chose.
    """

    speed_chosen = Signal(float)
    span_chosen = Signal(object)
    fine_chosen = Signal(bool)
    predicting_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.span = _choice("What is played", "How much is played: all stages, this stage, or this map alone")
        self.span.addItems(list(_SPANS.values()))
        self.span.activated.connect(self._on_span_activated)
        self.speed = _choice("Speed", "How fast it plays: at 1× about two values a second")
        self.speed.addItems([f"{speed:g}×" for speed in SPEEDS])
        self.speed.activated.connect(self._on_speed_activated)
        self.fine = _tick("Small steps", "Line up, multiply, add and divide one by one")
        self.fine.clicked.connect(self.fine_chosen)
        self.predicts = _tick("Predict first", "Hide each value until you have guessed it, or asked for it")
        self.predicts.clicked.connect(self.predicting_chosen)
        row = Flow(self, spacing=_SPACE)
        for widget in (self.span, self.speed, self.fine, self.predicts):
            row.addWidget(widget)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        for widget in (self.span, self.speed, self.fine, self.predicts):
            widget.setFont(look.font())

    @property
    def row_width(self) -> int:
        """How wide all of it is in one row, in pixels."""
        widgets = (self.span, self.speed, self.fine, self.predicts)
        return sum(widget.sizeHint().width() + _SPACE for widget in widgets)

    def show_playhead(self, head: Playhead) -> None:
        """Show how `head` plays."""
        self.span.setCurrentIndex(list(_SPANS).index(head.span))
        self.speed.setCurrentIndex(SPEEDS.index(min(SPEEDS, key=lambda speed: abs(speed - head.speed))))
        self.fine.setChecked(head.fine)

    def set_predicting(self, *, predicts: bool) -> None:
        """Show whether values are hidden until they are guessed."""
        self.predicts.setChecked(predicts)

    @Slot(int)
    def _on_span_activated(self, index: int) -> None:
        self.span_chosen.emit(list(_SPANS)[index])

    @Slot(int)
    def _on_speed_activated(self, index: int) -> None:
        self.speed_chosen.emit(SPEEDS[index])


def _choice(name: str, tip: str) -> QComboBox:
    choice = DropDown()
    choice.setAccessibleName(name)
    _say(choice, tip)
    return choice


def _tick(text: str, tip: str) -> QCheckBox:
    tick = QCheckBox(text)
    _say(tick, tip)
    return tick


def _say(widget: QWidget, tip: str) -> None:
    widget.setToolTip(tip)
    widget.setStatusTip(tip)
    # A click leaves the keyboard where it was: Space plays on.
    widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
