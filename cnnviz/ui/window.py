"""The main window: where the panels stand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from cnnviz.ui.arithmetic import Arithmetic
from cnnviz.ui.draw_panel import DrawPanel
from cnnviz.ui.filter_bank import FilterBank
from cnnviz.ui.stages import Stages
from cnnviz.ui.theme import Look
from cnnviz.ui.votes import Votes


class Window(QMainWindow):
    """What a person changes on the left (picture, filters), what the network answers on the right."""

    def __init__(self) -> None:
        super().__init__()
        self.draw_panel = DrawPanel()
        self.filter_bank = FilterBank()
        self.stages = Stages()
        self.arithmetic = Arithmetic()
        self.votes = Votes()
        left = _split(Qt.Orientation.Vertical, (self.draw_panel, 340), (self.filter_bank, 240))
        answer = _split(Qt.Orientation.Horizontal, (self.arithmetic, 640), (self.votes, 300))
        right = _split(Qt.Orientation.Vertical, (self.stages, 400), (answer, 220))
        self.setCentralWidget(_split(Qt.Orientation.Horizontal, (left, 320), (right, 960)))
        self.resize(1280, 720)

    def set_look(self, look: Look) -> None:
        """Draw everything in another theme or text size."""
        for panel in (self.draw_panel, self.filter_bank, self.stages, self.arithmetic, self.votes):
            panel.set_look(look)


def _split(orientation: Qt.Orientation, *parts: tuple[QWidget, int]) -> QSplitter:
    splitter = QSplitter(orientation)
    for widget, _ in parts:
        splitter.addWidget(widget)
    splitter.setSizes([size for _, size in parts])
    return splitter
