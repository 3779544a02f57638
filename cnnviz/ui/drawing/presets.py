"""A strip of little pictures, one click each."""

from __future__ import annotations

import math

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from cnnviz.engine.arrays import Array
from cnnviz.ui.picture_list import frame_current, line_up, picture_icon
from cnnviz.ui.theme import Look

_SIDE = 40


class PresetStrip(QListWidget):
    """Thumbnails from top to bottom; a click, Enter or Space chooses one.

    preset_chosen(index): the one with that place.
    """

    preset_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: list[tuple[Array, float, float]] = []
        self._look = Look()
        self.setObjectName("presets")
        self.setAccessibleName("Sample pictures")
        self.setAccessibleDescription("A click, Enter or Space takes the picture.")
        line_up(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.itemClicked.connect(self._on_item_chosen)
        self.itemActivated.connect(self._on_item_chosen)
        self._dress()

    def set_pictures(self, named: list[tuple[str, Array, float, float]]) -> None:
        """Show these: name, picture ``(rows, columns)``, and its numbers for paper and ink."""
        self.clear()
        self._pictures = []
        for name, picture, paper, ink in named:
            item = QListWidgetItem(self)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, name)
            rows, columns = picture.shape
            item.setToolTip(f"{name} ({rows} × {columns})")
            item.setStatusTip(f"Draw: {item.toolTip()}")
            self._pictures.append((picture, paper, ink))
        self._dress()

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        if look != self._look:
            self._look = look
            self._dress()

    def _dress(self) -> None:
        look = self._look
        side = round(_SIDE * math.sqrt(max(look.text_scale / 150, 1.0)))
        self.setIconSize(QSize(side, side))
        self.setGridSize(QSize(side + 6, side + 6))
        self.setFixedWidth(side + 8 + look.length(10))
        for index, (picture, paper, ink) in enumerate(self._pictures):
            self.item(index).setIcon(picture_icon(picture, paper, ink, side, self.devicePixelRatioF(), look))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        frame_current(self, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentRow() >= 0:
            self.preset_chosen.emit(self.currentRow())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        # The rest is reached by scrolling: it is the canvas that says how high the two of them are.
        return QSize(self.width(), self.gridSize().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @Slot(QListWidgetItem)
    def _on_item_chosen(self, item: QListWidgetItem) -> None:
        self.preset_chosen.emit(self.row(item))
