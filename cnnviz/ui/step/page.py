"""The page that shows one step of gradient descent in numbers, and takes it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cnnviz.ui.clear_area import ClearArea
from cnnviz.ui.drop_down import DropDown
from cnnviz.ui.line import Line
from cnnviz.ui.number_field import NumberField
from cnnviz.ui.step.equation import Equation
from cnnviz.ui.step.numbers import StepNumbers
from cnnviz.ui.theme import Look, Type

#: From this height on, in pixels at the normal text size, the sums are large.
ROOMY = 320
#: In less height the grids have that of the gradient's sum, which then is a tooltip; in less width they have that of
#: the change, what the toolbar offers as well is gone, and the error has room beside shorter words.
LOW, NARROW = 190, 560


class StepPage(QWidget):
    """What is learned from on top, the step as grids, its sum, and what can be done below.

    block_chosen(index): other weights were chosen.
    cell_chosen(row, column): one number of them was pointed out.
    samples_wanted(bool): the step is to be that of a batch of samples, or of the picture.
    rate_entered(text): a learning rate was typed.
    step_wanted(), back_wanted(): take the step; take the last one back.
    gradients_wanted(bool): the stages are to show gradients, or values.
    """

    block_chosen = Signal(int)
    cell_chosen = Signal(int, int)
    samples_wanted = Signal(bool)
    rate_entered = Signal(str)
    step_wanted = Signal()
    back_wanted = Signal()
    gradients_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Step")
        self.blocks = DropDown()
        self.blocks.setAccessibleName("Weights to look at")
        self.blocks.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.blocks.activated.connect(self.block_chosen)
        self.of_picture = _choice("This picture", "The step that the picture on the canvas asks for")
        self.of_samples = _choice("A batch", "The step that the first batch of the training samples asks for")
        group = QButtonGroup(self)
        for button in (self.of_picture, self.of_samples):
            group.addButton(button)
            button.clicked.connect(self._on_subject_clicked)
        self.gradients = QCheckBox("Show gradients")
        self.gradients.setStatusTip("Show how the error changes with each value in the stages, in place of the values")
        self.gradients.setToolTip(self.gradients.statusTip())
        self.gradients.clicked.connect(self.gradients_wanted)
        self.equation = Equation()
        self.equation.cell_chosen.connect(self.cell_chosen)
        self.sum, self.source = Line("The chosen weight"), Line("Where its gradient comes from")
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._rate_label = QLabel("&Learning rate")
        self.rate = NumberField("Learning rate", "How far a step goes: each weight changes by this times its gradient")
        self.rate.entered.connect(self.rate_entered)
        self._rate_label.setBuddy(self.rate)
        self._look = Look()
        self.errors = Line("The error before and after")
        self.back = _button("Step back", "Take the last step back", self.back_wanted)
        self.take = _button("Take this step", "Change every weight of the network by its step", self.step_wanted)
        # There is none to take before the first is shown.
        self.take.setEnabled(False)
        self._lay_out()
        self.set_look(Look())

    def _lay_out(self) -> None:
        self._head, self._foot = QHBoxLayout(), QHBoxLayout()
        self._head.addWidget(self.blocks, 1)
        for button in (self.of_picture, self.of_samples, self.gradients):
            self._head.addWidget(button)
        self._foot.addWidget(self._rate_label)
        self._foot.addWidget(self.rate)
        self._foot.addWidget(self.errors, 1)
        self._foot.addWidget(self.back)
        self._foot.addWidget(self.take)
        area = ClearArea()
        area.take(self.equation)
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(area, 1)
        column.addWidget(self.sum)
        column.addWidget(self.source)
        self._stack = QStackedWidget()
        self._stack.addWidget(step)
        self._stack.addWidget(self.problem)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(6)
        layout.addLayout(self._head)
        layout.addWidget(self._stack, 1)
        layout.addLayout(self._foot)

    def set_blocks(self, titles: Sequence[str]) -> None:
        """Offer these grids of weights."""
        self.blocks.clear()
        self.blocks.addItems(list(titles))

    def set_block(self, index: int) -> None:
        """Name the grid that is shown."""
        self.blocks.setCurrentIndex(index)

    def set_subject(self, batch: int, *, of_samples: bool) -> None:
        """Say what the step is of; a batch has so many pictures at most."""
        self.of_samples.setText(f"A batch of {batch}" if batch > 1 else "One sample")
        (self.of_samples if of_samples else self.of_picture).setChecked(True)

    def set_rate(self, text: str) -> None:
        """Show the learning rate."""
        self.rate.show_value(text)

    def set_gradients(self, *, are_shown: bool) -> None:
        """Tell whether the stages show gradients."""
        self.gradients.setChecked(are_shown)

    def set_can_go_back(self, *, can: bool) -> None:
        """Offer to take the last step back."""
        self.back.setEnabled(can)

    def show_step(self, numbers: StepNumbers) -> None:
        """Show a step."""
        self.equation.show_numbers(numbers)
        self.sum.set_ways(*numbers.sums)
        self.sum.setToolTip(f"{numbers.sums[0]}\n{numbers.sources[0]}")
        self.source.set_ways(*numbers.sources)
        self.errors.set_ways(*numbers.errors)
        self.take.setEnabled(numbers.can_take)
        self._stack.setCurrentIndex(0)

    def show_problem(self, sentence: str) -> None:
        """Say why there is no step to show."""
        self.problem.setText(sentence)
        self.errors.set_text("")
        self.take.setEnabled(False)
        self._stack.setCurrentIndex(1)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        body = look.font()
        for widget in (
            *(self.blocks, self.of_picture, self.of_samples, self.gradients),
            *(self._rate_label, self.errors, self.back, self.take, self.problem),
        ):
            widget.setFont(body)
        self.rate.set_look(look)
        self._look = look
        self._fit()
        colors = QPalette(self.source.palette())
        colors.setColor(QPalette.ColorRole.WindowText, QColor(look.theme.muted))
        self.source.setPalette(colors)
        self.equation.set_look(look)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        """On a projector there is room to read the sum from the back row; in large text the grids come first."""
        is_wide = self.width() >= self._look.length(NARROW)
        self.gradients.setVisible(is_wide)
        self.equation.set_change_shown(is_shown=is_wide)
        self._rate_label.setText("&Learning rate" if is_wide else "&Rate")
        self.back.setText("Step back" if is_wide else "Back")
        self.source.setVisible(self.height() >= self._look.length(LOW))
        is_roomy = self.height() > self._look.length(ROOMY)
        self.sum.setFont(self._look.font(Type.FIGURE if is_roomy else Type.TITLE, bold=True))
        self.source.setFont(self._look.font(Type.TITLE if is_roomy else Type.BODY))

    @Slot()
    def _on_subject_clicked(self) -> None:
        self.samples_wanted.emit(self.of_samples.isChecked())


def _choice(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setCheckable(True)
    button.setToolTip(tip)
    button.setStatusTip(tip)
    return button


def _button(text: str, tip: str, pressed: SignalInstance) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setStatusTip(tip)
    button.clicked.connect(pressed)
    return button
