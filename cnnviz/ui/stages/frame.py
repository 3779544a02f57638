"""One trace made ready to be painted: each stage's colours, limits and labels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage, QPainter

from cnnviz.engine.arrays import Array, Mask
from cnnviz.engine.network import Trace
from cnnviz.model.color_limits import color_limits, gradient_limits
from cnnviz.model.document import Coding, Settings
from cnnviz.model.numbers import NumberStyle, format_short
from cnnviz.model.units import ONES, Unit, unit_for, writer_in
from cnnviz.model.votes.verdict import Verdict, judge
from cnnviz.model.words import gradient_sentence
from cnnviz.ui.painting import color_indices, colored_image, dark_labels, numbers_image
from cnnviz.ui.theme import Theme, diverging_colors, picture_colors

if TYPE_CHECKING:
    from cnnviz.engine.training import Gradients


@dataclass(frozen=True, eq=False)
class Sheet:
    """One stage as it is painted: all its maps, one below the other.

    values, dark: ``(maps * rows, columns)``, or ``(values, 1)``; dark where a dark label reads better.
    image: one pixel for each value.
    colors: the 256 colours between the values `low` and `high`.
    text: writes a value of this stage; unit: what it counts in, as words, where that is not 1.
    """

    values: Array
    dark: Mask
    image: QImage
    colors: tuple[int, ...]
    low: float
    high: float
    text: Callable[[float], str]
    unit: str = ""
    _numbers: dict[tuple[str, float, float, float], QImage] = field(default_factory=dict, repr=False)

    def numbers(self, painter: QPainter, width: float, height: float) -> QImage | None:
        """All numbers in cells of `width` x `height` in the painter's font, made once; None as for `numbers_image`."""
        key = (painter.font().toString(), width, height, painter.device().devicePixelRatioF())
        if key not in self._numbers:
            image = numbers_image(painter, width, height, self.values, self.dark, self.text)
            if image is None:
                return None
            # One size is seen at a time; older ones would only take space.
            self._numbers.clear()
            self._numbers[key] = image
        return self._numbers[key]


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
    if gradients is None:
        shown = Frame(trace, (), judge(trace), settings, coding, theme)
        stages, limits = trace.stages, color_limits(trace, settings.scale)
    else:
        shown = Frame(trace, (), None, settings, coding, theme, gradients, gradient_sentence(gradients))
        stages, limits = gradients.stages, gradient_limits(gradients, settings.scale)
    kept = () if before is None or _shown_otherwise(before, shown) else before.sheets
    sheets, changed = [], []
    for stage, values in enumerate(stages):
        is_picture = stage == 0 and gradients is None
        low, high = (coding.paper, coding.ink) if is_picture else (-limits[stage], limits[stage])
        flat = values.reshape(-1, values.shape[-1]) if values.ndim == 3 else values[:, None]
        old = kept[stage] if kept else None
        if old is not None and old.low == low and old.high == high and np.array_equal(old.values, flat):
            sheets.append(old)
            continue
        colors = picture_colors(theme) if is_picture else diverging_colors(theme)
        if gradients is None:
            text, unit = number_text(settings.numbers, whole=bool((flat == np.rint(flat)).all())), ONES
        else:
            unit = unit_for(high)
            text = writer_in(unit, high, settings.numbers)
        sheets.append(_sheet(flat, colors, low, high, text, unit))
        changed.append(stage)
    return replace(shown, sheets=tuple(sheets)), tuple(changed)


@lru_cache(maxsize=8)
def number_text(style: NumberStyle, *, whole: bool) -> Callable[[float], str]:
    """A function that writes a number; the same one each time, so that what it wrote can be remembered."""
    return partial(format_short, style=style, whole=whole)


def _sheet(
    values: Array, colors: tuple[int, ...], low: float, high: float, text: Callable[[float], str], unit: Unit
) -> Sheet:
    indices = color_indices(values, low, high)
    dark, image = dark_labels(indices, colors), colored_image(indices, colors)
    return Sheet(values, dark, image, colors, low, high, text, unit.words)


def _shown_otherwise(before: Frame, after: Frame) -> bool:
    """Whether no sheet of `before` can be kept for `after`."""
    return _manner(before) != _manner(after)


def _manner(shown: Frame) -> tuple[object, ...]:
    manner = (shown.settings, shown.coding, shown.theme, shown.gradients is None)
    return *manner, shown.trace.network.shapes
