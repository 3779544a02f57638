"""Forms of what decides a run."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

from cnnviz.ui.drop_down import DropDown
from cnnviz.ui.number_field import NumberField
from cnnviz.ui.theme import Look

#: name: its label, what it means, and what an empty field means.
_FIELDS = {
    "learning_rate": ("Learning &rate", "How far a step goes downhill, or how large a nudge is, such as 0.03", ""),
    "batch_size": ("&Batch", "How many pictures make one step", ""),
    "epochs": ("E&pochs", "Stop when every picture was seen so many times; empty: no such rule", "no end"),
    "weight_decay": ("Weight &decay", "Pulls all weights towards 0, such as 0.001", ""),
    "seed": ("S&eed", "The same seed gives the same pictures, weights and order, to the last bit", ""),
    "target_accuracy": (
        "Stop &at % right",
        "Stop when so many test pictures are right, such as 99 %; empty: no such rule",
        "off",
    ),
    "patience": ("Patie&nce", "Stop after so many epochs without a smaller error; empty: no such rule", "off"),
}
_CHOICES = {
    "optimiser": (
        "&Optimiser",
        "What a step makes of the gradient; nudging does without: it tries each weight up and down",
    ),
    "initialisation": ("&Begin with", "With which weights a run begins: drawn by lot, or those there are"),
    "loss": ("&Error", "The error to make small"),
}
EVERYDAY = ("learning_rate", "epochs", "batch_size", "optimiser")
FURTHER = ("initialisation", "seed", "weight_decay", "loss", "target_accuracy", "patience")


class SettingsForm(QWidget):
    """Some settings, each with its label.

    typed(name, text): something was typed for a setting; it may be nonsense.
    chosen(name, value): one of the values that were offered.
    """

    typed = Signal(str, str)
    chosen = Signal(str, object)

    def __init__(self, names: Sequence[str], offers: Mapping[str, Sequence[tuple[Any, str]]]) -> None:
        super().__init__()
        self._offers = {name: [value for value, _ in offers[name]] for name in names if name in _CHOICES}
        self.fields: dict[str, NumberField] = {}
        self.choices: dict[str, QComboBox] = {}
        self._labels: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for row, name in enumerate(names):
            widget = self._choice(name, offers[name]) if name in _CHOICES else self._field(name)
            widget.setObjectName(name)
            label = QLabel((_CHOICES if name in _CHOICES else _FIELDS)[name][0])
            label.setBuddy(widget)
            self._labels.append(label)
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(widget, row, 1, Qt.AlignmentFlag.AlignLeft)
        # Where there is more room, the fields stay beside their labels.
        self._grid.setColumnStretch(2, 1)
        self._grid.setRowStretch(len(names), 1)

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Show what is typed."""
        for name, field in self.fields.items():
            field.show_value(texts[name])

    def show_choice(self, name: str, at: int) -> None:
        """Show which of the offers of `name` is taken; -1 for none of them."""
        if name in self.choices:
            self.choices[name].setCurrentIndex(at)

    def set_idle(self, names: Collection[str]) -> None:
        """The fields of `names` play no part now: they are not to be typed into."""
        for name, field in self.fields.items():
            field.setEnabled(name not in names)
            if name in names:
                field.settle()

    def settle(self, name: str, *, is_taken: bool) -> None:
        """What was typed for `name` is taken, or stays to be mended."""
        field = self.fields.get(name)
        if field is not None:
            field.settle() if is_taken else field.refuse()

    def commit(self) -> NumberField | None:
        """Have what is typed taken; the first field in which something is left to be mended."""
        return next((field for field in self.fields.values() if not field.commit()), None)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._grid.setHorizontalSpacing(look.length(8))
        self._grid.setVerticalSpacing(look.length(4))
        for label in self._labels:
            label.setFont(look.font())
        for field in self.fields.values():
            field.set_look(look)
        for box in self.choices.values():
            box.setFont(look.font())

    def _field(self, name: str) -> NumberField:
        label, tip, none = _FIELDS[name]
        field = self.fields[name] = NumberField(label.replace("&", ""), tip, none)
        field.entered.connect(self._on_entered)
        return field

    def _choice(self, name: str, offers: Sequence[tuple[Any, str]]) -> QComboBox:
        label, tip = _CHOICES[name]
        box = self.choices[name] = DropDown()
        box.addItems([text for _, text in offers])
        box.setAccessibleName(label.replace("&", ""))
        box.setToolTip(tip)
        box.setStatusTip(tip)
        box.activated.connect(self._on_activated)
        return box

    @Slot(str)
    def _on_entered(self, text: str) -> None:
        self.typed.emit(self.sender().objectName(), text)

    @Slot(int)
    def _on_activated(self, at: int) -> None:
        name = self.sender().objectName()
        self.chosen.emit(name, self._offers[name][at])
