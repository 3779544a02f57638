"""Right and wrong: accuracy, the confusion matrix, and the pictures behind each of its cells."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cnnviz.model.results.answers import Answers
from cnnviz.model.results.words import describe_accuracy, describe_gallery
from cnnviz.ui.drop_down import DropDown
from cnnviz.ui.line import Line
from cnnviz.ui.results.gallery import Gallery
from cnnviz.ui.results.matrix import ConfusionMatrix
from cnnviz.ui.theme import Look, Type

_WHICH = ("Test samples", "Training samples")


class AnswersSection(QWidget):
    """Accuracy and confusion matrix on the left, the gallery on the right.

    samples_chosen(of_test): which samples are to be judged.
    picture_chosen(index): the sample that is to be the picture.
    """

    samples_chosen = Signal(bool)
    picture_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._answers: Answers | None = None
        self._ends = (-1.0, 1.0)
        self._cell: tuple[int, int] | None = None
        self._shown: list[int] = []
        self.which = DropDown()
        self.which.addItems(_WHICH)
        self.which.setAccessibleName("Which samples are judged")
        self.which.setStatusTip("Test samples were never learned from; only they say how well the network does")
        self.which.activated.connect(self._on_which_activated)
        self.accuracy, self.counts = QLabel(), QLabel()
        self.matrix, self.gallery = ConfusionMatrix(), Gallery()
        self.heading = Line("Which pictures are shown")
        self.all_mistakes = QPushButton("All mistakes")
        self.all_mistakes.setStatusTip("Show the mistakes of all classes again")
        self.all_mistakes.clicked.connect(self._on_all_mistakes)
        self.matrix.cell_chosen.connect(self._on_cell_chosen)
        self.gallery.picture_chosen.connect(self._on_picture_chosen)
        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        figures = QHBoxLayout()
        figures.setSpacing(10)
        figures.addWidget(self.accuracy)
        figures.addWidget(self.counts, 1, Qt.AlignmentFlag.AlignVCenter)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addLayout(figures)
        left.addWidget(self.matrix, 1)
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.all_mistakes)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addLayout(top)
        right.addWidget(self.gallery, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(left, 2)
        layout.addLayout(right, 3)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What stands above while this is shown."""
        return (self.which,)

    def set_answers(self, answers: Answers, paper: float, ink: float) -> None:
        """Show what was answered; pictures go from `paper` to `ink`."""
        if self._answers is None or self._answers.classes != answers.classes:
            self._cell = None
        self._answers, self._ends = answers, (paper, ink)
        self._show()

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self.accuracy.setFont(look.font(Type.DISPLAY, bold=True))
        self.counts.setFont(look.font(Type.TITLE))
        self.heading.setFont(look.font(bold=True))
        for widget in (self.which, self.all_mistakes):
            widget.setFont(look.font())
        # Nothing moves when the button beside it comes and goes.
        self.heading.setMinimumHeight(self.all_mistakes.sizeHint().height())
        self.matrix.set_look(look)
        self.gallery.set_look(look)

    def _show(self) -> None:
        self.all_mistakes.setVisible(self._cell is not None)
        self.matrix.set_chosen(self._cell)
        answers = self._answers
        if answers is None:
            return
        accuracy, counts = describe_accuracy(answers)
        self.accuracy.setText(accuracy)
        self.counts.setText(counts)
        self.matrix.set_counts(answers.classes, answers.evaluation.confusion)
        self.heading.set_text(describe_gallery(answers, self._cell))
        which = answers.evaluation.mistakes if self._cell is None else answers.within(*self._cell)
        self._shown = which.tolist()
        self.gallery.set_pictures([(answers.caption(i), answers.picture(i)) for i in self._shown], *self._ends)

    @Slot(int)
    def _on_which_activated(self, index: int) -> None:
        self.samples_chosen.emit(index == 0)

    @Slot(int, int)
    def _on_cell_chosen(self, row: int, column: int) -> None:
        self._cell = None if self._cell == (row, column) else (row, column)
        self._show()

    @Slot()
    def _on_all_mistakes(self) -> None:
        self._cell = None
        self._show()

    @Slot(int)
    def _on_picture_chosen(self, place: int) -> None:
        self.picture_chosen.emit(self._shown[place])
