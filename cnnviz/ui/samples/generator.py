"""What the generator is asked for: how many pictures, how different they are, from which seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cnnviz.ui.box_font import set_box_font
from cnnviz.ui.samples.dial import SCALES, Dial
from cnnviz.ui.samples.whole_field import WholeField
from cnnviz.ui.theme import Look, Type

_MOST_GENERATED = 20_000
_MOST_SEED = 2**31 - 1


class Generator(QWidget):
    """Fields, levels and dials.

    count_chosen(count), seed_chosen(seed), level_chosen(name): what a hand chose.
    dial_moved(name, value, gesture): as `Dial` says.
    """

    count_chosen = Signal(int)
    seed_chosen = Signal(int)
    level_chosen = Signal(str)
    dial_moved = Signal(str, float, object)

    def __init__(self, levels: Sequence[str]) -> None:
        super().__init__()
        self.count = WholeField(_MOST_GENERATED, 100)
        self.seed = WholeField(_MOST_SEED)
        self.count.chosen.connect(self.count_chosen)
        self.seed.chosen.connect(self.seed_chosen)
        self.levels = {name: QPushButton(name.capitalize()) for name in levels}
        for name, button in self.levels.items():
            button.setCheckable(True)
            button.setObjectName(name)
            button.setStatusTip(f"Set all dials to the level “{name}”")
            button.clicked.connect(self._on_level_clicked)
        self.dials = {scale.name: Dial(scale) for scale in SCALES}
        for dial in self.dials.values():
            dial.moved.connect(self.dial_moved)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.hide()
        self._labels = (QLabel("How many"), QLabel("Seed"))
        self._level: str | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        levels = QHBoxLayout()
        levels.setSpacing(4)
        for button in self.levels.values():
            levels.addWidget(button, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        tips = ("How many X and O are generated to learn from", "Another seed gives other pictures, the same the same")
        for row, (label, field, tip) in enumerate(zip(self._labels, (self.count, self.seed), tips, strict=True)):
            label.setBuddy(field)
            field.setAccessibleName(f"Generated samples: {label.text().replace('&', '').lower()}")
            field.setToolTip(tip)
            field.setStatusTip(tip)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1, 1, 2)
        grid.addLayout(levels, 2, 0, 1, 3)
        for row, dial in enumerate(self.dials.values(), start=3):
            grid.addWidget(dial.title, row, 0)
            grid.addWidget(dial, row, 1)
            grid.addWidget(dial.value_label, row, 2)
        grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.note)
        layout.addLayout(grid)
        layout.addStretch(1)

    def show_note(self, text: str) -> None:
        """Say why generated samples are not learned from; an empty text where they are."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def hasHeightForWidth(self) -> bool:
        # A note in several lines must not make the page ask for more height than there is.
        return False

    def set_fields(self, count: int, seed: int) -> None:
        """Show how many are generated, and from which seed."""
        self.count.set_number(count)
        self.seed.set_number(seed)

    def set_dials(self, values: Mapping[str, float], level: str | None) -> None:
        """Show where the dials stand, and which level that is, if any."""
        for name, value in values.items():
            self.dials[name].set_number(value)
        self._level = level
        self._mark_level()

    def _mark_level(self) -> None:
        for name, button in self.levels.items():
            button.setChecked(name == self._level)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        for dial in self.dials.values():
            dial.title.setFont(look.font(Type.CAPTION))
            dial.value_label.setFont(look.font(Type.CAPTION))
            metrics = dial.value_label.fontMetrics()
            dial.value_label.setMinimumWidth(max(metrics.horizontalAdvance(s.text(s.most)) for s in SCALES))
        for box in (self.count, self.seed):
            set_box_font(box, look.font())
        for button in self.levels.values():
            button.setFont(look.font())
        for label in (*self._labels, self.note):
            label.setFont(look.font(Type.CAPTION))

    @Slot()
    def _on_level_clicked(self) -> None:
        # What is pressed shows what is so, not what was clicked.
        self._mark_level()
        self.level_chosen.emit(self.sender().objectName())
