"""Pictures and what was answered to them, one click each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from cnnviz.engine.arrays import Array
from cnnviz.ui.picture_list import frame_current, line_up, picture_icon
from cnnviz.ui.theme import Look, Type

_SIDE = 64
#: What usually stands below a picture; those wider than half a row are shortened.
_CAPTION = "is X, answered O"
_Index = QModelIndex | QPersistentModelIndex


class Gallery(QListView):
    """Thumbnails with a line below each; a click, Enter or Space chooses one.

    picture_chosen(index): the one with that place.
    """

    picture_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._pictures = _Pictures(self)
        self._captions = {_CAPTION}
        self.setModel(self._pictures)
        self.setObjectName("gallery")
        self.setAccessibleName("Pictures")
        self.setAccessibleDescription("A click, Enter or Space brings the picture to the canvas.")
        line_up(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.clicked.connect(self._on_chosen)
        self.set_look(Look())

    def set_pictures(self, named: Sequence[tuple[str, Array]], paper: float, ink: float) -> None:
        """Show these, ``(rows, columns)`` each, with what stands below them."""
        self._pictures.replace(named, paper, ink)
        # Thousands of pictures have a few captions.
        self._captions = {_CAPTION, *(caption for caption, _ in named)}
        self._fit()

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        self.setFont(look.font(Type.CAPTION))
        self._fit()

    def _fit(self) -> None:
        """Four in a row where there is room, large enough to be made out from afar."""
        look, metrics = self._look, QFontMetrics(self.font())
        # The list keeps room for a scroll bar even beside one; and no size must change as one comes and goes.
        room = self.width() - 2 * self.verticalScrollBar().sizeHint().width()
        gap = look.length(16)
        side = max(_SIDE, min(room // 4 - gap, 2 * _SIDE))
        self._pictures.set_look(look, side, self.devicePixelRatioF())
        self.setIconSize(QSize(side, side))
        widest = max(metrics.horizontalAdvance(each) for each in self._captions)
        caption = max(min(widest + gap, room // 2), metrics.horizontalAdvance(_CAPTION) + gap)
        cell = QSize(max(side + gap, caption), side + metrics.height() + look.length(10))
        # The list takes the first picture's size for all: it must have room for the widest caption, not for its own.
        self._pictures.set_room(QSize(cell.width() - look.length(4), cell.height() - look.length(4)))
        self.setGridSize(cell)
        self.doItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def item_rect(self, index: int) -> QRect:
        """Where a picture stands, in pixels of the viewport."""
        return self.visualRect(self._pictures.index(index))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        frame_current(self, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if Qt.Key(event.key()) in keys and self.currentIndex().isValid():
            self.picture_chosen.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return self.gridSize()

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        self.picture_chosen.emit(index.row())


class _Pictures(QAbstractListModel):
    """The pictures; a thumbnail is painted when it comes into sight, for there may be thousands."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._named: Sequence[tuple[str, Array]] = ()
        self._ends = (-1.0, 1.0)
        self._icons: dict[int, QIcon] = {}
        self._look, self._side, self._ratio = Look(), _SIDE, 1.0
        self._room = QSize(_SIDE, _SIDE)

    def replace(self, named: Sequence[tuple[str, Array]], paper: float, ink: float) -> None:
        self.beginResetModel()
        self._named, self._ends = named, (paper, ink)
        self._icons.clear()
        self.endResetModel()

    def set_look(self, look: Look, side: int, ratio: float) -> None:
        if (look, side, ratio) != (self._look, self._side, self._ratio):
            self._look, self._side, self._ratio = look, side, ratio
            self._icons.clear()

    def set_room(self, room: QSize) -> None:
        self._room = room

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._named)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._named[index.row()][0]
            case Qt.ItemDataRole.StatusTipRole:
                return f"Bring to the canvas: {self._named[index.row()][0]}"
            case Qt.ItemDataRole.SizeHintRole:
                return self._room
            case Qt.ItemDataRole.DecorationRole:
                return self._icon(index.row())
        return None

    def _icon(self, row: int) -> QIcon:
        if row not in self._icons:
            self._icons[row] = picture_icon(self._named[row][1], *self._ends, self._side, self._ratio, self._look)
        return self._icons[row]
