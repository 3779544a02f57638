"""What the stages are painted with: made once for a look, never while painting."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPen

from cnnviz.engine.arrays import describe_shape
from cnnviz.engine.network import Network
from cnnviz.model.words import stage_title
from cnnviz.ui.painting import READABLE_CELL
from cnnviz.ui.stages.geometry import Measures
from cnnviz.ui.theme import NUMBER_DARK, NUMBER_LIGHT, Look, Type, mixed

#: From so many stages on, every pixel beside the maps is saved.
LONG = 9
#: The least height that is left for the values grows with the text up to this, in logical pixels.
HIGHEST_BODY = 900
#: Room around an outline, so that it stands outside the cells it surrounds.
AROUND = QMarginsF(1.5, 1.5, 1.5, 1.5)


class Density(Enum):
    """How much is said around the maps; the first at which numbers can be read in their cells is taken."""

    ROOMY = 0
    TIGHT = 1
    WITHOUT_WORDS = 2
    WITHOUT_LEGEND = 3


class Style:
    """Fonts, colours and pens of one look.

    Fonts are in pixels, so that the picture comes out the same on a screen, in a file and on paper.
    """

    def __init__(self, look: Look) -> None:
        theme = look.theme
        self.look = look
        self.title = look.pixel_font(bold=True)
        self.body = look.pixel_font()
        self.caption = look.pixel_font(Type.CAPTION)
        self.legend = look.pixel_font(Type.CAPTION)
        self.legend.setPixelSize(max(1, round(self.legend.pixelSize() * 0.9)))
        self.legend_metrics = QFontMetricsF(self.legend)
        self.dark_number, self.light_number = QColor(NUMBER_DARK), QColor(NUMBER_LIGHT)
        self.title_metrics = QFontMetricsF(self.title)
        self.caption_metrics = QFontMetricsF(self.caption)
        self.surface, self.line = QColor(theme.surface), QColor(theme.line)
        self.text, self.muted, self.accent = QColor(theme.text), QColor(theme.muted), QColor(theme.accent)
        is_plain = theme.contrast <= 4.5
        self.bar = _faded(theme.muted, 120 if is_plain else 255)
        self.dimming = _faded(theme.surface, 185)
        self.frame_pen = QPen(self.line, 1)
        self.arrow_pen = _round_pen(self.muted, 1.3)
        self.halo_pen = QPen(self.surface, 4.5)
        self.source_pen = QPen(QColor(theme.source), 2)
        self.target_pen = QPen(QColor(theme.target), 2, Qt.PenStyle.DashLine)
        self.probe_pen = QPen(QColor(theme.probe), 3)
        # Around a cell that its number fills: more would hide its sign, or that of the next.
        self.fine_probe_pen, self.fine_halo_pen = QPen(QColor(theme.probe), 2), QPen(self.surface, 2)
        self.accent_pen = QPen(self.accent, 2)
        self.beam_pen = QPen(_faded(theme.source, 170), 1)
        self.beam = _faded(theme.source, 34)
        self.positive, self.negative = QColor(theme.positive), QColor(theme.negative)
        outlines = (self.halo_pen, self.source_pen, self.probe_pen, self.accent_pen, self.target_pen)
        for pen in (*outlines, self.fine_probe_pen, self.fine_halo_pen):
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)

    def measures(
        self, network: Network, width: float, density: Density = Density.ROOMY, pixel: float = 1.0, lines: int = 1
    ) -> Measures:
        """What this look asks of the layout of `network` in `width`; `pixel` is one device pixel in logical ones.

        lines: how many the words take that say what made a stage.
        """
        look, title, caption = self.look, self.title_metrics, self.caption_metrics
        least = [
            max(title.horizontalAdvance(stage_title(network, stage)), caption.horizontalAdvance(describe_shape(shape)))
            for stage, shape in enumerate(network.shapes)
        ]
        is_usual = look.text_scale <= 100 or look.is_presented
        large_cell, rows = look.length(READABLE_CELL), max(math.prod(shape[:2]) for shape in network.shapes)
        # Who needs larger text needs larger numbers too, and would rather scroll; but a map should be seen whole.
        body = look.length(200) if is_usual else min(look.length(300), rows * large_cell)
        is_long, is_roomy = len(least) >= LONG, density is Density.ROOMY
        # Where a long way would not fit, its last columns go out of sight before the first: the votes.
        bars, share = (132, 0.12) if not is_long else (104, 0.12) if is_roomy else (84, 0.09)
        return Measures(
            header=math.ceil(self.header_height(density, lines)) + (6 if is_roomy else 1),
            footer=self.footer_height(density),
            least=tuple(round(width + 1) for width in least),
            strip=min(max(look.length(40), round(width * 0.036)), look.length(64)),
            bars=min(max(look.length(bars), round(width * share)), look.length(240)),
            strip_cell=look.length(30),
            bar=look.length(58),
            body=min(body, HIGHEST_BODY),
            large_cell=0 if is_usual else large_cell,
            margin=8 if is_roomy else 4,
            gap=look.length((11 if is_roomy else 7) if is_long else 20 if is_roomy else 14),
            comfortable_gap=look.length(32),
            wired_gap=look.length(64),
            widest_gap=look.length(72),
            name=math.ceil(caption.ascent() + caption.descent()),
            pixel=pixel,
        )

    def header_height(self, density: Density, lines: int = 1) -> float:
        """Of a title and the caption of a shape, and of `lines` of words where there are any."""
        captions = 1 + lines if density.value < Density.WITHOUT_WORDS.value else 1
        return self.title_metrics.height() + captions * self.caption_line

    def footer_height(self, density: Density) -> int:
        """Of the legend, with room above it."""
        if density is Density.WITHOUT_LEGEND:
            return 0
        return math.ceil(self.legend_height) + (6 if density is Density.ROOMY else 2)

    def vote_fonts(self, classes: tuple[str, ...], width: float, height: float) -> tuple[QFont, QFont]:
        """For the votes and for those that lead: as large as a row of `width` x `height` has room for."""
        longest = max((self.title_metrics.horizontalAdvance(name) for name in classes), default=0.0)
        wide = longest + self.title_metrics.horizontalAdvance("▸  -88.88")
        usual = self.title.pixelSize()
        fonts = QFont(self.body), QFont(self.title)
        for font in fonts:
            font.setPixelSize(round(max(usual, min(height * 0.42, usual * (width - 6) / wide))))
        return fonts

    @property
    def caption_line(self) -> float:
        return self.caption_metrics.ascent() + self.caption_metrics.descent()

    @property
    def legend_height(self) -> float:
        return self.caption_line


@dataclass(frozen=True, eq=False)
class WirePens:
    """The pens of a wire of `strength` -1 to 1: as thick as it is strong, pale where it is weak; dashed below 0.

    Each is made when it is first drawn with: of many wires none may be drawn until one is pointed out.
    """

    style: Style
    strength: float
    widest: float

    @cached_property
    def quiet(self) -> QPen:
        """As long as none is pointed out."""
        return self._pen(0.4 if self.style.look.theme.contrast <= 4.5 else 0.75)

    @cached_property
    def lit(self) -> QPen:
        """Where it is pointed out."""
        return self._pen(1.0)

    @cached_property
    def faint(self) -> QPen:
        """Where others are."""
        return self._pen(0.13)

    def _pen(self, share: float) -> QPen:
        strength, theme = abs(self.strength), self.style.look.theme
        color = theme.negative if self.strength < 0 else theme.positive
        dash = Qt.PenStyle.DashLine if self.strength < 0 else Qt.PenStyle.SolidLine
        # Mixed beforehand: drawing see-through takes five times as long.
        faded = mixed(color, theme.surface, share * min(1.0, 0.2 + 1.6 * strength))
        return QPen(faded, max(self.widest * strength, 0.6), dash, Qt.PenCapStyle.FlatCap)


def _faded(color: str, alpha: int) -> QColor:
    faded = QColor(color)
    faded.setAlpha(alpha)
    return faded


def _round_pen(color: QColor, width: float) -> QPen:
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
