"""One trace made ready to be painted: each stage's colours, limits and labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage

from cnnviz.engine.arrays import Array, Mask
from cnnviz.engine.network import Trace
from cnnviz.model.color_limits import color_limits, gradient_limits
from cnnviz.model.document import Coding, Settings
from cnnviz.model.numbers import NumberStyle, NumberWriter, format_short
from cnnviz.model.units import ONES, unit_for, writer_in
from cnnviz.model.votes.verdict import Verdict, judge
from cnnviz.model.words import gradient_sentence
from cnnviz.ui.labels import LabelImage, LabelSheet
from cnnviz.ui.painting import color_indices, colored_image, dark_labels
from cnnviz.ui.theme import Theme, diverging_colors, picture_colors

if TYPE_CHECKING:
    from cnnviz.engine.training import Gradients


@dataclass(frozen=True, eq=False)
class Sheet:
    """One stage as it is painted: all its maps, one below the other.

    values, dark: ``(maps * rows, columns)``, or ``(values, 1)``; dark where a dark label reads better.
    image: one pixel for each value.
    colors: the 256 colours between the values `low` and `high`.
    texts: write a value of this stage, from the most exact to the shortest.
    unit: what they count in, as words, where that is not 1.
    """

    values: Array
    dark: Mask
    image: QImage
    colors: tuple[int, ...]
    low: float
    high: float
    texts: tuple[NumberWriter, ...]
    unit: str = ""
    _numbers: LabelImage = field(default_factory=LabelImage, repr=False)

    @property
    def text(self) -> NumberWriter:
        """Writes a value as exactly as it is shown anywhere."""
        return self.texts[0]

    def numbers_in(self, labels: LabelSheet, text: NumberWriter) -> QImage:
        """All numbers as `labels`; good until they are asked for again, of this sheet or of the stage's next."""
        return self._numbers.image(labels, self.values, self.dark, text)


@dataclass(frozen=True, eq=False)
class Frame:
    """A trace and how it is shown; everything in it belongs to the same picture and network.

    verdict: None where gradients are shown.
    gradients: what is shown in place of the values, or None; `sentence` says what they mean.
    """

    trace: Trace
    sheets: tuple[Sheet, ...]
    verdict: Verdict | None
    settings: Settings
    coding: Coding
    theme: Theme
    gradients: Gradients | None = None
    sentence: str = ""

    def limits(self, stage: int) -> tuple[float, float]:
        """The values at the ends of a stage's colours."""
        return self.sheets[stage].low, self.sheets[stage].high


def frame(
    trace: Trace,
    settings: Settings,
    coding: Coding,
    theme: Theme,
    before: Frame | None = None,
    gradients: Gradients | None = None,
) -> tuple[Frame, tuple[int, ...]]:
    """`trace` made ready, and which of its stages look different from `before`; the others keep their sheets.

    gradients: those of `trace`, to be shown in place of its values.
    """
    verdict = judge(trace) if gradients is None else None
    sentence = "" if gradients is None else gradient_sentence(gradients, has_colors=not theme.hollows)
    shown = Frame(trace, (), verdict, settings, coding, theme, gradients, sentence)
    kept = () if before is None or _manner(before) != _manner(shown) else before.sheets
    sheets, changed = [], []
    for stage, (values, low, high) in enumerate(_scaled(shown)):
        flat = values.reshape(-1, values.shape[-1]) if values.ndim == 3 else values[:, None]
        old = kept[stage] if kept else None
        if old is not None and old.low == low and old.high == high and np.array_equal(old.values, flat):
            sheets.append(old)
            continue
        sheets.append(_sheet(shown, stage, flat, low, high, LabelImage() if old is None else old._numbers))
        changed.append(stage)
    return replace(shown, sheets=tuple(sheets)), tuple(changed)


def _scaled(shown: Frame) -> Iterator[tuple[Array, float, float]]:
    """What is shown of each stage, with the ends of its colours."""
    if shown.gradients is None:
        limits = color_limits(shown.trace, shown.settings.scale)
        yield shown.trace.stages[0], shown.coding.paper, shown.coding.ink
        shown_stages = zip(shown.trace.stages[1:], limits[1:], strict=True)
    else:
        limits = gradient_limits(shown.gradients, shown.settings.scale)
        shown_stages = zip(shown.gradients.stages, limits, strict=True)
    for values, limit in shown_stages:
        yield values, -limit, limit


@lru_cache(maxsize=8)
def number_texts(style: NumberStyle, *, whole: bool) -> tuple[NumberWriter, ...]:
    """Functions that write a number, with fewer and fewer decimals.

    They are the same ones each time, so that what they wrote can be remembered.
    """
    return tuple(partial(format_short, style=style, decimals=decimals, whole=whole) for decimals in (2, 1, 0))


def _sheet(shown: Frame, stage: int, values: Array, low: float, high: float, numbers: LabelImage) -> Sheet:
    is_picture = stage == 0 and shown.gradients is None
    colors = picture_colors(shown.theme) if is_picture else diverging_colors(shown.theme)
    indices = color_indices(values, low, high)
    style, unit = shown.settings.numbers, ONES
    if shown.gradients is None:
        # The picture reads as it does on the canvas.
        texts = number_texts(style, whole=is_picture or not np.count_nonzero(values != np.rint(values)))
    else:
        unit = unit_for(high)
        texts = (writer_in(unit, high, style),)
    dark, image = dark_labels(indices, colors), colored_image(indices, colors)
    if shown.theme.hollows and not is_picture:
        dark = dark | (values < 0)
    return Sheet(values, dark, image, colors, low, high, texts, unit.words, numbers)


def _manner(shown: Frame) -> tuple[object, ...]:
    """All that every sheet depends on, beside its values."""
    manner = (shown.settings, shown.coding, shown.theme, shown.gradients is None)
    return *manner, shown.trace.network.shapes
