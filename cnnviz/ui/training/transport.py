"""The buttons that let training go on, stop and turn back."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from cnnviz.ui.theme import Look

_BUTTONS = {
    "rewind": ("rewind", "Rewind", "Back to the run's first weights"),
    "sample": ("step", "1 picture", "Learn from one picture"),
    "batch": ("step", "1 batch", "Learn from one batch of pictures"),
    "epoch": ("step", "1 epoch", "Learn from every picture once"),
    "run": ("play", "Run", "Learn until a rule ends it, or until you pause"),
}


class Transport(QWidget):
    """Rewind, one picture, one batch, one epoch, run or pause.

    asked(what): "rewind", "sample", "batch", "epoch", "run" or "pause".
    """

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._is_running = False
        self._look = Look()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.buttons: dict[str, QToolButton] = {}
        for what, (_, text, tip) in _BUTTONS.items():
            button = self.buttons[what] = QToolButton()
            button.setText(text)
            button.setToolTip(tip)
            button.setStatusTip(tip)
            button.setObjectName(what)
            button.clicked.connect(self._on_clicked)
            layout.addWidget(button)
        self._where = QLabel()
        layout.addWidget(self._where, 1)

    def set_running(self, *, is_running: bool) -> None:
        """Offer to pause while training goes on, and to run while it does not."""
        self._is_running = is_running
        self.buttons["run"].setText("Pause" if is_running else "Run")

    def set_where(self, text: str) -> None:
        """Say how far training has come."""
        self._where.setText(text)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        for button in self.buttons.values():
            button.setFont(look.font())
        self._where.setFont(look.font())

    @Slot()
    def _on_clicked(self) -> None:
        what = self.sender().objectName()
        self.asked.emit("pause" if what == "run" and self._is_running else what)
