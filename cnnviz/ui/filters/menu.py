"""Everything that can be done with one filter as a whole."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from cnnviz.model.filters.edits import MOST_FILTERS, Operation
from cnnviz.ui.filters.presets import PresetMenu
from cnnviz.ui.leaving import Leaving
from cnnviz.ui.theme import Look

SHAPING = (Operation.ROTATE, Operation.FLIP_ACROSS, Operation.FLIP_DOWN, Operation.TRANSPOSE)
NUMBERS = (Operation.NEGATE, Operation.NORMALISE, Operation.RANDOM, Operation.CLEAR)


class FilterMenu(QMenu):
    """One menu for all filters, opened for one of them. Every signal begins with that filter's number.

    preset_chosen(index, preset), operation_chosen(index, operation), patch_taken(index), duplicated(index),
    moved(index, to), removed(index): what a person chose.
    """

    preset_chosen = Signal(int, object)
    operation_chosen = Signal(int, object)
    patch_taken = Signal(int)
    duplicated = Signal(int)
    moved = Signal(int, int)
    removed = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._index = 0
        self._operations: dict[QAction, Operation] = {}
        self._presets = PresetMenu("Preset", self)
        self._presets.preset_chosen.connect(self._on_preset_chosen)
        self.addMenu(self._presets)
        self._patch = self.addAction("Take this patch of the picture")
        self._patch.setToolTip(
            "The filter becomes the patch of the picture under the cell that is pinned, or that the keyboard is on."
        )
        for operations in (SHAPING, NUMBERS):
            self.addSeparator()
            for operation in operations:
                self._operations[self.addAction(operation.value)] = operation
        self.addSeparator()
        self._duplicate = self.addAction("Duplicate")
        self._left = self.addAction("Move left")
        self._right = self.addAction("Move right")
        self._remove = self.addAction("Remove")
        self.setToolTipsVisible(True)
        Leaving(self)
        self.triggered.connect(self._on_triggered)

    def set_look(self, look: Look) -> None:
        """Draw the thumbnails in another theme."""
        self._presets.set_look(look)

    def open_for(self, index: int, count: int, place: QPoint) -> None:
        """Open at `place` of the screen for filter `index` of `count`."""
        self._index = index
        self._left.setEnabled(index > 0)
        self._right.setEnabled(index < count - 1)
        self._remove.setEnabled(count > 1)
        self._duplicate.setEnabled(count < MOST_FILTERS)
        self.popup(place)

    @Slot(object)
    def _on_preset_chosen(self, preset: object) -> None:
        self.preset_chosen.emit(self._index, preset)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        if action in self._operations:
            self.operation_chosen.emit(self._index, self._operations[action])
        elif action is self._patch:
            self.patch_taken.emit(self._index)
        elif action is self._duplicate:
            self.duplicated.emit(self._index)
        elif action is self._left:
            self.moved.emit(self._index, self._index - 1)
        elif action is self._right:
            self.moved.emit(self._index, self._index + 1)
        elif action is self._remove:
            self.removed.emit(self._index)
