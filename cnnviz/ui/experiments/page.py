"""The page that asks a question of learning and shows how the networks answer it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cnnviz.ui.clear_area import ClearArea
from cnnviz.ui.experiments.rows import Row, Rows
from cnnviz.ui.theme import Look, Type


class ExperimentsPage(QWidget):
    """The questions on the left, the answers on the right.

    chosen(index): another question. run_asked(), stop_asked(): the button was pressed.
    adopted(index): the network of that row is wanted in the window.
    """

    chosen = Signal(int)
    run_asked = Signal()
    stop_asked = Signal()
    adopted = Signal(int)

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._is_running = False
        self._group = QButtonGroup(self)
        self.buttons = [QRadioButton(title) for title in titles]
        for index, button in enumerate(self.buttons):
            self._group.addButton(button, index)
        self._group.idClicked.connect(self.chosen)
        self.run = QPushButton()
        self.run.clicked.connect(self._on_run_clicked)
        self._question, self._lesson = _prose(), _prose()
        self.rows = Rows()
        self.rows.adopted.connect(self.adopted)
        self._lay_out()
        self.set_running(is_running=False)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        for button in self.buttons:
            left.addWidget(button)
        left.addSpacing(4)
        left.addWidget(self.run, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        answers = QWidget()
        right = QVBoxLayout(answers)
        right.setContentsMargins(0, 0, 4, 0)
        right.setSpacing(8)
        right.addWidget(self._question)
        right.addWidget(self.rows)
        right.addWidget(self._lesson)
        right.addStretch(1)
        area = ClearArea()
        area.take(answers)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(12, 8, 12, 8)
        whole.setSpacing(16)
        whole.addLayout(left)
        whole.addWidget(area, 1)

    def show_experiment(self, index: int, question: str) -> None:
        """Show a question, not yet answered."""
        self.buttons[index].setChecked(True)
        self._question.setText(question)
        self._lesson.setText("")
        self.rows.show_rows(())

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show how the networks do."""
        self.rows.show_rows(rows)

    def show_lesson(self, text: str) -> None:
        """Say what the outcome teaches."""
        self._lesson.setText(text)

    def set_running(self, *, is_running: bool) -> None:
        """Offer to stop while networks are trained, and to begin while none are."""
        self._is_running = is_running
        self.run.setText("Stop" if is_running else "Train and compare")
        tip = "Stop training" if is_running else "Train the networks and compare them; the work stays as it is"
        self.run.setToolTip(tip)
        self.run.setStatusTip(tip)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        for widget in (*self.buttons, self.run, self._question, self._lesson):
            widget.setFont(look.font())
        self._question.setFont(look.font(Type.BODY, bold=True))
        self.rows.set_look(look)

    @Slot()
    def _on_run_clicked(self) -> None:
        (self.stop_asked if self._is_running else self.run_asked).emit()


def _prose() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label
