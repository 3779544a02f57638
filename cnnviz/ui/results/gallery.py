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
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QKeyEvent, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from cnnviz.engine.arrays import Array
from cnnviz.ui.painting import map_image
from cnnviz.ui.theme import Look, Type, picture_colors

_SIDE = 64
#: What usually stands below a picture; longer captions are shortened.
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
        self.setModel(self._pictures)
        self.setAccessibleName("Pictures")
        self.setAccessibleDescription("A click, Enter or Space brings the picture to the canvas.")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        # Without it, the window is not told which picture the pointer is on.
        self.setMouseTracking(True)
        self.clicked.connect(self._on_chosen)
        self.set_look(Look())

    def set_pictures(self, named: Sequence[tuple[str, Array]], paper: float, ink: float) -> None:
        """Show these, ``(rows, columns)`` each, with what stands below them."""
        self._pictures.replace(named, paper, ink)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        self.setFont(look.font(Type.CAPTION))
        self.setStyleSheet(
            "QListView { background: transparent; outline: none; }"
            f"QListView::item {{ border: 2px solid transparent; border-radius: 6px; color: {look.theme.text}; }}"
            f"QListView::item:hover, QListView::item:selected {{ border-color: {look.theme.accent}; "
            f"background: transparent; color: {look.theme.text}; }}"
        )
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
        caption = metrics.horizontalAdvance(_CAPTION) + gap
        self.setGridSize(QSize(max(side + gap, caption), side + metrics.height() + look.length(10)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def item_rect(self, index: int) -> QRect:
        """Where a picture stands, in pixels of the viewport."""
        return self.visualRect(self._pictures.index(index))

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

    def replace(self, named: Sequence[tuple[str, Array]], paper: float, ink: float) -> None:
        self.beginResetModel()
        self._named, self._ends = named, (paper, ink)
        self._icons.clear()
        self.endResetModel()

    def set_look(self, look: Look, side: int, ratio: float) -> None:
        if (look, side, ratio) != (self._look, self._side, self._ratio):
            self._look, self._side, self._ratio = look, side, ratio
            self._icons.clear()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self._named)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._named[index.row()][0]
            case Qt.ItemDataRole.StatusTipRole:
                return f"Bring to the canvas: {self._named[index.row()][0]}"
            case Qt.ItemDataRole.DecorationRole:
                return self._icon(index.row())
        return None

    def _icon(self, row: int) -> QIcon:
        if row not in self._icons:
            self._icons[row] = _thumbnail(self._named[row][1], *self._ends, self._side, self._ratio, self._look)
        return self._icons[row]


def _thumbnail(picture: Array, paper: float, ink: float, side: int, ratio: float, look: Look) -> QIcon:
    pixels = round(side * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(QColor(look.theme.paper))
    # Whole pixels for each cell, so that all cells are the same size.
    cell = max((pixels - 2) // max(picture.shape), 1)
    box = QRect(0, 0, cell * picture.shape[1], cell * picture.shape[0])
    box.moveCenter(pixmap.rect().center())
    painter = QPainter(pixmap)
    painter.drawImage(box, map_image(picture, picture_colors(look.theme), paper, ink))
    painter.setPen(QPen(QColor(look.theme.line), 1))
    painter.drawRect(pixmap.rect().adjusted(0, 0, -1, -1))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    icon = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        icon.addPixmap(pixmap, mode)
    return icon
