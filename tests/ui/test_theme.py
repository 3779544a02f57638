"""Every theme can be read, by colour-blind eyes as well."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionSlider,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cnnviz.model.view import ColorScheme
from cnnviz.ui.number_grid.cells import NumberCells
from cnnviz.ui.style import style_sheet, theme_for
from cnnviz.ui.theme import (
    BRIGHT,
    CONTRAST,
    DARK,
    GREY,
    LIGHT,
    NUMBER_DARK,
    NUMBER_LIGHT,
    Look,
    Theme,
    Type,
    contrast,
    diverging_colors,
    palette,
    picture_colors,
    reads_on,
)

THEMES = (LIGHT, DARK, BRIGHT, CONTRAST, GREY)
GROUNDS = ("window", "surface", "raised")
ROLE = QPalette.ColorRole


def _rgb(color: str) -> int:
    return int(color[1:], 16)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(0x000000, 0xFFFFFF) == pytest.approx(21.0)
    assert contrast(0x777777, 0xFFFFFF) == pytest.approx(4.48, abs=0.01)
    assert contrast(0xFF0000, 0xFF0000) == 1.0


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize(
    "text", ["text", "muted", "accent", "problem", "probe", "source", "target", "negative", "positive"]
)
def test_text_reads_on_every_ground(theme: Theme, ground: str, text: str) -> None:
    assert contrast(_rgb(getattr(theme, text)), _rgb(getattr(theme, ground))) >= theme.contrast


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_text_reads_on_the_accent(theme: Theme) -> None:
    assert contrast(_rgb(theme.on_accent), _rgb(theme.accent)) >= theme.contrast


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_what_cannot_be_chosen_reads_and_is_told_from_what_can(theme: Theme) -> None:
    for ground in GROUNDS:
        assert contrast(_rgb(theme.off), _rgb(getattr(theme, ground))) >= 4.5
    assert contrast(_rgb(theme.off), _rgb(theme.text)) >= 2
    button = palette(theme).color(QPalette.ColorGroup.Disabled, ROLE.ButtonText)
    assert button == QColor(theme.off)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_numbers_read_on_every_cell(theme: Theme) -> None:
    for color in {*diverging_colors(theme), *picture_colors(theme)}:
        number = NUMBER_DARK if reads_on(color) else NUMBER_LIGHT
        assert contrast(_rgb(number), color) >= theme.contrast


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    ("above", "below"),
    [
        (ROLE.WindowText, ROLE.Window),
        (ROLE.Text, ROLE.Base),
        (ROLE.Text, ROLE.AlternateBase),
        (ROLE.ButtonText, ROLE.Button),
        (ROLE.ToolTipText, ROLE.ToolTipBase),
        (ROLE.HighlightedText, ROLE.Highlight),
        (ROLE.PlaceholderText, ROLE.Base),
        (ROLE.Link, ROLE.Base),
    ],
)
def test_standard_widgets_read(theme: Theme, above: QPalette.ColorRole, below: QPalette.ColorRole) -> None:
    colors = palette(theme)
    assert contrast(colors.color(above).rgb() & 0xFFFFFF, colors.color(below).rgb() & 0xFFFFFF) >= theme.contrast


#: Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
COLOR_BLIND = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def _lab(color: int, eyes: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """CIE L*a*b* (D65) of `color` as `eyes` see it."""
    srgb = np.array([(color >> shift) & 255 for shift in (16, 8, 0)]) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(COLOR_BLIND[eyes]) @ linear, 0, 1)
    to_xyz = np.array([(0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505)])
    x, y, z = np.cbrt(to_xyz @ seen / (0.9505, 1.0, 1.089))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("theme", [each for each in THEMES if not each.hollows], ids=lambda theme: theme.name)
@pytest.mark.parametrize("eyes", COLOR_BLIND)
def test_the_ends_of_the_scale_differ_for_all_eyes(theme: Theme, eyes: str) -> None:
    """A colour distance of 40 is far beyond what is just noticeable (about 2)."""
    negative, zero, positive = (_lab(diverging_colors(theme)[at], eyes) for at in (0, 128, 255))
    assert np.linalg.norm(negative - positive) >= 40
    assert np.linalg.norm(negative - zero) >= 25
    assert np.linalg.norm(positive - zero) >= 25


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_zero_is_the_middle_and_the_ends_are_the_themes(theme: Theme) -> None:
    colors = diverging_colors(theme)
    assert [QColor(colors[at]).name() for at in (0, 128, 255)] == [theme.negative, theme.zero, theme.positive]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_further_from_zero_the_further_from_its_colour(theme: Theme) -> None:
    for colors in (diverging_colors(theme)[128:], diverging_colors(theme)[128::-1], picture_colors(theme)):
        away = [contrast(color & 0xFFFFFF, colors[0] & 0xFFFFFF) for color in colors]
        assert all(later >= earlier * 0.999 for earlier, later in pairwise(away))
        assert len(set(colors)) > len(colors) // 3


def test_high_contrast_is_high_and_the_others_are_not_changed_by_it() -> None:
    assert {theme.name for theme in THEMES if theme.contrast >= 7} == {"bright", "contrast"}
    assert QColor(picture_colors(LIGHT)[128]).lightness() == pytest.approx(141, abs=3)


def test_grey_has_no_colour_and_its_negative_cells_are_hollow(qtbot: QtBot) -> None:
    for color in {*diverging_colors(GREY), *picture_colors(GREY)}:
        assert QColor(color).saturation() == 0
    grid = NumberCells()
    qtbot.addWidget(grid)
    grid.set_values(np.array([[-1.0, 1.0]]))
    grid.resize(200, 101)
    for theme, hollow in ((GREY, True), (LIGHT, False)):
        grid.set_look(Look(theme))
        image = grid.grab().toImage()
        rims, insides = ([image.pixelColor(x, y) for x in (left, left + 100)] for left, y in ((4, 4), (20, 20)))
        assert (rims[0] == rims[1]) is hollow
        assert (insides[0] == QColor(theme.zero)) is hollow
        assert insides[1] == QColor(theme.positive)


@pytest.mark.parametrize("percent", [80, 100, 150, 300])
def test_type_grows_with_the_text_size(qapp: object, percent: int) -> None:
    sizes = [Look(text_scale=percent).font(size).pointSizeF() for size in Type]
    assert sizes == sorted(sizes)
    body = Look(text_scale=percent).font().pointSizeF()
    assert body == pytest.approx(Look().font().pointSizeF() * percent / 100)


def test_a_chosen_theme_is_that_whatever_the_system_has(qapp: object) -> None:
    assert theme_for(ColorScheme.LIGHT) is LIGHT
    assert theme_for(ColorScheme.DARK) is DARK
    assert theme_for(ColorScheme.CONTRAST) is CONTRAST
    assert theme_for(ColorScheme.GREY) is GREY
    assert theme_for(ColorScheme.SYSTEM) in {LIGHT, DARK}


def test_the_style_sheet_grows_with_the_text() -> None:
    assert style_sheet(Look(LIGHT, 100)) != style_sheet(Look(LIGHT, 200))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_ticked_box_stands_out_from_its_card_and_shows_its_tick(qtbot: QtBot, theme: Theme) -> None:
    box = QCheckBox()
    qtbot.addWidget(box)
    box.setStyleSheet(f"{style_sheet(Look(theme, 200))} QCheckBox {{ background: #808080; }}")
    box.setChecked(True)
    box.adjustSize()
    picture = box.grab().toImage()
    colors = [picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())]
    box_color, tick_color = (0xFF000000 + _rgb(color) for color in (theme.accent, theme.on_accent))
    assert colors.count(box_color) > 150
    assert 10 < colors.count(tick_color) < 150
    assert contrast(_rgb(theme.accent), _rgb(theme.surface)) >= theme.contrast


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("percent", [100, 250])
def test_a_sliders_handle_stands_out_from_its_card(qtbot: QtBot, theme: Theme, percent: int) -> None:
    slider = QSlider(Qt.Orientation.Horizontal)
    qtbot.addWidget(slider)
    slider.setStyleSheet(style_sheet(Look(theme, percent)))
    slider.setValue(50)
    slider.resize(201, slider.sizeHint().height())
    option = QStyleOptionSlider()
    slider.initStyleOption(option)
    part = QStyle.SubControl.SC_SliderHandle
    handle = slider.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part, slider)
    assert slider.rect().contains(handle)
    color = slider.grab().toImage().pixel(handle.center()) & 0xFFFFFF
    assert contrast(color, _rgb(theme.surface)) >= theme.contrast


@pytest.mark.parametrize("percent", [100, 250])
def test_a_slider_is_pressed_beside_its_line_too(qtbot: QtBot, percent: int) -> None:
    """The line is four pixels high: a pen or a finger that meant it missed it."""
    slider = QSlider(Qt.Orientation.Horizontal)
    qtbot.addWidget(slider)
    slider.setStyleSheet(style_sheet(Look(LIGHT, percent)))
    slider.resize(201, slider.sizeHint().height())
    for at, below in ((10, -6), (20, 0), (30, 6)):
        QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(180, slider.height() // 2 + below))
        assert slider.value() == at


@pytest.mark.parametrize("theme", [LIGHT, GREY], ids=lambda theme: theme.name)
def test_what_has_the_keyboard_is_framed(qtbot: QtBot, theme: Theme) -> None:
    window = QFrame()
    qtbot.addWidget(window)
    window.setStyleSheet(f"{style_sheet(Look(theme))} QFrame {{ background: {theme.surface}; }}")
    tabs, choice, default = QTabBar(), QComboBox(), QPushButton("Default")
    tabs.addTab("One")
    choice.addItem("One")
    default.setDefault(True)
    boxes = (QCheckBox("Box"), QRadioButton("One"), QSpinBox(), QLineEdit("text"), QPushButton("Button"))
    controls = (*boxes, default, choice, tabs, QSlider(Qt.Orientation.Horizontal), QToolButton())
    layout = QVBoxLayout(window)
    for control in controls:
        control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout.addWidget(control)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)

    def colors(control: QWidget) -> list[int]:
        image = control.grab().toImage()
        return [image.pixel(x, y) & 0xFFFFFF for x in range(image.width()) for y in range(image.height())]

    for control in controls:
        window.setFocus()
        before = colors(control)
        control.setFocus()
        # Thousands of pixels change between a few colours.
        pairs = Counter(zip(before, colors(control), strict=True))
        changed = sum(count for pair, count in pairs.items() if contrast(*pair) >= 3)
        assert changed > (control.width() + control.height()) / 2, control
