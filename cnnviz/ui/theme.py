"""Colours and type: five themes, one typeface scale, one accent."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication, QPalette


class Theme(NamedTuple):
    """Every colour of the window, as ``#rrggbb``.

    window, surface, raised: from the back to the front. line: borders. text, muted: what is read first and second.
    accent: the one colour that means "this one"; on_accent: text upon it.
    paper, ink: the ends of a picture's grey scale.
    negative, zero, positive: the ends and the middle of the diverging scale; blue to orange, for colour-blind eyes.
    probe: the cell asked about; source: what it comes from; target: what it feeds.
    problem: text that says something was refused.
    off: what cannot be chosen now; in the themes of the highest contrast alone it differs from `muted`.
    contrast: what every text has at least, upon whatever it stands.
    hollows: whether of a cell below zero only the rim has its colour, because none tells a sign.
    """

    name: str
    window: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    paper: str
    ink: str
    negative: str
    zero: str
    positive: str
    probe: str
    source: str
    target: str
    problem: str
    off: str
    contrast: float = 4.5
    hollows: bool = False

    @property
    def is_dark(self) -> bool:
        return QColor(self.window).lightnessF() < 0.5


LIGHT = Theme(
    name="light",
    window="#f3f4f6",
    surface="#ffffff",
    raised="#ffffff",
    line="#d5d9e0",
    text="#1b1f27",
    muted="#5a6372",
    accent="#4338ca",
    on_accent="#ffffff",
    paper="#ffffff",
    ink="#1b1f27",
    negative="#2166ac",
    zero="#f7f7f7",
    positive="#b05208",
    probe="#7c3aed",
    source="#7c3aed",
    target="#0f766e",
    problem="#b42318",
    off="#5a6372",
)
DARK = Theme(
    name="dark",
    window="#14171c",
    surface="#1c2027",
    raised="#252a33",
    line="#363d49",
    text="#e8eaee",
    muted="#9aa4b2",
    accent="#8b9cf9",
    on_accent="#10131a",
    paper="#0e1116",
    ink="#f2f3f5",
    negative="#5aa9e6",
    zero="#262b33",
    positive="#f2994a",
    probe="#c4b5fd",
    source="#c4b5fd",
    target="#5eead4",
    problem="#ff9b8f",
    off="#9aa4b2",
)
BRIGHT = Theme(
    name="bright",
    window="#ffffff",
    surface="#ffffff",
    raised="#ffffff",
    line="#000000",
    text="#000000",
    muted="#000000",
    accent="#1d1d9e",
    on_accent="#ffffff",
    paper="#ffffff",
    ink="#000000",
    negative="#003f8f",
    zero="#ffffff",
    positive="#8f3200",
    probe="#5b0fb3",
    source="#5b0fb3",
    target="#004d45",
    problem="#8c0000",
    off="#6e6e6e",
    contrast=7.0,
)
CONTRAST = Theme(
    name="contrast",
    window="#000000",
    surface="#000000",
    raised="#000000",
    line="#ffffff",
    text="#ffffff",
    muted="#ffffff",
    accent="#ffe600",
    on_accent="#000000",
    paper="#000000",
    ink="#ffffff",
    negative="#4fabff",
    zero="#000000",
    positive="#ff9d2e",
    probe="#ffe600",
    source="#ffe600",
    target="#00ffd0",
    problem="#ff9d9d",
    off="#9a9a9a",
    contrast=7.0,
)
GREY = Theme(
    name="grey",
    window="#ffffff",
    surface="#ffffff",
    raised="#ffffff",
    line="#8c8c8c",
    text="#000000",
    muted="#404040",
    accent="#000000",
    on_accent="#ffffff",
    paper="#ffffff",
    ink="#000000",
    negative="#404040",
    zero="#ffffff",
    positive="#404040",
    probe="#000000",
    source="#000000",
    target="#4d4d4d",
    problem="#000000",
    off="#767676",
    hollows=True,
)


class Type(Enum):
    """The typeface scale, as factors of the application's own size."""

    CAPTION = 0.85
    BODY = 1.0
    TITLE = 1.15
    FIGURE = 1.6
    DISPLAY = 2.4


