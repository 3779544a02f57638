"""What the pages of the lesson panel are made of."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from cnnviz.ui.clear_area import ClearArea


def button(text: str, tip: str, pressed: SignalInstance | Callable[[], None], name: str = "") -> QPushButton:
    """A button that says `tip` where the mouse rests, and in the status line; `name` where `text` reads badly aloud."""
    made = QPushButton(text)
    made.setToolTip(tip)
    made.setStatusTip(tip)
    made.setAccessibleName(name)
    made.clicked.connect(pressed)
    return made


def column(spacing: int) -> tuple[ClearArea, QVBoxLayout]:
    """An area that scrolls up and down, and the column in it, to be filled."""
    page = QWidget()
    inside = QVBoxLayout(page)
    inside.setContentsMargins(0, 0, 4, 0)
    inside.setSpacing(spacing)
    area = ClearArea()
    area.take(page)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area, inside
