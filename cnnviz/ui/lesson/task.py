"""Something to do, and whether it is done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QVBoxLayout

from cnnviz.ui.flow import Flow
from cnnviz.ui.lesson.markdown import MarkdownView
from cnnviz.ui.theme import Look


class TaskBox(QFrame):
    """A task with a place for an answer, where one is to be typed.

    answered(text): a person has given this answer.
    """

    answered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._is_solved = False
        self.setObjectName("task")
        self.setAccessibleName("Task")
        self._heading = QLabel()
        self._text = MarkdownView(grows=True)
        self.answer = QLineEdit()
        self.answer.setPlaceholderText("Your answer")
        self.answer.setAccessibleName("Your answer")
        self.answer.returnPressed.connect(self._on_check)
        self._check = QPushButton("Check")
        self._check.clicked.connect(self._on_check)
        self._told = QLabel()
        self._told.setWordWrap(True)
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._show = QPushButton("Show the solution")
        self._show.setCheckable(True)
        self._show.clicked.connect(self._on_show)
        self._solution = MarkdownView(grows=True)
        row = Flow(spacing=6)
        row.addWidget(self._check)
        row.addWidget(self._show)
        layout = QVBoxLayout(self)
        layout.addWidget(self._heading)
        layout.addWidget(self._text)
        layout.addWidget(self.answer)
        layout.addLayout(row)
        layout.addWidget(self._told)
        layout.addWidget(self._solution)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._heading.setFont(look.font(bold=True))
        for view in (self._text, self._solution):
            view.set_look(look)

    def show_task(self, text: str, solution: str, *, asks: bool) -> None:
        """Show a task anew; `asks`: an answer is to be typed."""
        self._text.show_markdown(text)
        self._solution.show_markdown(solution)
        self._solution.hide()
        self._show.setVisible(bool(solution))
        self._show.setChecked(False)
        self.answer.clear()
        self.answer.setVisible(asks)
        self._check.setVisible(asks)
        self._tell("")

    def set_solved(self, *, is_solved: bool) -> None:
        """Say whether the task is done."""
        self._is_solved = is_solved
        self._heading.setText("✓ Solved" if is_solved else "Your task")
        if is_solved:
            self._tell("")

    @property
    def is_solved(self) -> bool:
        """Whether it says that the task is done."""
        return self._is_solved

    @property
    def told(self) -> str:
        """What is said of the last answer."""
        return self._told.text()

    def say_wrong(self, text: str) -> None:
        """Say that the answer `text` is not the right one."""
        self._tell(f"“{text}” is not it yet. Try again.")

    def _tell(self, text: str) -> None:
        self._told.setText(text)
        self._told.setVisible(bool(text))

    @Slot()
    def _on_check(self) -> None:
        if self.answer.text().strip():
            self.answered.emit(self.answer.text())

    @Slot(bool)
    def _on_show(self, is_wanted: bool) -> None:
        self._solution.setVisible(is_wanted)
