"""The error of the picture: which answer is right, the table, and the formula with its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from cnnviz.model.errors.sheet import ErrorSheet
from cnnviz.ui.errors.choice import Choice
from cnnviz.ui.errors.table import ErrorTable
from cnnviz.ui.theme import Look, Type

NO_BREAK = "\N{NO-BREAK SPACE}"
AS_VOTED = "as voted"
AS_VOTED_TIP = "Take the class with the most votes for the right answer, until you say which is"


class Answer(QWidget):
    """The slides' table for the picture on the canvas.

    target_chosen(index): this class is the right answer; None for the one that the network says.
    loss_chosen(index): measure the error in this way.
    """

    target_chosen = Signal(object)
    loss_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._classes: tuple[str, ...] = ()
        self.targets = Choice("Right answer")
        self.targets.chosen.connect(self._on_target_chosen)
        self.table = ErrorTable()
        self.losses = Choice("Measure of the error", is_named=False)
        self.losses.chosen.connect(self.loss_chosen)
        self.formula, self.numbers, self.shares = (_words() for _ in range(3))
        self._none = QLabel()
        self._none.setWordWrap(True)
        self._none.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for widget in (self.targets, self._none, self.table, self.losses, self.formula, self.numbers, self.shares):
            layout.addWidget(widget)
        layout.addStretch(1)

    def offer_losses(self, titles: Sequence[str], tips: Sequence[str]) -> None:
        """Offer these ways to measure an error."""
        self.losses.offer(titles, tips)

    def set_loss(self, index: int) -> None:
        """Show which way to measure is taken."""
        self.losses.set_chosen(index)

    def set_targets(self, classes: tuple[str, ...], target: int | None) -> None:
        """Offer these classes as right answers; `target` is the one a person chose, None as long as nobody did."""
        if classes != self._classes:
            self._classes = classes
            tips = [f"The picture is meant to be {name}" for name in classes]
            self.targets.offer((*classes, AS_VOTED), (*tips, AS_VOTED_TIP))
            # New buttons stand behind all in the window: they come to the measures, and these behind them.
            measures = self.losses.buttons
            for before, after in pairwise((*measures[-1:], *self.targets.buttons, *measures)):
                QWidget.setTabOrder(before, after)
        self.targets.set_chosen(len(classes) if target is None else target)

    def show_sheet(self, sheet: ErrorSheet) -> None:
        """Show the error."""
        self._set_shown(is_shown=True, has_shares=bool(sheet.shares))
        self.table.show_sheet(sheet)
        for label, text in ((self.formula, sheet.formula), (self.numbers, sheet.numbers), (self.shares, sheet.shares)):
            _write(label, text)

    def refuse(self, sentence: str) -> None:
        """Show no error, and say why."""
        self._none.setText(sentence)
        self._set_shown(is_shown=False, has_shares=False)

    def _set_shown(self, *, is_shown: bool, has_shares: bool) -> None:
        for widget in (self.table, self.losses, self.formula, self.numbers):
            widget.setVisible(is_shown)
        self.targets.setVisible(bool(self._classes))
        self._none.setVisible(not is_shown)
        self.shares.setVisible(has_shares)

    def set_look(self, look: Look, large: Look) -> None:
        """Draw in another theme or text size; what is read from afar in that of `large`."""
        for choice in (self.targets, self.losses):
            choice.set_look(look)
        self.table.set_look(large)
        self._none.setFont(large.font(Type.TITLE))
        self.formula.setFont(large.font(Type.CAPTION))
        self.numbers.setFont(large.font(Type.TITLE, bold=True))
        self.shares.setFont(large.font())
        colors = self.palette()
        colors.setColor(colors.ColorRole.WindowText, look.theme.muted)
        self.formula.setPalette(colors)

    @Slot(int)
    def _on_target_chosen(self, index: int) -> None:
        self.target_chosen.emit(index if index < len(self._classes) else None)


def _words() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _write(label: QLabel, text: str) -> None:
    """Set a formula that differs, so that nothing is laid out anew for one that does not. No term is broken in two."""
    for sign in ("− ", "= ", "≈ ", "ln "):
        text = text.replace(sign, f"{sign[:-1]}{NO_BREAK}")
    text = text.replace(" −", f"{NO_BREAK}−")
    if label.text() != text:
        label.setText(text)
