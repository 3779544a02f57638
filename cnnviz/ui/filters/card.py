"""One filter: its name, its numbers, and the way to everything that can be done with it."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from cnnviz.engine.arrays import Array
from cnnviz.model.numbers import NumberStyle
from cnnviz.ui.filters.bias_row import BiasRow
from cnnviz.ui.icons import icon
from cnnviz.ui.name_edit import NameEdit
from cnnviz.ui.number_grid import NumberGrid
from cnnviz.ui.theme import Look, Type

#: Grids side by side within one card; more maps go below.
MOST_ACROSS = 3


class FilterCard(QWidget):
    """A filter number `index`, with one grid of numbers for each map that it looks at.

    Every signal begins with the filter's number.

    weight_chosen(index, map, row, column), bias_chosen(index): a hand came to a number.
    weight_edited(index, map, row, column, value, gesture), block_pasted(index, map, row, column, values),
    bias_edited(index, value, gesture), renamed(index, name), refused(sentence): what a hand did.
    menu_wanted(index, place): open the filter's menu at that place of the screen.
    dropped(index, place): the card was dragged by its name to that place of its parent.
    entered(index), left(): the pointer came or went.
    """

    weight_chosen = Signal(int, int, int, int)
    bias_chosen = Signal(int)
    weight_edited = Signal(int, int, int, int, float, object)
    block_pasted = Signal(int, int, int, int, object)
    bias_edited = Signal(int, float, object)
    renamed = Signal(int, str)
    refused = Signal(str)
    menu_wanted = Signal(int, QPoint)
    dropped = Signal(int, QPoint)
    entered = Signal(int)
    left = Signal()

    def __init__(self, index: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._index = index
        self._flow = parent
        self._lit = False
        self._named: tuple[str, int] | None = None
        self._grip: QPoint | None = None
        self._dragged = False
        self._look = Look()
        self._style = NumberStyle.TRUNCATED
        self._grids: list[NumberGrid] = []
        self._name = NameEdit()
        self._name.setParent(self)
        self._name.renamed.connect(self._on_name_renamed)
        self._more = QToolButton(self)
        self._more.setAutoRaise(True)
        self._more.clicked.connect(self._on_more_clicked)
        self._bias: BiasRow | None = None

    # What is shown

    @property
    def grids(self) -> tuple[NumberGrid, ...]:
        """The spreadsheets, one for each map coming in."""
        return tuple(self._grids)

    @property
    def bias_grid(self) -> NumberGrid | None:
        """The bias as a spreadsheet of one cell; None where there is none."""
        return None if self._bias is None or self._bias.isHidden() else self._bias.grid

    @property
    def name_edit(self) -> NameEdit:
        return self._name

    @property
    def menu_button(self) -> QToolButton:
        return self._more

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab shall stop, in order."""
        return (self._name, *self._all_grids, self._more)

    @property
    def _all_grids(self) -> tuple[NumberGrid, ...]:
        return (*self._grids, self._bias.grid) if self._bias is not None else self.grids

    def set_filter(self, kernel: Array, name: str, bias: float | None, limit: float) -> None:
        """Show `kernel` ``(maps, rows, columns)``, full colour at `limit`; `bias` where the layer has one."""
        self._fit_grids(kernel.shape[0])
        for grid, values in zip(self._grids, kernel, strict=True):
            grid.set_values(values)
            grid.set_scale(limit)
        if bias is not None:
            self._bias = self._bias or self._new_bias()
            self._bias.show_bias(bias, limit)
        if self._bias is not None:
            self._bias.setVisible(bias is not None)
        self._set_name(name)

    def set_renamable(self, renamable: bool) -> None:
        """Whether the name can be typed over."""
        self._name.setReadOnly(not renamable)
        self._name.setFocusPolicy(Qt.FocusPolicy.TabFocus if renamable else Qt.FocusPolicy.NoFocus)

    def cancel_entries(self) -> None:
        """Forget what is being typed, because the filter that it was meant for is no longer here."""
        self._name.cancel()
        for grid in self._all_grids:
            grid.cancel()

    def set_style(self, style: NumberStyle) -> None:
        """Show the decimals that fit cut off or rounded."""
        self._style = style
        for grid in self._all_grids:
            grid.set_style(style)

    def set_lit(self, lit: bool) -> None:
        """Frame the card in the accent colour, or not."""
        if lit != self._lit:
            self._lit = lit
            self.update()

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        self._line = QPen(QColor(look.theme.line), 1)
        self._accent = QPen(QColor(look.theme.accent), 2)
        self._ground = QColor(look.theme.raised)
        self._muted = QColor(look.theme.muted)
        self._caption = look.font(Type.CAPTION)
        self._name.setFont(look.font(Type.CAPTION, bold=True))
        side = look.length(14)
        self._more.setIcon(icon("more", look.theme.muted, side))
        self._more.setIconSize(QSize(side, side))
        for grid in self._grids:
            grid.set_look(look)
        if self._bias is not None:
            self._bias.set_look(look)
        self._place_parts()

    def _set_name(self, name: str) -> None:
        if self._named == (name, len(self._all_grids)):
            return
        self._named = (name, len(self._all_grids))
        self._name.set_name(name)
        self._name.setToolTip(f"{name}: click to rename, drag to move")
        self._name.setAccessibleName(f"Name of filter {self._index + 1}")
        self._more.setToolTip(f"{name}: presets and operations")
        self._more.setAccessibleName(f"{name}: presets and operations")
        if self._bias is not None:
            self._bias.grid.setAccessibleName(f"{name}, bias")
        many = len(self._grids) > 1
        for number, grid in enumerate(self._grids, start=1):
            grid.setAccessibleName(f"{name}, numbers for map {number}" if many else f"{name}, numbers")

    def _fit_grids(self, count: int) -> None:
        while len(self._grids) > count:
            grid = self._grids.pop()
            grid.cancel()
            grid.hide()
            grid.deleteLater()
        while len(self._grids) < count:
            grid = NumberGrid(self)
            grid.set_look(self._look)
            grid.set_style(self._style)
            number = len(self._grids)
            grid.cell_chosen.connect(partial(self._on_cell_chosen, number))
            grid.cell_edited.connect(partial(self._on_cell_edited, number))
            grid.block_pasted.connect(partial(self._on_block_pasted, number))
            grid.refused.connect(self.refused)
            grid.show()
            self._grids.append(grid)

    def _new_bias(self) -> BiasRow:
        row = BiasRow(self)
        row.set_look(self._look)
        row.grid.set_style(self._style)
        row.chosen.connect(self._on_bias_chosen)
        row.edited.connect(self._on_bias_edited)
        row.refused.connect(self.refused)
        return row

    # Where the parts stand

    def narrowest(self) -> int:
        """The least width, in pixels, at which the numbers can be read."""
        return self._width_for(self._grids[0].minimumSizeHint().width())

    def widest(self) -> int:
        """The width, in pixels, beyond which the cells are larger than a number needs."""
        return self._width_for(round(1.6 * self._grids[0].sizeHint().width()))

    def height_for(self, width: int) -> int:
        """The height of the card at `width`, in pixels, with square cells."""
        grid = self._grid_size(width)
        down = -(-len(self._grids) // self._across)
        height = 2 * self._edge + self._header_height + down * (self._caption_height + grid.height() + self._gap)
        return height if self.bias_grid is None else height + self._bias_height + self._gap

    @property
    def _across(self) -> int:
        return min(MOST_ACROSS, math.ceil(math.sqrt(len(self._grids))))

    @property
    def _edge(self) -> int:
        return self._look.length(5)

    @property
    def _gap(self) -> int:
        return self._look.length(4)

    @property
    def _header_height(self) -> int:
        return max(self._name.sizeHint().height(), self._more.sizeHint().height())

    @property
    def _caption_height(self) -> int:
        """What stands above each grid where there are several: which map it looks at."""
        return QFontMetrics(self._caption).height() if len(self._grids) > 1 else 0

    @property
    def _bias_height(self) -> int:
        return 0 if self._bias is None else self._bias.needed_height

    def _width_for(self, grid_width: int) -> int:
        return 2 * self._edge + self._across * (grid_width + self._gap) - self._gap

    def _grid_size(self, width: int) -> QSize:
        grid_width = (width - 2 * self._edge + self._gap) // self._across - self._gap
        rows, columns = self._grids[0].values.shape
        lowest = self._grids[0].minimumSizeHint().height()
        return QSize(grid_width, max(lowest, (grid_width - 1) * rows // columns + 1))

    def _place_parts(self) -> None:
        if not self._grids:
            return
        edge, gap, header = self._edge, self._gap, self._header_height
        more = self._more.sizeHint().width()
        self._name.setGeometry(edge, edge, self.width() - 2 * edge - more, header)
        self._more.setGeometry(self.width() - edge - more, edge, more, header)
        size = self._grid_size(self.width())
        top, caption = edge + header + gap, self._caption_height
        step = caption + size.height() + gap
        for number, grid in enumerate(self._grids):
            down, right = divmod(number, self._across)
            grid.setGeometry(
                edge + right * (size.width() + gap), top + down * step + caption, size.width(), size.height()
            )
        top += -(-len(self._grids) // self._across) * step
        if self._bias is not None:
            self._bias.setGeometry(edge, top, self.width() - 2 * edge, self._bias_height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_parts()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = self._accent if self._lit else self._line
            inset = pen.widthF() / 2
            painter.setPen(pen)
            if self._dragged:
                painter.setBrush(self._ground)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
            if len(self._grids) > 1:
                self._paint_captions(painter)

    def _paint_captions(self, painter: QPainter) -> None:
        painter.setFont(self._caption)
        painter.setPen(self._muted)
        for number, grid in enumerate(self._grids, start=1):
            place = grid.geometry()
            above = QRect(place.x(), place.y() - self._caption_height, place.width(), self._caption_height)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, f"on map {number}")

    # What a hand did

    def enterEvent(self, event: QEnterEvent) -> None:
        self.entered.emit(self._index)

    def leaveEvent(self, event: QEvent) -> None:
        self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            return
        way = event.position().toPoint() - self._grip
        if not self._dragged and way.manhattanLength() >= QApplication.startDragDistance():
            self._dragged = True
            self.raise_()
            self.update()
        if self._dragged:
            self.move(self._within_flow(self.pos() + way))

    def _within_flow(self, place: QPoint) -> QPoint:
        room = self._flow.size() - self.size()
        return QPoint(max(0, min(place.x(), room.width())), max(0, min(place.y(), room.height())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        grip, self._grip = self._grip, None
        if self._dragged:
            self._dragged = False
            self.update()
            self.dropped.emit(self._index, self.mapToParent(event.position().toPoint()))
        elif grip is not None and self._name.geometry().contains(grip) and not self._name.isReadOnly():
            self._name.begin()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(self._index, event.globalPos())

    @Slot()
    def _on_more_clicked(self) -> None:
        self.menu_wanted.emit(self._index, self._more.mapToGlobal(self._more.rect().bottomLeft()))

    @Slot(str)
    def _on_name_renamed(self, name: str) -> None:
        self.renamed.emit(self._index, name)

    def _on_cell_chosen(self, map_index: int, row: int, column: int) -> None:
        self.weight_chosen.emit(self._index, map_index, row, column)

    def _on_cell_edited(self, map_index: int, row: int, column: int, value: float, gesture: object) -> None:
        self.weight_edited.emit(self._index, map_index, row, column, value, gesture)

    def _on_block_pasted(self, map_index: int, row: int, column: int, values: Array) -> None:
        self.block_pasted.emit(self._index, map_index, row, column, values)

    @Slot()
    def _on_bias_chosen(self) -> None:
        self.bias_chosen.emit(self._index)

    @Slot(float, object)
    def _on_bias_edited(self, value: float, gesture: object) -> None:
        self.bias_edited.emit(self._index, value, gesture)
