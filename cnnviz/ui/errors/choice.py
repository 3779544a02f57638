"""A row of buttons of which one is down."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QWidget

from cnnviz.ui.flow import Flow
from cnnviz.ui.theme import Look


class Choice(QWidget):
    """A name and, behind it, a button for each possibility; without `is_named` the name is for screen readers only.

    chosen(index): a hand pressed one.
    """

    chosen = Signal(int)

    def __init__(self, name: str, *, is_named: bool = True) -> None:
        super().__init__()
        self._look = Look()
        self._name = QLabel(name, self)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._on_clicked)
        self._buttons: list[QPushButton] = []
        self._chosen = -1
        self._flow = Flow(self, spacing=4)
        self._flow.addWidget(self._name)
        self._name.setVisible(is_named)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        return tuple(self._buttons)

    def offer(self, texts: Sequence[str], tips: Sequence[str]) -> None:
        """Offer these, each with what it is for."""
        while len(self._buttons) > len(texts):
            button = self._buttons.pop()
            self._group.removeButton(button)
            self._flow.removeWidget(button)
            button.deleteLater()
        while len(self._buttons) < len(texts):
            self._add()
        for button, text, tip in zip(self._buttons, texts, tips, strict=True):
            button.setText(text.replace("&", "&&"))
            button.setAccessibleName(f"{self._name.text()}: {text}")
            button.setToolTip(tip)
            button.setStatusTip(tip)
        self.set_chosen(min(self._chosen, len(texts) - 1))

    def set_chosen(self, index: int) -> None:
        """Let this one be down."""
        self._chosen = index
        for number, button in enumerate(self._buttons):
            # Tab comes to the one that is down; the arrow keys go on from there.
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if number == index else Qt.FocusPolicy.ClickFocus)
        if 0 <= index < len(self._buttons):
            self._buttons[index].setChecked(True)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        for widget in (self._name, *self._buttons):
            widget.setFont(look.font())

    def _add(self) -> None:
        button = QPushButton()
        button.setCheckable(True)
        button.setFont(self._look.font())
        self._group.addButton(button, len(self._buttons))
        self._buttons.append(button)
        self._flow.addWidget(button)

    @Slot(int)
    def _on_clicked(self, index: int) -> None:
        # What is not taken goes back to where it was; what is comes back by `set_chosen`.
        wanted, shown = index, self._chosen
        self.set_chosen(shown)
        if wanted != shown:
            self.chosen.emit(wanted)
