"""The menus of the page: what can be added, what can be done with one layer, and whole architectures."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from cnnviz.engine.layers import Flatten, ReLU, Softmax
from cnnviz.model.architecture.blueprints import Blueprint, Convolution, Dense, Fixed, Pooling
from cnnviz.model.architecture.plan import BLOCK
from cnnviz.model.architecture.ready_made import READY_MADE, ReadyMade
from cnnviz.ui.key_names import with_key_names
from cnnviz.ui.leaving import Leaving

_OFFERS: tuple[tuple[str, str, tuple[Blueprint, ...]] | None, ...] = (
    ("Convolution", "Filters that slide over the maps", (Convolution(),)),
    ("ReLU", "Below 0 becomes 0", (Fixed(ReLU),)),
    ("Max pooling", "The largest of each window", (Pooling(),)),
    ("Average pooling", "The mean of each window", (Pooling(mean=True),)),
    ("Block: convolution, ReLU, pooling", "The three together, as they mostly come", BLOCK),
    None,
    ("Flatten", "Maps become one list", (Fixed(Flatten),)),
    ("Dense", "Every value is wired to every neuron", (Dense(),)),
    ("Softmax", "Votes become shares of 1", (Fixed(Softmax),)),
)


class AddMenu(QMenu):
    """Every kind of layer.

    chosen(blueprints): one was chosen, or a block of them.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Add", parent)
        self.setToolTipsVisible(True)
        self._blueprints: dict[QAction, tuple[Blueprint, ...]] = {}
        for offer in _OFFERS:
            if offer is None:
                self.addSeparator()
                continue
            title, tip, blueprints = offer
            action = self.addAction(title)
            action.setToolTip(tip)
            action.setStatusTip(tip)
            self._blueprints[action] = blueprints
        Leaving(self)
        self.triggered.connect(self._on_triggered)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self.chosen.emit(self._blueprints[action])


class ReadyMadeMenu(QMenu):
    """Whole architectures.

    chosen(ready_made): one was chosen.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Ready-made", parent)
        self.setToolTipsVisible(True)
        self._offers: dict[QAction, ReadyMade] = {}
        for ready in READY_MADE:
            action = self.addAction(ready.title)
            action.setToolTip(ready.tip)
            action.setStatusTip(ready.tip)
            self._offers[action] = ready
        Leaving(self)
        self.triggered.connect(self._on_triggered)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self.chosen.emit(self._offers[action])


class LayerMenu(QMenu):
    """One menu for all layers, opened for one of them. Every signal begins with that layer's number.

    duplicated(index), block_duplicated(index), moved(index, by), removed(index): what a person chose.
    """

    duplicated = Signal(int)
    block_duplicated = Signal(int)
    moved = Signal(int, int)
    removed = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._index = 0
        self._duplicate = self.addAction("Duplicate")
        self._block = self.addAction("Duplicate the block")
        self._block.setToolTip("The convolution, or dense layer, with all that follows it up to the next")
        self.addSeparator()
        self._up = self.addAction(with_key_names("Move up\tAlt+Up"))
        self._down = self.addAction(with_key_names("Move down\tAlt+Down"))
        self.addSeparator()
        self._remove = self.addAction("Remove\tDel")
        self.setToolTipsVisible(True)
        Leaving(self)
        self.triggered.connect(self._on_triggered)

    def open_for(self, index: int, count: int, place: QPoint, *, has_block: bool) -> None:
        """Open at `place` of the screen for layer `index` of `count`."""
        self._index = index
        self._block.setEnabled(has_block)
        self._up.setEnabled(index > 0)
        self._down.setEnabled(index < count - 1)
        self.popup(place)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        if action is self._duplicate:
            self.duplicated.emit(self._index)
        elif action is self._block:
            self.block_duplicated.emit(self._index)
        elif action is self._remove:
            self.removed.emit(self._index)
        else:
            self.moved.emit(self._index, -1 if action is self._up else 1)
