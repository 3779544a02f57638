"""How a grid of values becomes a picture: colours, and numbers in the cells where they can be read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPaintEngine, QPainter, QTransform

from cnnviz.engine.arrays import Array, Mask
from cnnviz.ui.labels import LARGEST_TILE, SHEETS, LabelSheet, write_label
from cnnviz.ui.lettering import Lettering
from cnnviz.ui.theme import NUMBER_DARK, NUMBER_LIGHT, Theme, reads_on

#: Below this side, in pixels, a cell shows its colour alone.
READABLE_CELL = 16
#: On paper every value becomes this many pixels each way, so that viewers that smooth images leave its edges crisp.
PAPER_PIXELS = 12
#: The label that a number's font is chosen by; longer ones are squeezed.
USUAL_LABEL = "-.88"
# Named once: until Python 3.12 a look at a member of an enum is a call, and these are looked at for every map.
_PIXELS = QImage.Format.Format_RGB32
_RASTER = QPaintEngine.Type.Raster
_UNSCALED = frozenset({QTransform.TransformationType.TxNone, QTransform.TransformationType.TxTranslate})

Indices = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]


def map_image(values: Array, colors: tuple[int, ...], low: float, high: float) -> QImage:
    """`values` ``(rows, columns)`` as one pixel each, through 256 `colors` from `low` to `high`.

    Values beyond the ends take the end's colour, NaN that of the middle. Draw it scaled, without smoothing.
    """
    return colored_image(color_indices(values, low, high), colors)


def colored_image(indices: Indices, colors: tuple[int, ...]) -> QImage:
    """`indices` ``(rows, columns)`` as one pixel each in `colors`.

    The colours are looked up here: Qt scales an image with a colour table ten times slower than one without.
    """
    rows, columns = indices.shape
    pixels = _lookup(colors)[indices].tobytes()
    # QImage shares the memory it is given; the copy owns its own.
    return QImage(pixels, columns, rows, 4 * columns, _PIXELS).copy()


@lru_cache(maxsize=16)
def ramp_image(colors: tuple[int, ...]) -> QImage:
    """All colours side by side, for a legend."""
    return colored_image(np.arange(len(colors), dtype=np.uint8)[None], colors)


def color_indices(values: Array, low: float, high: float) -> Indices:
    """Where each value lies between `low` (0) and `high` (255); the middle of a symmetric scale is 128."""
    # Not by np.clip and np.nan_to_num, which take three times as long for the few values of a map.
    share = (np.minimum(np.maximum(values, low), high) - low) / ((high - low) or 1.0)
    share[np.isnan(share)] = 0.5
    return (share * 255 + 0.5).astype(np.uint8)


def dark_labels(indices: Indices, colors: tuple[int, ...]) -> Mask:
    """Where a dark label reads better than a light one upon the cell's colour."""
    dark: Mask = _dark(colors)[indices]
    return dark


@lru_cache(maxsize=16)
def _lookup(colors: tuple[int, ...]) -> np.ndarray[tuple[int, ...], np.dtype[np.uint32]]:
    return np.array(colors, dtype=np.uint32)


@lru_cache(maxsize=16)
def _dark(colors: tuple[int, ...]) -> Mask:
    return np.array([reads_on(color) for color in colors], dtype=np.bool_)


def number_font(font: QFont, width: float, height: float, largest: float = 40.0) -> QFont:
    """`font` in the size, in pixels, at which a usual number fills a cell of `width` x `height`.

    A little wider than the cell, in truth: small labels are easier to read tall and squeezed than small.
    """
    sized = QFont(font)
    sized.setPixelSize(100)
    widest = QFontMetricsF(sized).horizontalAdvance(USUAL_LABEL) / 100
    sized.setPixelSize(max(1, int(min(1.12 * width / widest, 0.62 * height, largest))))
    return sized


def paint_numbers(
    painter: QPainter,
    rect: QRect | QRectF,
    values: Array,
    colors: tuple[int, ...],
    low: float,
    high: float,
    written: Lettering,
) -> None:
    """Write each value into its cell of `rect`, dark or light as its colour needs."""
    write_numbers(painter, QRectF(rect), values, dark_labels(color_indices(values, low, high), colors), written)


