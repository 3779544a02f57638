"""The whole way as a figure, from the picture to the votes."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from PySide6.QtGui import QPaintEngine, QPainter

from cnnviz.engine.arrays import Mask
from cnnviz.engine.network import Network, Trace
from cnnviz.model.concealment import Concealment, is_hidden
from cnnviz.model.highlight import Highlight, masks_of, winner_of
from cnnviz.model.numbers import NumberWriter
from cnnviz.model.sight import Sight
from cnnviz.model.view import Probe
from cnnviz.ui.figures.figure import Figure
from cnnviz.ui.painting import color_indices, colored_image
from cnnviz.ui.stages.empty import Hidden
from cnnviz.ui.stages.frame import Frame, Sheet, frame
from cnnviz.ui.stages.marks import Marks
from cnnviz.ui.stages.paint import paint_ground, paint_values
from cnnviz.ui.stages.scene import Scene, scene
from cnnviz.ui.stages.style import Style
from cnnviz.ui.theme import Look

WIDTH, HEIGHT = 1280, 440
#: A figure is looked at closely, or larger: its letters may be as small as on a screen of twice as many pixels.
PIXEL = 0.5


def way_figure(sight: Sight, look: Look, width: int = WIDTH, height: int = HEIGHT) -> Figure:
    """Every stage of `sight`, with what belongs to the value asked about lit."""
    way = way_of(sight, look, width, height, PIXEL)

    def painted(painter: QPainter) -> None:
        way.paint(painter, sight.masks, sight.probe, sight.predicted)

    return Figure("From the picture to the votes", width, height, look.theme.surface, painted)


@dataclass(frozen=True, eq=False)
class Way:
    """The stages laid out and coloured once, to be painted with this or that value lit and hidden."""

    trace: Trace
    ready: Scene
    shown: Frame
    share: float

    def paint(
        self,
        painter: QPainter,
        masks: Concealment,
        probe: Probe | None,
        predicted: Probe | None = None,
        voted: float = 1.0,
    ) -> None:
        """Paint it, smaller where it would not fit.

        Args:
            painter: of any device.
            masks: the values that are not seen.
            probe: the value that is lit.
            predicted: the value that is to be found out.
            voted: which share of the values that vote for the probe has done so.
        """
        shown = self.shown
        if painter.paintEngine().type() != QPaintEngine.Type.Raster:
            # In a file that is not made of pixels, what is painted over can still be found.
            shown = replace(shown, sheets=tuple(map(_without, shown.sheets, masks)))
        painter.save()
        if self.share < 1.0:
            painter.scale(self.share, self.share)
        paint_ground(painter, self.ready, shown)
        paint_values(painter, self.ready, shown, self._marks(probe, masks, voted), hidden=Hidden(masks, predicted))
        painter.restore()

    def _marks(self, probe: Probe | None, masks: Concealment, voted: float) -> Marks:
        if probe is None:
            return Marks()
        # Which value is the largest is not told before the class sees it.
        winner = None if is_hidden(masks, probe) else winner_of(self.trace, probe)
        return Marks(Highlight(probe, _lit_masks(self.trace.network, probe), winner), pinned=True, voted=voted)


def way_of(sight: Sight, look: Look, width: int, height: int, pixel: float = 1.0) -> Way:
    """The stages of `sight` laid out in `width` x `height` points; `pixel` is one device pixel in these."""
    document, trace = sight.document, sight.trace
    ready = scene(trace.network, Style(look), width, height, pixel, document.filter_names)
    shown, _ = frame(trace, document.settings, document.coding, look.theme, gradients=sight.gradients)
    share = min(1.0, width / ready.layout.width, height / ready.layout.height)
    return Way(trace, ready, shown, share)


@lru_cache(maxsize=4)
def _lit_masks(network: Network, probe: Probe) -> tuple[Mask, ...]:
    return masks_of(network, probe)


def _without(sheet: Sheet, mask: Mask | None) -> Sheet:
    """`sheet` without its masked values: they have neither number nor colour."""
    if mask is None:
        return sheet
    values = np.where(mask.reshape(sheet.values.shape), np.nan, sheet.values)
    image = colored_image(color_indices(values, sheet.low, sheet.high), sheet.colors)
    texts = tuple(map(_but_hidden, sheet.texts))
    return Sheet(values, sheet.dark, image, sheet.colors, sheet.low, sheet.high, texts, sheet.unit)


@lru_cache(maxsize=32)
def _but_hidden(text: NumberWriter) -> NumberWriter:
    """`text`, but nothing for what is hidden."""
    return lambda value: "" if math.isnan(value) else text(value)
