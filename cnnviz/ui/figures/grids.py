"""Grids of numbers as figures: the picture, and the filters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import Conv2d
from cnnviz.model.filters.edits import filter_name
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.sight import Sight
from cnnviz.ui.figures.figure import Figure
from cnnviz.ui.lettering import lettering, telling_values
from cnnviz.ui.painting import PAPER_PIXELS, READABLE_CELL, map_image, number_font, paint_numbers
from cnnviz.ui.stages.frame import number_texts
from cnnviz.ui.theme import Look, Type, diverging_colors, picture_colors

#: In points: the side of a picture, of a filter's cell; what is kept free around, and between two grids.
PICTURE, CELL, MARGIN, GAP = 480, 40, 12, 14
#: Grids of one filter side by side; more maps go below.
MOST_ACROSS = 3
#: No row of filters is wider, and no name of one.
WIDEST, LONGEST = 1280, 200


@dataclass(frozen=True, eq=False)
class Grid:
    """Numbers on their colours.

    values: ``(rows, columns)``; colors: from `low` to `high`; cell: its side in points. title: what stands above.
    """

    values: Array
    colors: tuple[int, ...]
    low: float
    high: float
    cell: int
    title: str = ""

    @property
    def width(self) -> int:
        return int(self.values.shape[1]) * self.cell

    @property
    def height(self) -> int:
        return int(self.values.shape[0]) * self.cell


def picture_figure(sight: Sight, look: Look, side: int = PICTURE) -> Figure:
    """The picture, about `side` points high and wide, with its numbers where there is room for them."""
    document = sight.document
    cell = max(side // max(document.grid), 4)
    grid = Grid(document.picture, picture_colors(look.theme), document.coding.paper, document.coding.ink, cell)

    def paint(painter: QPainter) -> None:
        paint_grid(painter, QPointF(MARGIN, MARGIN), grid, look, document.settings.numbers)

    return Figure("Picture", grid.width + 2 * MARGIN, grid.height + 2 * MARGIN, look.theme.surface, paint)


def filters_figure(sight: Sight, look: Look) -> Figure | None:
    """The filters of the convolution that is shown, each with its name; None where there is none."""
    layers = sight.document.network.layers
    layer = layers[sight.view.layer] if sight.view.layer < len(layers) else None
    if not isinstance(layer, Conv2d):
        return None
    placed, width, height = _flowed([_blocks(sight, look, layer, index) for index in range(layer.filters)], look)

    def paint(painter: QPainter) -> None:
        for place, grid in placed:
            painter.setFont(_caption(look))
            painter.setPen(QColor(look.theme.text))
            title = QFontMetricsF(painter.font()).elidedText(grid.title, Qt.TextElideMode.ElideRight, LONGEST)
            painter.drawText(QPointF(place.x(), place.y() - 5), title)
            paint_grid(painter, place, grid, look, sight.document.settings.numbers)

    return Figure("Filters", width, height, look.theme.surface, paint)


def paint_grid(painter: QPainter, corner: QPointF, grid: Grid, look: Look, style: NumberStyle) -> None:
    """Paint `grid` with its upper left at `corner`: a colour for each cell, and its number where one can be read."""
    rect = QRectF(corner.x(), corner.y(), grid.width, grid.height)
    image = map_image(grid.values, grid.colors, grid.low, grid.high)
    # Enlarged here, so that viewers that smooth images leave its edges crisp.
    painter.drawImage(rect, image.scaled(image.size() * PAPER_PIXELS))
    painter.setPen(QPen(QColor(look.theme.line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for row in range(grid.values.shape[0] + 1):
        painter.drawLine(
            QPointF(rect.left(), rect.top() + row * grid.cell), rect.topRight() + QPointF(0, row * grid.cell)
        )
    for column in range(grid.values.shape[1] + 1):
        left = rect.left() + column * grid.cell
        painter.drawLine(QPointF(left, rect.top()), QPointF(left, rect.bottom()))
    if grid.cell < READABLE_CELL:
        return
    texts = number_texts(style, whole=bool((grid.values == np.rint(grid.values)).all()))
    font = number_font(look.font(), grid.cell, grid.cell, largest=grid.cell * 0.4)
    written = lettering(telling_values(grid.values), texts, font, grid.cell)
    if written is not None:
        paint_numbers(painter, rect, grid.values, grid.colors, grid.low, grid.high, written)


def _blocks(sight: Sight, look: Look, layer: Conv2d, index: int) -> list[Grid]:
    """The grids of one filter: one for each map that it looks at, and its bias."""
    colors, limit = diverging_colors(look.theme), float(np.abs(layer.weight).max()) or 1.0
    name, maps = filter_name(sight.document, sight.view.layer, index), layer.weight.shape[1]
    titles = [name] if maps == 1 else [f"{name}, map {number}" for number in range(1, maps + 1)]
    grids = [
        Grid(values, colors, -limit, limit, CELL, title)
        for values, title in zip(layer.weight[index], titles, strict=True)
    ]
    if layer.bias is not None:
        bias = layer.bias[index : index + 1][:, None]
        most = max(limit, abs(float(bias[0, 0])))
        grids.append(Grid(bias, colors, -most, most, CELL, "Bias"))
    return grids


def _flowed(filters: list[list[Grid]], look: Look) -> tuple[list[tuple[QPointF, Grid]], int, int]:
    """Where the grids of all filters stand, one filter beside the other as far as they fit, and the size of it all."""
    placed: list[tuple[QPointF, Grid]] = []
    x, y, right, bottom, line = float(MARGIN), float(MARGIN), 0.0, 0.0, _line(look)
    for grids in filters:
        width = max(grids[0].width, *(min(_room_for(grid.title, look), LONGEST) for grid in grids)) + GAP
        across = min(MOST_ACROSS, len(grids))
        if placed and x + across * width > WIDEST:
            x, y = float(MARGIN), bottom + GAP
        for number, grid in enumerate(grids):
            down, along = divmod(number, across)
            corner = QPointF(x + along * width, y + line + down * (grids[0].height + line + GAP / 2))
            placed.append((corner, grid))
            bottom = max(bottom, corner.y() + grid.height)
        x += across * width + GAP
        right = max(right, x)
    return placed, round(right - 2 * GAP + MARGIN), round(bottom + MARGIN)


def _room_for(title: str, look: Look) -> int:
    return round(QFontMetricsF(_caption(look)).horizontalAdvance(title)) + 1


def _caption(look: Look) -> QFont:
    return look.pixel_font(Type.CAPTION, bold=True)


def _line(look: Look) -> float:
    return QFontMetricsF(_caption(look)).height() + 4