def write_numbers(painter: QPainter, rect: QRectF, values: Array, dark: Mask, written: Lettering) -> None:
    """Write each value into its cell of `rect`, dark where `dark` says so; only what the painter's clip lets show.

    On screens the labels are copied from a sheet; on paper (SVG, PDF) they stay text.
    """
    rows, columns = values.shape
    width, height = rect.width() / columns, rect.height() / rows
    if painter.hasClipping():
        seen = painter.clipBoundingRect()
        top, bottom = _between(seen.top() - rect.top(), seen.bottom() - rect.top(), height, rows)
        left, right = _between(seen.left() - rect.left(), seen.right() - rect.left(), width, columns)
        if top >= bottom or left >= right:
            return
        values, dark = values[top:bottom, left:right], dark[top:bottom, left:right]
        rect = QRectF(rect.x() + left * width, rect.y() + top * height, (right - left) * width, (bottom - top) * height)
    labels = labels_for(painter, written, width, height) if is_on_screen(painter) else None
    if labels is None:
        painter.setFont(written.font)
        _write_one_by_one(painter, rect, values, dark, written)
    else:
        painter.drawImage(rect, labels.image(values, dark, written.text))


def labels_for(painter: QPainter, written: Lettering, width: float, height: float) -> LabelSheet | None:
    """Labels for cells of `width` x `height`.

    None where cells are no whole device pixels or so large that few are in sight. For a painter that is on screen.
    """
    ratio = painter.device().devicePixelRatioF()
    across, down = round(width * ratio), round(height * ratio)
    is_even = abs(across - width * ratio) + abs(down - height * ratio) < 1e-6
    if not is_even or max(across, down) > LARGEST_TILE:
        return None
    return SHEETS.sheet(written.name, across, down, ratio)


def hollow_negatives(painter: QPainter, rect: QRectF, values: Array, theme: Theme) -> None:
    """Leave only a rim of every cell of `rect` whose value is below zero."""
    rows, columns = values.shape
    width, height = rect.width() / columns, rect.height() / rows
    ground = QColor(theme.zero)
    for y, x in np.argwhere(values < 0).tolist():
        painter.fillRect(hollow(QRectF(rect.x() + x * width, rect.y() + y * height, width, height)), ground)


def hollow(cell: QRectF) -> QRectF:
    """What is empty of a cell below zero, where no colour tells its sign."""
    rim = max(1.0, round(0.13 * min(cell.width(), cell.height())))
    return cell.adjusted(rim, rim, -rim, -rim)


def is_on_screen(painter: QPainter) -> bool:
    """Whether the painter makes pixels that are neither scaled nor turned."""
    return painter.paintEngine().type() == _RASTER and painter.worldTransform().type() in _UNSCALED


def draw_cells(painter: QPainter, rects: Iterable[QRectF], image: QImage, sources: Iterable[QRectF]) -> None:
    """Draw each part of an image with one pixel for each cell, as `sources` tell, into its place in `rects`."""
    on_screen = is_on_screen(painter)
    for rect, source in zip(rects, sources, strict=True):
        if on_screen:
            painter.drawImage(rect, image, source)
        else:
            # SVG knows no parts of images, and viewers smooth what has few pixels.
            part = image.copy(source.toRect())
            painter.drawImage(rect, part.scaled(part.size() * PAPER_PIXELS))


def _between(near: float, far: float, step: float, count: int) -> tuple[int, int]:
    return max(int(near // step), 0), min(int(far // step) + 1, count)


def _write_one_by_one(painter: QPainter, rect: QRectF, values: Array, dark: Mask, written: Lettering) -> None:
    rows, columns = values.shape
    width, height = rect.width() / columns, rect.height() / rows
    pens = (QColor(NUMBER_LIGHT), QColor(NUMBER_DARK))
    for row, (line, shades) in enumerate(zip(values.tolist(), dark.tolist(), strict=True)):
        for column, (value, is_dark) in enumerate(zip(line, shades, strict=True)):
            painter.setPen(pens[is_dark])
            cell = QRectF(rect.x() + column * width, rect.y() + row * height, width, height)
            write_label(painter, cell, written.text(value))
