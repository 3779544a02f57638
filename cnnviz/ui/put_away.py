"""What the window shows while every panel is put away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from cnnviz.ui.key_names import with_key_names
from cnnviz.ui.theme import Look, Type

IN_MENU = with_key_names("Every panel is put away. The View menu brings each back, and so do Alt+1 to Alt+7.")
#: There is no menu bar before a class.
IN_CONTEXT_MENU = with_key_names(
    "Every panel is put away. The right mouse button brings each back, and so do Alt+1 to Alt+7."
)


class AllPutAway(QWidget):
    """One sentence that says how the panels come back, and a button that brings them.

    usual_asked(): the panels that are there at first are wanted.
    """

    usual_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sentence = QLabel(IN_MENU)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setWordWrap(True)
        self.button = QPushButton("&Show the usual panels")
        self.button.clicked.connect(self.usual_asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addStretch(1)
        layout.addWidget(self._sentence)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(1)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._sentence.setFont(look.font(Type.TITLE))
        self.button.setFont(look.font())

    def set_way(self, *, has_menu_bar: bool) -> None:
        """Say how the panels come back, with the menu bar or without it."""
        self._sentence.setText(IN_MENU if has_menu_bar else IN_CONTEXT_MENU)
