"""How a grid of values becomes a picture: colours, and numbers in the cells where they can be read."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from cnnviz.engine.arrays import Array
from cnnviz.ui.theme import NUMBER_DARK, NUMBER_LIGHT, reads_on

#: Below this side, in pixels, a cell shows its colour alone.
READABLE_CELL = 16


def map_image(values: Array, colors: tuple[int, ...], low: float, high: float) -> QImage:
    """`values` ``(rows, columns)`` as one pixel each, through 256 `colors` from `low` to `high`.

    Values beyond the ends take the end's colour, NaN that of the middle. Draw it scaled, without smoothing.
    """
    indices = color_indices(values, low, high)
    rows, columns = indices.shape
    # QImage shares the memory it is given; the copy owns its own.
    image = QImage(indices.tobytes(), columns, rows, columns, QImage.Format.Format_Indexed8).copy()
    image.setColorTable(list(colors))
    return image


def color_indices(values: Array, low: float, high: float) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Where each value lies between `low` (0) and `high` (255); the middle of a symmetric scale is 128."""
    span = (high - low) or 1.0
    share = np.nan_to_num((values - low) / span, nan=0.5, posinf=1.0, neginf=0.0)
    return np.floor(np.clip(share, 0.0, 1.0) * 255 + 0.5).astype(np.uint8)


def paint_numbers(
    painter: QPainter,
    rect: QRect,
    values: Array,
    colors: tuple[int, ...],
    low: float,
    high: float,
    text: Callable[[float], str],
) -> None:
    """Write each value into its cell of `rect` with the painter's font, dark or light as its colour needs."""
    rows, columns = values.shape
    width, height = rect.width() / columns, rect.height() / rows
    metrics = QFontMetricsF(painter.font())
    dark, light = QColor(NUMBER_DARK), QColor(NUMBER_LIGHT)
    indices = color_indices(values, low, high)
    for row in range(rows):
        for column in range(columns):
            label = text(float(values[row, column]))
            if metrics.horizontalAdvance(label) > width:
                continue
            painter.setPen(dark if reads_on(colors[int(indices[row, column])]) else light)
            cell = QRectF(rect.x() + column * width, rect.y() + row * height, width, height)
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, label)
