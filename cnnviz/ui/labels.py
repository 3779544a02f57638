"""Short labels painted once, then copied into cells: a fifth of a microsecond for a number instead of three."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from cnnviz.engine.arrays import Array, Mask

#: Beyond this side, in device pixels, so few labels are in sight that they are better written one by one.
LARGEST_TILE = 72
#: So many different labels are kept for one size of cell.
MOST_LABELS = 1024
#: So many values are remembered with their labels: while a network trains, each of them is new all the time.
MOST_VALUES = 16_384
#: What one of them takes, in bytes: the number, and its place in a dictionary.
_VALUE = 80
#: The share of a cell's width that a label may take.
ROOM = 0.88
#: A label that is too wide is squeezed down to this share of its width; beyond that it is left out.
NARROWEST = 0.55

PREMULTIPLIED = QImage.Format.Format_ARGB32_Premultiplied
Pixels = np.ndarray[tuple[int, ...], np.dtype[np.uint32]]
#: How much of each pixel a label covers, 0 to 255.
Covers = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
#: A cover times this is a premultiplied pixel, 0xaarrggbb, of black or of white, the colours of numbers on cells.
DARK, LIGHT = np.uint32(0x01000000), np.uint32(0x01010101)


class LabelSheet:
    """Every label seen so far in one font and one size of cell.

    Args:
        font: what to write with.
        width, height: of a cell, in device pixels.
        ratio: device pixels in a logical pixel.
    """

    def __init__(self, font: QFont, width: int, height: int, ratio: float) -> None:
        self._font = font
        self._size = (width, height)
        self._ratio = ratio
        self._clear()

    @property
    def size(self) -> int:
        """In bytes."""
        return self._covers.nbytes + _VALUE * self.value_count

    @property
    def value_count(self) -> int:
        """How many values are remembered with their labels."""
        return sum(map(len, self._known.values()))

    def image(self, values: Array, dark: Mask, text: Callable[[float], str]) -> QImage:
        """The labels of `values` ``(rows, columns)`` on a clear ground, dark where `dark` says so."""
        return image_of(_joined(self.pixels(values, dark, text)))

    def pixels(self, values: Array, dark: Mask, text: Callable[[float], str]) -> Pixels:
        """The label of each of `values` ``(...)``, dark where `dark` says so, as pixels ``(..., height, width)``."""
        if self.count > MOST_LABELS:
            self._clear()
        if self.value_count > MOST_VALUES:
            self._known.clear()
        known = self._known.setdefault(text, {})
        tiles = [known.get(value) for value in values.ravel().tolist()]
        if None in tiles:
            tiles = [self._tile(value, text, known) for value in values.ravel().tolist()]
        pixels = self._covers[np.array(tiles, dtype=np.intp).reshape(values.shape)].astype(np.uint32)
        pixels *= np.where(dark, DARK, LIGHT)[..., None, None]
        return pixels

    def _clear(self) -> None:
        width, height = self._size
        self._known: dict[Callable[[float], str], dict[float, int]] = {}
        self._places: dict[str, int] = {}
        self.count = 0
        self._covers: Covers = np.zeros((16, height, width), dtype=np.uint8)

    def _tile(self, value: float, text: Callable[[float], str], known: dict[float, int]) -> int:
        place = known.get(value)
        if place is None:
            label = text(value)
            place = self._places.get(label)
            if place is None:
                place = self._places[label] = self._add(label)
            known[value] = place
        return place

    def _add(self, label: str) -> int:
        if self.count == len(self._covers):
            self._covers = np.concatenate((self._covers, np.zeros_like(self._covers)))
        place, self.count = self.count, self.count + 1
        self._covers[place] = self._cover(label)
        return place

    def _cover(self, label: str) -> Covers:
        """How much of each pixel the label covers, 0 to 255."""
        width, height = self._size
        image = QImage(width, height, PREMULTIPLIED)
        image.setDevicePixelRatio(self._ratio)
        image.fill(0)
        with QPainter(image) as painter:
            painter.setFont(self._font)
            painter.setPen(QColor("#ffffff"))
            write_label(painter, QRectF(0, 0, width / self._ratio, height / self._ratio), label)
        pixels = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(height, width)
        return (pixels >> np.uint32(24)).astype(np.uint8)


class LabelImage:
    """The labels of a grid of values that changes: only those that differ from what was asked for last are copied."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._image = QImage()

    def image(self, labels: LabelSheet, values: Array, dark: Mask, text: Callable[[float], str]) -> QImage:
        """As `LabelSheet.image`; good until this is asked again."""
        key = (labels, text, values.shape)
        if key != self._key:
            self._key, self._values, self._dark = key, values, dark
            joined = _joined(labels.pixels(values, dark, text))
            rows, columns = joined.shape
            # The image owns the memory, which is written to here and below: whoever still draws it never draws what is
            # freed.
            self._image = QImage(columns, rows, PREMULTIPLIED)
            self._memory = np.frombuffer(self._image.bits(), dtype=np.uint32).reshape(rows, columns)
            self._memory[:] = joined
        elif values is not self._values:
            changed = np.nonzero((values != self._values) | (dark != self._dark))
            self._values, self._dark = values, dark
            rows, columns = values.shape
            tiles = self._memory.reshape(rows, -1, columns, self._memory.shape[1] // columns).transpose(0, 2, 1, 3)
            tiles[changed] = labels.pixels(values[changed], dark[changed], text)
        return self._image


def _joined(tiles: Pixels) -> Pixels:
    """``(rows, columns, height, width)`` as one picture ``(rows * height, columns * width)``."""
    rows, columns, height, width = tiles.shape
    return np.ascontiguousarray(tiles.transpose(0, 2, 1, 3)).reshape(rows * height, columns * width)


class LabelSheets:
    """Sheets for whatever fonts and sizes of cells are in use.

    Args:
        most: in bytes: where all sheets together hold more, those go that have not been used for longest.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._sheets: dict[tuple[str, int, int, float], LabelSheet] = {}

    @property
    def size(self) -> int:
        """In bytes."""
        return sum(sheet.size for sheet in self._sheets.values())

    def sheet(self, font: str, width: int, height: int, ratio: float) -> LabelSheet:
        """The sheet for a font (as `QFont.toString` names it) and a size of cell."""
        key = (font, width, height, ratio)
        sheet = self._sheets.pop(key, None)
        if sheet is None:
            while self.size > self._most:
                del self._sheets[next(iter(self._sheets))]
            made = QFont()
            made.fromString(font)
            sheet = LabelSheet(made, width, height, ratio)
        # The last is the one used last.
        self._sheets[key] = sheet
        return sheet


#: The application's own.
SHEETS = LabelSheets(8_000_000)


def write_label(painter: QPainter, cell: QRectF, label: str) -> None:
    """Write `label` into the middle of `cell` with the painter's font and pen, squeezed where it must be."""
    room = cell.width() * ROOM
    advance = QFontMetricsF(painter.font()).horizontalAdvance(label)
    if advance <= room:
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, label)
        return
    share = room / advance
    if share < NARROWEST:
        return
    painter.save()
    painter.translate(cell.center())
    painter.scale(share, 1.0)
    painter.drawText(
        QRectF(-advance, -cell.height() / 2, 2 * advance, cell.height()), Qt.AlignmentFlag.AlignCenter, label
    )
    painter.restore()


def image_of(pixels: Pixels) -> QImage:
    """Premultiplied pixels ``(rows, columns)`` as an image that owns its memory."""
    rows, columns = pixels.shape
    # QImage shares the memory it is given; the copy owns its own.
    return QImage(np.ascontiguousarray(pixels).data, columns, rows, 4 * columns, PREMULTIPLIED).copy()
