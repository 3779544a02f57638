"""The samples of one class as little pictures: thousands of them, of which only those in sight are painted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from cnnviz.engine.arrays import Array
from cnnviz.ui.painting import map_image
from cnnviz.ui.picture_list import frame_current, line_up
from cnnviz.ui.theme import Look, picture_colors

_SIDE = 36
_GAP = 4
#: What stands where there is no sample; its first part where there is no room for the whole.
_NONE = "None yet: draw one, then press the button."
_PICTURE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, eq=False)
class Thumbnail:
    """A sample: its place among all samples, and its picture ``(rows, columns)``."""

    place: int
    picture: Array


class ThumbnailModel(QAbstractListModel):
    """The samples of one class."""

    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self._name = ""
        self.thumbnails: tuple[Thumbnail, ...] = ()

    def set_thumbnails(self, name: str, thumbnails: tuple[Thumbnail, ...]) -> None:
        """Offer these. Samples that are only added behind the others leave those as they are."""
        old = self.thumbnails
        self._name = name
        if len(thumbnails) >= len(old) and all(map(_is_same, old, thumbnails)):
            if len(thumbnails) > len(old):
                self.beginInsertRows(QModelIndex(), len(old), len(thumbnails) - 1)
                self.thumbnails = thumbnails
                self.endInsertRows()
            self.thumbnails = thumbnails
            return
        self.beginResetModel()
        self.thumbnails = thumbnails
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.thumbnails)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return f"{self._name}, {index.row() + 1} of {len(self.thumbnails)}"
            case Qt.ItemDataRole.StatusTipRole:
                return "Click: bring it to the canvas. Delete removes it, a digit moves it to that class."
            case role if role == _PICTURE:
                return self.thumbnails[index.row()].picture
        return None


def _is_same(one: Thumbnail, other: Thumbnail) -> bool:
    return one.picture is other.picture


class ThumbnailView(QListView):
    """Thumbnails in lines. A click, Enter or Space brings one to the canvas; Delete and digits are for all selected.

    chosen(place): bring this sample to the canvas.
    deleted(places): delete these samples.
    moved(places, label): these belong to another class.
    menu_asked(places, point): offer what can be done with these, at a point of the screen.
    """

    chosen = Signal(int)
    deleted = Signal(object)
    moved = Signal(object, int)
    menu_asked = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._model = ThumbnailModel(self)
        self._painter = _Thumbnails(self)
        self.setModel(self._model)
        self.setItemDelegate(self._painter)
        line_up(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._on_clicked)
        self.activated.connect(self._on_activated)

    @property
    def thumbnails(self) -> tuple[Thumbnail, ...]:
        return self._model.thumbnails

    def set_thumbnails(self, name: str, thumbnails: tuple[Thumbnail, ...], paper: float, ink: float) -> None:
        """Show the samples of a class `name`, and the newest where one was added."""
        before, row = len(self.thumbnails), self.currentIndex().row()
        self._painter.paper, self._painter.ink = paper, ink
        self._model.set_thumbnails(name, thumbnails)
        self.setAccessibleName(f"Samples of {name}")
        if len(thumbnails) > before > 0 and self.currentIndex().row() == row:
            self.scrollToBottom()
        elif row >= 0 and thumbnails and self.currentIndex().row() < 0:
            # The next one is at hand, so that several can be deleted one after the other.
            self.setCurrentIndex(self._model.index(min(row, len(thumbnails) - 1)))

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._painter.look = look
        side = round(_SIDE * math.sqrt(max(look.text_scale / 100, 1.0)))
        self.setGridSize(QSize(side + _GAP, side + _GAP))
        self.setMinimumHeight(side + _GAP + 2)
        self.viewport().update()

    def set_barred(self, *, is_barred: bool) -> None:
        """Whether a bar shows which of the samples are in sight; the wheel and the keys scroll them in any case."""
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if is_barred else policy.ScrollBarAlwaysOff)

    def minimumSizeHint(self) -> QSize:
        return self.gridSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.thumbnails:
            with QPainter(self.viewport()) as painter:
                painter.setPen(QColor(self._painter.look.theme.muted))
                place = self.viewport().rect().adjusted(2, 2, -2, -2)
                flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
                fits = painter.boundingRect(place, int(flags), _NONE).height() <= place.height()
                painter.drawText(place, int(flags), _NONE if fits else _NONE.partition(":")[0])

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        frame_current(self, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places = self._selected()
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and places:
            self.deleted.emit(places)
        elif event.text().isdecimal() and event.text().isascii() and places:
            # 1 to 9, and 0 for the tenth, as on the keyboard.
            self.moved.emit(places, (int(event.text()) - 1) % 10)
        elif event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._on_activated(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        places = self._selected()
        if places:
            self.menu_asked.emit(places, event.globalPos())

    def _selected(self) -> tuple[int, ...]:
        return tuple(sorted(self.thumbnails[index.row()].place for index in self.selectedIndexes()))

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        # With Shift or Ctrl, the hand selects several.
        if not QGuiApplication.keyboardModifiers():
            self._on_activated(index)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.chosen.emit(self.thumbnails[index.row()].place)


class _Thumbnails(QStyledItemDelegate):
    """Paints a sample, framed where it is selected."""

    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self._view = parent
        self.look = Look()
        self.paper, self.ink = -1.0, 1.0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self.look.theme
        cell: QRect = option.rect.adjusted(2, 2, -_GAP + 1, -_GAP + 1)
        picture: Array = index.data(_PICTURE)
        rows, columns = picture.shape
        # Whole pixels for each cell where they are few, so that all cells are the same size.
        step = max(cell.width() // max(rows, columns), 1)
        size = QSize(min(columns * step, cell.width()), min(rows * step, cell.height()))
        box = QRect(0, 0, size.width(), size.height())
        box.moveCenter(cell.center())
        # The view asks for smoothing, which blurs pixels.
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.fillRect(cell, QColor(theme.paper))
        painter.drawImage(box, map_image(picture, picture_colors(theme), self.paper, self.ink))
        # Where the keyboard is elsewhere, Delete would not mean these.
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        painter.setPen(QPen(QColor(theme.accent if is_selected else theme.line), 2 if is_selected else 1))
        painter.drawRect(cell)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._view.gridSize()
