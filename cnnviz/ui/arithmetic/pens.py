"""Fonts and colours of the working, made once per look."""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontInfo, QFontMetricsF, QPen

from cnnviz.engine.arrays import Array
from cnnviz.ui.painting import color_indices, dark_labels
from cnnviz.ui.theme import NUMBER_DARK, NUMBER_LIGHT, Look, Type, diverging_colors, picture_colors


class Pens:
    """What everything is drawn with in one look.

    smallest, body: text heights in pixels.
    """

    def __init__(self, look: Look) -> None:
        theme = look.theme
        self.look = look
        self.text = QColor(theme.text)
        self.muted = QColor(theme.muted)
        self.accent = QColor(theme.accent)
        self.probe = QPen(QColor(theme.probe), look.length(3))
        self.line = QPen(QColor(theme.line), 1)
        self.padding = QBrush(QColor(theme.muted), Qt.BrushStyle.BDiagPattern)
        self.positive, self.negative = QColor(theme.positive), QColor(theme.negative)
        self.on_dark, self.on_light = QColor(NUMBER_LIGHT), QColor(NUMBER_DARK)
        self.heading = look.font(Type.CAPTION, bold=True)
        self.heading_metrics = QFontMetricsF(self.heading)
        self.smallest = QFontInfo(look.font(Type.CAPTION)).pixelSize()
        self.body = QFontInfo(look.font(Type.BODY)).pixelSize()
        self.diverging = _made(diverging_colors(theme))
        self.grey = _made(picture_colors(theme))
        self._font = cache(self._make_font)
        self._metrics = cache(self._make_metrics)

    def font(self, height: int, *, bold: bool = False) -> QFont:
        """The typeface `height` pixels high, within what the look allows."""
        return self._font(height, bold)

    def metrics(self, height: int, *, bold: bool = False) -> QFontMetricsF:
        """The measures of `font`."""
        return self._metrics(height, bold)

    def fills(self, values: Array, low: float, high: float, *, grey: bool) -> tuple[list[QColor], list[QColor]]:
        """For each of `values` (flattened) the colour of its cell and that of the number upon it."""
        scale, colors = (picture_colors, self.grey) if grey else (diverging_colors, self.diverging)
        indices = color_indices(np.asarray(values), low, high).ravel()
        reads_dark = dark_labels(indices, scale(self.look.theme)).tolist()
        inks = [self.on_light if is_dark else self.on_dark for is_dark in reads_dark]
        return [colors[index] for index in indices.tolist()], inks

    def _make_font(self, height: int, bold: bool) -> QFont:
        return self.look.letters(height, bold=bold)

    def _make_metrics(self, height: int, bold: bool) -> QFontMetricsF:
        return QFontMetricsF(self.font(height, bold=bold))


@lru_cache(maxsize=8)
def _made(scale: tuple[int, ...]) -> tuple[QColor, ...]:
    # Once per theme: making 256 of them takes longer than everything else in Pens.
    return tuple(QColor(color) for color in scale)
