"""How the numbers of a whole map are written, so that all of them can be read, or none is."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from PySide6.QtGui import QFont, QFontMetricsF

from cnnviz.engine.arrays import Array
from cnnviz.model.numbers import NumberWriter
from cnnviz.ui.labels import NARROWEST, ROOM

#: In pixels: smaller, squeezed numbers are no more than a pattern.
_SMALLEST = 7


class Lettering(NamedTuple):
    """What the numbers of a map are written with; `name` is the font's, as `QFont.toString` has it."""

    font: QFont
    text: NumberWriter
    name: str


def lettering(
    telling: tuple[float, ...], texts: tuple[NumberWriter, ...], font: QFont, width: float
) -> Lettering | None:
    """What numbers are written with in cells `width` pixels wide: the first of `texts` that fits, else a smaller font.

    None where there is nothing that all of them can be read in.

    Args:
        telling: as `telling_values` gives them.
        texts: from the most exact to the shortest.
        font: in pixels; the largest to write with.
        width: of a cell.
    """
    return _fitting(telling, texts, font.toString(), width)


def telling_values(values: Array) -> tuple[float, ...]:
    """Those of `values` that have the longest labels: the outermost ones, and the outermost that are not whole."""
    finite = values[np.isfinite(values)]
    broken = finite[finite != np.rint(finite)]
    return tuple(float(value) for part in (finite, broken) if part.size for value in (part.min(), part.max()))


@lru_cache(maxsize=256)
def _fitting(telling: tuple[float, ...], texts: tuple[NumberWriter, ...], named: str, width: float) -> Lettering | None:
    font = QFont()
    font.fromString(named)
    metrics, most, share = QFontMetricsF(font), width * ROOM / NARROWEST, 1.0
    for text in texts:
        longest = max((metrics.horizontalAdvance(text(value)) for value in telling), default=0.0)
        if longest <= most:
            return Lettering(font, text, named)
        share = most / longest
    font.setPixelSize(max(int(font.pixelSize() * share), 1))
    return Lettering(font, texts[-1], font.toString()) if font.pixelSize() >= _SMALLEST else None
