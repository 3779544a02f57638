"""The voting weights as a table: a row per class, a column per value."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cnnviz.engine.arrays import Array
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.votes.edits import LONGEST_NAME
from cnnviz.ui.clear_area import ClearArea
from cnnviz.ui.number_grid import NumberGrid
from cnnviz.ui.theme import Look, Type
from cnnviz.ui.votes.turning_row import TurningRow

#: A table with more numbers than this is not for the hand.
LARGEST_TABLE = 2000


class VotingWeights(QWidget):
    """The table of weights, edited as the filters are, with the classes' names beside it.

    weight_chosen(row, column), weight_edited(row, column, value, gesture), block_pasted(row, column, values),
    refused(sentence): as the grid says.
    class_renamed(index, name): a name was typed.
    evened_out(), cleared(): a button was pressed.
    """

    weight_chosen = Signal(int, int)
    weight_edited = Signal(int, int, float, object)
    block_pasted = Signal(int, int, object)
    refused = Signal(str)
    class_renamed = Signal(int, str)
    evened_out = Signal()
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._shape: tuple[int, ...] = ()
        self._fields: list[QLineEdit] = []
        self._look = Look()
        self._grid = NumberGrid()
        self._grid.setAccessibleName("Voting weights")
        self._grid.cell_chosen.connect(self.weight_chosen)
        self._grid.cell_edited.connect(self.weight_edited)
        self._grid.block_pasted.connect(self.block_pasted)
        self._grid.refused.connect(self.refused)
        self._header = _Header(self._grid)
        self._too_large = QLabel("There are too many wires to edit by hand.")
        self._too_large.setWordWrap(True)
        self._even = QPushButton("Even out")
        self._even.setToolTip("Make each vote the mean of its thick wires: n wires of 1/n, no others")
        self._even.clicked.connect(self._on_even)
        self._clear = QPushButton("Clear wires")
        self._clear.setToolTip("Set every weight to 0")
        self._clear.clicked.connect(self._on_clear)
        self._lay_out()

    def _lay_out(self) -> None:
        table = QWidget()
        column = QVBoxLayout(table)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._grid)
        column.addStretch(1)
        self._area = ClearArea()
        self._area.take(table)
        # It scrolls sideways only, so that each name stays beside its row.
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._name_column = QVBoxLayout()
        self._name_column.setSpacing(0)
        self._name_column.addStretch(1)
        self._buttons = TurningRow(self._even, self._clear)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._name_column, 0, 0)
        layout.addWidget(self._area, 0, 1)
        layout.addWidget(self._too_large, 1, 0, 1, 2)
        layout.addWidget(self._buttons, 2, 0, 1, 2)
        layout.setColumnStretch(1, 1)
        layout.setRowStretch(0, 1)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        self._buttons.set_needed(look.length(150))
        self._grid.set_look(look)
        self._header.set_look(look)
        self._align_names()

    def set_style(self, style: NumberStyle) -> None:
        """Show the decimals that fit cut off or rounded."""
        self._grid.set_style(style)

    def show_table(self, table: Array, values: int, limit: float) -> None:
        """Show weights ``(classes, values)``, with the biases as one more column; `limit` takes the full colour."""
        fits = table.size <= LARGEST_TABLE
        self._area.setVisible(fits)
        self._too_large.setVisible(not fits)
        if not fits:
            return
        self._grid.set_values(table)
        self._grid.set_scale(limit)
        self._header.show_columns(values)
        if table.shape != self._shape:
            self._shape = table.shape
            self._align_names()

    def show_names(self, names: tuple[str, ...]) -> None:
        """Show what the classes are called."""
        before, self._names = self._names, names
        while len(self._fields) > len(names):
            field = self._fields.pop()
            self._name_column.removeWidget(field)
            field.deleteLater()
        while len(self._fields) < len(names):
            self._add_field()
        for field, name in zip(self._fields, names, strict=True):
            if field.text() != name and not (field.hasFocus() and field.isModified()):
                field.setText(name)
        if names != before:
            self._align_names()

    def edit_name(self, index: int) -> None:
        """Take the keyboard to the name of a class."""
        self._fields[index].setFocus()
        self._fields[index].selectAll()

    def take_focus(self) -> None:
        """Take the keyboard to the table."""
        self._grid.setFocus(Qt.FocusReason.TabFocusReason)

    def _add_field(self) -> None:
        index = len(self._fields)
        field = QLineEdit()
        field.setMaxLength(LONGEST_NAME + 10)
        field.setAccessibleName(f"Name of class {index + 1}")
        field.setToolTip("The name of the class; Enter takes it")
        field.editingFinished.connect(partial(self._finish_name, index))
        self._fields.append(field)
        self._name_column.insertWidget(index, field)

    def _finish_name(self, index: int) -> None:
        field = self._fields[index]
        name, shown = field.text(), self._names[index]
        # What was refused must not stay in the field; what was taken comes back.
        field.setText(shown)
        if name != shown:
            self.class_renamed.emit(index, name)

    def _align_names(self) -> None:
        """Let each name stand beside its row."""
        whole = self._grid.sizeHint().height()
        height = whole // max(1, len(self._fields))
        self._grid.setFixedHeight(whole)
        bar = self._area.horizontalScrollBar().sizeHint().height()
        self._area.setMinimumHeight(self._header.height_needed() + whole + bar)
        self._name_column.setContentsMargins(0, self._header.height_needed(), 0, 0)
        width = max((field.fontMetrics().horizontalAdvance(name) for field, name in self._named()), default=0)
        for field in self._fields:
            field.setFixedSize(max(width, self._look.length(20)) + self._look.length(18), height)

    def _named(self) -> list[tuple[QLineEdit, str]]:
        return list(zip(self._fields, self._names, strict=False))

    @Slot()
    def _on_even(self) -> None:
        self.evened_out.emit()

    @Slot()
    def _on_clear(self) -> None:
        self.cleared.emit()


class _Header(QWidget):
    """The numbers of the values above their columns, and "bias" above the last where there is one."""

    def __init__(self, grid: NumberGrid) -> None:
        super().__init__()
        self._grid = grid
        self._values = 0
        grid.installEventFilter(self)
        self.set_look(Look())

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._color = QColor(look.theme.muted)
        self.setFont(look.font(Type.CAPTION))
        self.setFixedHeight(self.height_needed())
        self.update()

    def height_needed(self) -> int:
        return self.fontMetrics().height() + 2

    def show_columns(self, values: int) -> None:
        """Count the first `values` columns; what follows is the bias."""
        if values != self._values:
            self._values = values
            self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(self._color)
            for column in range(self._grid.values.shape[1]):
                cell = self._grid.cell_rect(0, column)
                place = cell.translated(0, -cell.y())
                place.setHeight(self.height())
                text = str(column + 1) if column < self._values else "bias"
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