class Look(NamedTuple):
    """How everything is drawn: a theme and a text size in percent (80 to 300).

    is_presented: whether a class sees it: the stages are rather whole than scrolled, and what only a lecturer needs is
        away.
    """

    theme: Theme = LIGHT
    text_scale: int = 100
    is_presented: bool = False

    def font(self, size: Type = Type.BODY, *, bold: bool = False) -> QFont:
        """The application's typeface in one size of the scale. Make it once per look, not per paint."""
        font = QFont(QGuiApplication.font())
        font.setPointSizeF(base_point_size() * size.value * self.text_scale / 100)
        font.setBold(bold)
        return font

    def pixel_font(self, size: Type = Type.BODY, *, bold: bool = False) -> QFont:
        """The same in pixels, so that it comes out the same on a screen, in a file and on paper."""
        font = self.font(size, bold=bold)
        font.setPixelSize(max(1, QFontInfo(font).pixelSize()))
        return font

    def letters(self, height: int, *, bold: bool = False) -> QFont:
        """The application's typeface `height` pixels high, whatever the text size."""
        font = self.font(bold=bold)
        font.setPixelSize(max(1, height))
        return font

    def length(self, pixels: float) -> int:
        """A length that grows with the text."""
        return round(pixels * self.text_scale / 100)


@lru_cache(maxsize=1)
def base_point_size() -> float:
    """The system's own text size, read before any scaling."""
    return max(QGuiApplication.font().pointSizeF(), 9.0)


def base_pixel_size() -> int:
    """How high the letters of the usual text are in pixels, before any scaling."""
    return QFontInfo(Look().font()).pixelSize()


@lru_cache(maxsize=8)
def diverging_colors(theme: Theme) -> tuple[int, ...]:
    """256 colours (0xffrrggbb) from negative over zero (at 128) to positive."""
    below, above = (
        _ramp(theme.negative, theme.zero, 129, theme.contrast),
        _ramp(theme.zero, theme.positive, 128, theme.contrast),
    )
    return below + above[1:]


@lru_cache(maxsize=8)
def picture_colors(theme: Theme) -> tuple[int, ...]:
    """256 colours (0xffrrggbb) from paper to ink."""
    return _ramp(theme.paper, theme.ink, 256, theme.contrast)


def _ramp(first: str, last: str, count: int, least: float) -> tuple[int, ...]:
    """`count` colours from one to the other, without those upon which no number would have the contrast `least`."""
    ends = np.array([[color.red(), color.green(), color.blue()] for color in (QColor(first), QColor(last))])
    steps = np.linspace(0.0, 1.0, count if least <= _ALWAYS else 4 * count)[:, None]
    red, green, blue = (ends[0] + steps * (ends[1] - ends[0])).round().astype(np.int64).T
    mixed = (0xFF000000 + (red << 16) + (green << 8) + blue).tolist()
    if least > _ALWAYS:
        mixed = [color for color in mixed if best_contrast(color) >= least]
    return tuple(mixed[round(at)] for at in np.linspace(0, len(mixed) - 1, count).tolist())


#: What the spotlight lays over all that it leaves out, as 0xaarrggbb.
VEIL = 0xB0000000
#: Black or white has this contrast upon every colour there is.
_ALWAYS = 4.5
#: What numbers are written in upon a coloured cell. Only pure black and white reach 4.5:1 on every colour there is.
NUMBER_DARK = "#000000"
NUMBER_LIGHT = "#ffffff"


@lru_cache(maxsize=1024)
def reads_on(color: int) -> bool:
    """Whether dark text reads better than light text on `color` (0xffrrggbb)."""
    luminance = _luminance(color)
    return (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05)


def mixed(color: str, ground: str, share: float) -> QColor:
    """`color` laid over `ground` with the opacity `share`."""
    over, under = QColor(color), QColor(ground)
    pairs = (over.red(), under.red()), (over.green(), under.green()), (over.blue(), under.blue())
    return QColor(*(round(top * share + below * (1 - share)) for top, below in pairs))


def best_contrast(color: int) -> float:
    """That of `color` (0xffrrggbb) with the black or the white that is written upon it."""
    return max(contrast(color, 0xFF000000), contrast(color, 0xFFFFFFFF))


def contrast(one: int, other: int) -> float:
    """The contrast of two colours (0xffrrggbb) as WCAG 2 has it, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: int) -> float:
    channels = (((color >> shift) & 255) / 255 for shift in (16, 8, 0))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def palette(theme: Theme) -> QPalette:
    """The theme as Qt's palette, for every standard widget."""
    result = QPalette()
    role = QPalette.ColorRole
    for color, roles in (
        (theme.window, (role.Window,)),
        (theme.surface, (role.Base, role.ToolTipBase)),
        (theme.raised, (role.Button, role.AlternateBase)),
        (theme.text, (role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText)),
        (theme.muted, (role.PlaceholderText,)),
        (theme.line, (role.Light, role.Mid, role.Midlight, role.Dark)),
        (theme.accent, (role.Highlight, role.Link, role.Accent)),
        (theme.on_accent, (role.HighlightedText,)),
    ):
        for each in roles:
            result.setColor(each, QColor(color))
    for each in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, each, QColor(theme.off))
    return result
