"""In which colours a confusion matrix is drawn."""

from __future__ import annotations

from PySide6.QtGui import QColor

from cnnviz.ui.theme import NUMBER_DARK, NUMBER_LIGHT, Theme, contrast


def count_colors(count: int, whole: int, theme: Theme, *, is_right: bool) -> tuple[QColor, QColor]:
    """Those of a cell and of the count on it: the more of the row's `whole`, the stronger; another for wrong ones."""
    # A single mistake among hundreds has to be seen as one.
    strength = 0.2 + 0.8 * count / whole if count else 0.0
    color = _mixed(theme.negative if is_right else theme.positive, theme.zero, strength)
    dark, light = (int("ff" + ink[1:], 16) for ink in (NUMBER_DARK, NUMBER_LIGHT))
    reads_dark = contrast(dark, color.rgb()) > contrast(light, color.rgb())
    return color, QColor(NUMBER_DARK if reads_dark else NUMBER_LIGHT)


def _mixed(color: str, ground: str, share: float) -> QColor:
    over, under = QColor(color), QColor(ground)
    return QColor.fromRgbF(
        over.redF() * share + under.redF() * (1 - share),
        over.greenF() * share + under.greenF() * (1 - share),
        over.blueF() * share + under.blueF() * (1 - share),
    )
