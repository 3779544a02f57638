"""A scrolled area that is not filled in the window's colour: what it stands on shows through."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class ClearArea(QScrollArea):
    """An area without a frame and without a ground of its own, as wide as its content needs or there is room.

    Give it what it scrolls by `take`.
    """

    def __init__(self) -> None:
        super().__init__()
        # Asked for a viewport that Qt made, PySide6 first sets up every class of widget there is.
        self.setViewport(QWidget())
        self.viewport().setAutoFillBackground(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        # What it scrolls takes the keyboard; the area follows.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def take(self, content: QWidget) -> None:
        """Scroll `content`."""
        self.setWidget(content)
        # Taken in, it has been set to fill itself.
        content.setAutoFillBackground(False)
