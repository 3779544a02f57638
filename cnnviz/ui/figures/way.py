"""The whole way as a figure, from the picture to the votes."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import numpy as np
from PySide6.QtGui import QColor, QPainter

from cnnviz.engine.arrays import Mask
from cnnviz.engine.network import Network, Trace
from cnnviz.model.concealment import Concealment
from cnnviz.model.highlight import Highlight, masks_of, winner_of
from cnnviz.model.sight import Sight
from cnnviz.model.view import Probe
from cnnviz.ui.figures.figure import Figure
from cnnviz.ui.lettering import Writer
from cnnviz.ui.stages.frame import Frame, Sheet, frame
from cnnviz.ui.stages.marks import Marks
from cnnviz.ui.stages.paint import paint_ground, paint_values
from cnnviz.ui.stages.scene import Scene, scene
from cnnviz.ui.stages.style import Style
from cnnviz.ui.theme import Look

WIDTH, HEIGHT = 1280, 440


def way_figure(sight: Sight, look: Look, width: int = WIDTH, height: int = HEIGHT) -> Figure:
    """Every stage of `sight`, with what belongs to the value asked about lit."""
    way = way_of(sight, look, width, height)

    def painted(painter: QPainter) -> None:
        way.paint(painter, sight.masks, sight.probe)

    return Figure("From the picture to the votes", width, height, look.theme.surface, painted)


@dataclass(frozen=True, eq=False)
class Way:
    """The stages laid out and coloured once, to be painted with this or that value lit and hidden."""

    trace: Trace
    ready: Scene
    shown: Frame
    share: float

    def paint(self, painter: QPainter, masks: Concealment, probe: Probe | None) -> None:
        """Paint it, smaller where it would not fit."""
        surface = self.ready.style.surface
        sheets = tuple(
            sheet if mask is None else _concealed(sheet, mask, surface)
            for sheet, mask in zip(self.shown.sheets, masks, strict=True)
        )
        verdict = self.shown.verdict if masks[-1] is None else None
        painter.save()
        if self.share < 1.0:
            painter.scale(self.share, self.share)
        shown = replace(self.shown, sheets=sheets, verdict=verdict)
        paint_ground(painter, self.ready, shown)
        paint_values(painter, self.ready, shown, self._marks(probe))
        painter.restore()

    def _marks(self, probe: Probe | None) -> Marks:
        if probe is None:
            return Marks()
        masks = _lit_masks(self.trace.network, probe)
        return Marks(Highlight(probe, masks, winner_of(self.trace, probe)), pinned=True)


def way_of(sight: Sight, look: Look, width: int, height: int) -> Way:
    """The stages of `sight` laid out in `width` x `height` points."""
    document, trace = sight.document, sight.trace
    ready = scene(trace.network, Style(look), width, height, filter_names=document.filter_names)
    shown, _ = frame(trace, document.settings, document.coding, look.theme)
    share = min(1.0, width / ready.layout.width, height / ready.layout.height)
    return Way(trace, ready, shown, share)


@lru_cache(maxsize=4)
def _lit_masks(network: Network, probe: Probe) -> tuple[Mask, ...]:
    return masks_of(network, probe)


def _concealed(sheet: Sheet, mask: Mask, surface: QColor) -> Sheet:
    """`sheet` without its masked values: neither colour nor number."""
    hidden = mask.reshape(sheet.values.shape)
    image = sheet.image.copy()
    for row, column in zip(*np.nonzero(hidden), strict=True):
        image.setPixelColor(int(column), int(row), surface)
    texts = tuple(_but_hidden(text) for text in sheet.texts)
    values = np.where(hidden, np.nan, sheet.values)
    return Sheet(values, sheet.dark, image, sheet.colors, sheet.low, sheet.high, texts, sheet.unit)


@cache
def _but_hidden(text: Writer) -> Writer:
    """`text`, but nothing for what is hidden."""
    return lambda value: "" if math.isnan(value) else text(value)
