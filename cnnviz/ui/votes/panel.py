"""The votes panel: who wins, and the weights behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from cnnviz.engine.arrays import Array
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.votes.ballot import Ballot
from cnnviz.ui.tab_order import lead_tab
from cnnviz.ui.theme import Look, Type
from cnnviz.ui.votes.bars import VoteBars
from cnnviz.ui.votes.verdict_line import VerdictLine
from cnnviz.ui.votes.wires import Wires

if TYPE_CHECKING:
    from cnnviz.ui.votes.weights import VotingWeights

#: The pages of the panel.
RESULT, NOTHING, EDITING = range(3)
NO_CLASSES = "This network names no classes, so there are no votes to count."
#: As there is room.
HINTS = "Point at a class to see which values voted for it.", "Point at a class to see why."


class Votes(QWidget):
    """A bar and a number per class, the winner by name, and in the same place the table of weights.

    class_entered(index), class_left(): a class is pointed at, or none is.
    class_clicked(index): the sum of a class is asked for.
    weights_made(): the table of weights is opened for the first time, and shows nothing yet.
    """

    class_entered = Signal(int)
    class_left = Signal()
    class_clicked = Signal(int)
    weights_made = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ballot: Ballot | None = None
        self.setAccessibleName("Votes")
        self._verdict = VerdictLine()
        self._no_classes = QLabel(NO_CLASSES)
        self._no_classes.setWordWrap(True)
        self._no_classes.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._wires = Wires()
        self._bars = VoteBars()
        self._bars.class_entered.connect(self.class_entered)
        self._bars.class_left.connect(self.class_left)
        self._bars.class_clicked.connect(self.class_clicked)
        self._bars.class_renaming.connect(self._on_class_renaming)
        self._weights: VotingWeights | None = None
        self._edit = QPushButton("Edit")
        self._edit.setAccessibleName("Edit weights")
        self._edit.setCheckable(True)
        self._edit.setToolTip("Change the voting weights and the names of the classes, here in place")
        self._edit.clicked.connect(self._on_edit_clicked)
        self._stack = QStackedWidget()
        self._pages: list[QWidget] = []
        self._look = Look()
        self._wide = 0
        self._is_edit_beside: bool | None = None
        self._lay_out()
        self.set_look(self._look)
        self.show_wires(None)

    def _lay_out(self) -> None:
        result = QWidget()
        column = QVBoxLayout(result)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._bars, 3)
        column.addWidget(self._wires, 2)
        for page in (result, self._no_classes):
            self._add_page(page)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 0, 12, 8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(0, 1)
        self._grid.setRowStretch(1, 6)
        self._grid.addWidget(self._stack, 1, 0, 1, 2)
        self._place_edit()

    def _add_page(self, page: QWidget) -> None:
        self._pages.append(page)
        self._stack.addWidget(page)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        self._wide = look.length(130)
        self._place_edit()
        self._verdict.set_look(look)
        self._no_classes.setFont(look.font(Type.TITLE))
        self._wires.setFont(look.font(Type.BODY))
        self._bars.set_look(look)
        if self._weights is not None:
            self._weights.set_look(look)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_edit()

    def _place_edit(self) -> None:
        """Beside the verdict, or at the foot where that would leave the verdict no room."""
        is_beside = self.width() >= self._wide
        if is_beside is not self._is_edit_beside:
            self._is_edit_beside = is_beside
            self._grid.addWidget(self._verdict, 0, 0, 1, 1 if is_beside else 2)
            self._grid.addWidget(self._edit, *((0, 1) if is_beside else (2, 0, 1, 2)))

    def show_ballot(self, ballot: Ballot) -> None:
        """Show the votes."""
        if ballot == self._ballot:
            return
        self._ballot = ballot
        self._verdict.show_verdict(ballot.headline, ballot.detail)
        self._bars.show_ballot(ballot)
        self._show_page(editing=self._edit.isChecked())

    def set_lit(self, index: int | None) -> None:
        """Point out a class, or none."""
        self._bars.set_lit(index)

    def show_wires(self, wires: tuple[str, ...] | None) -> None:
        """Show which values voted for the class that is pointed out; None where none is."""
        if wires:
            self._wires.show_wires(wires)
        else:
            self._wires.show_words(*(HINTS if wires is None else ("No wires.",)))

    @property
    def weights(self) -> VotingWeights | None:
        """The table of weights, once it has been opened."""
        return self._weights

    def show_weights(self, table: Array | None, values: int, limit: float, style: NumberStyle) -> None:
        """Show the weights ``(classes, values)`` with the biases as one more column; None where there are no votes."""
        self._edit.setVisible(table is not None)
        if table is None:
            self._show_page(editing=False)
        elif self._weights is not None:
            self._weights.set_style(style)
            self._weights.show_table(table, values, limit)

    def _opened_weights(self) -> VotingWeights:
        """The table of weights, made now if it was never opened."""
        if self._weights is None:
            from cnnviz.ui.votes.weights import VotingWeights

            self._weights = VotingWeights()
            self._weights.set_look(self._look)
            self._add_page(self._weights)
            self.weights_made.emit()
            lead_tab(self._edit, self._weights)
        return self._weights

    def _show_page(self, *, editing: bool) -> None:
        self._edit.setChecked(editing)
        self._edit.setText("Done" if editing else "Edit")
        has_classes = self._ballot is None or bool(self._ballot.classes)
        shown = EDITING if editing else RESULT if has_classes else NOTHING
        for index, page in enumerate(self._pages):
            # What is not seen asks for no room.
            policy = QSizePolicy.Policy.Preferred if index == shown else QSizePolicy.Policy.Ignored
            page.setSizePolicy(policy, policy)
        self._stack.setCurrentIndex(shown)

    @Slot(bool)
    def _on_edit_clicked(self, checked: bool) -> None:
        if checked:
            weights = self._opened_weights()
            self._show_page(editing=True)
            weights.take_focus()
        else:
            self._show_page(editing=False)

    @Slot(int)
    def _on_class_renaming(self, index: int) -> None:
        if not self._edit.isHidden():
            weights = self._opened_weights()
            self._show_page(editing=True)
            weights.edit_name(index)
