"""Why a layer does not fit, and what would."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from cnnviz.model.architecture.problems import Problem
from cnnviz.ui.flow import Flow
from cnnviz.ui.theme import Look


class ProblemNote(QWidget):
    """A sentence, and a button for each way out.

    chosen(index): a way out was chosen.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._buttons: list[QPushButton] = []
        self._flow = Flow(spacing=6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._sentence)
        layout.addLayout(self._flow)

    @property
    def text(self) -> str:
        """The sentence."""
        return self._sentence.text()

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The ways out."""
        return tuple(self._buttons)

    def show_problem(self, problem: Problem) -> None:
        """Say what does not fit and offer what would."""
        self._sentence.setText(problem.sentence)
        titles = [remedy.title for remedy in problem.remedies]
        if titles == [button.text() for button in self._buttons]:
            return
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [QPushButton(title) for title in titles]
        for index, button in enumerate(self._buttons):
            button.setFont(self._look.font())
            button.setToolTip("Change the layers so that they fit")
            button.clicked.connect(partial(self._on_clicked, index))
            self._flow.addWidget(button)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        for widget in (self._sentence, *self._buttons):
            widget.setFont(look.font())
        colors = self._sentence.palette()
        colors.setColor(QPalette.ColorRole.WindowText, look.theme.problem)
        self._sentence.setPalette(colors)

    def _on_clicked(self, index: int, checked: bool = False) -> None:
        self.chosen.emit(index)
