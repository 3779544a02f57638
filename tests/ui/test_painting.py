"""Colours and numbers in cells, judged by what they mean."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QIODevice, QRect, QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from pytestqt.qtbot import QtBot

from cnnviz.engine.arrays import Array
from cnnviz.model.numbers import format_short
from cnnviz.ui.labels import MOST_LABELS, MOST_VALUES, LabelSheet, LabelSheets
from cnnviz.ui.lettering import Lettering
from cnnviz.ui.painting import color_indices, map_image, number_font, paint_numbers, ramp_image
from cnnviz.ui.theme import DARK, LIGHT, NUMBER_DARK, NUMBER_LIGHT, Theme, diverging_colors, picture_colors

text = partial(format_short, whole=False)


def written(font: QFont) -> Lettering:
    return Lettering(font, text, font.toString())


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=1, max_size=12), st.floats(0.01, 1e6))
def test_colours_keep_the_order_of_the_values(values: list[float], limit: float) -> None:
    indices = color_indices(np.array([values]), -limit, limit)[0].tolist()
    pairs = sorted((value, index) for value, index in zip(values, indices, strict=True) if not math.isnan(value))
    assert [index for _, index in pairs] == sorted(index for _, index in pairs)
    assert all(index == 128 for value, index in zip(values, indices, strict=True) if math.isnan(value))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_each_value_has_its_own_pixel_in_its_own_colour(theme: Theme) -> None:
    values = np.array([[-1.0, 0.0, 1.0], [np.nan, -5.0, 5.0]])
    colors = diverging_colors(theme)
    image = map_image(values, colors, -1.0, 1.0)
    assert (image.width(), image.height()) == (3, 2)
    seen = [[image.pixel(column, row) for column in range(3)] for row in range(2)]
    assert seen == [[colors[0], colors[128], colors[255]], [colors[128], colors[0], colors[255]]]


def test_a_legend_shows_every_colour() -> None:
    colors = picture_colors(LIGHT)
    image = ramp_image(colors)
    assert tuple(image.pixel(at, 0) for at in range(256)) == colors


def canvas(width: int, height: int, ratio: float = 1.0) -> QImage:
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(0xFF808080)
    return image


def paint(image: QImage, values: Array, cell: float, clip: QRectF | None = None) -> None:
    painter = QPainter(image)
    if clip is not None:
        painter.setClipRect(clip)
    rows, columns = values.shape
    rect = QRectF(0, 0, columns * cell, rows * cell)
    paint_numbers(painter, rect, values, diverging_colors(LIGHT), -1.0, 1.0, written(number_font(QFont(), cell, cell)))
    painter.end()


def touched(image: QImage, rect: QRect) -> bool:
    """Whether anything was painted within `rect`, in device pixels."""
    ground = image.pixel(image.width() - 1, image.height() - 1)
    return any(
        image.pixel(x, y) != ground
        for x in range(rect.left(), rect.right() + 1)
        for y in range(rect.top(), rect.bottom() + 1)
    )


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("cell", [16, 24, 100])
def test_a_number_stays_in_its_own_cell(qtbot: QtBot, ratio: float, cell: int) -> None:
    values = np.array([[-1.0, 0.77], [1.0, -0.11]])
    image = canvas(2 * cell + 4, 2 * cell + 4, ratio)
    paint(image, values, cell)
    side = round(cell * ratio)
    for row in range(2):
        for column in range(2):
            assert touched(image, QRect(column * side + 1, row * side + 1, side - 2, side - 2))
            edge = QRect(column * side, row * side, 1, side)
            assert not touched(image, edge)


def test_numbers_contrast_with_their_cell(qtbot: QtBot) -> None:
    """White on the dark ends of the scale, black on the pale middle."""
    image = canvas(64, 24)
    image.fill(0xFF808080)
    paint(image, np.array([[-1.0, 0.0]]), 24)
    left = [image.pixelColor(x, y).lightness() for x in range(24) for y in range(24)]
    right = [image.pixelColor(x, y).lightness() for x in range(24, 48) for y in range(24)]
    assert max(left) > 200
    assert min(left) == 128
    assert min(right) < 60
    assert max(right) == 128


def test_only_what_the_clip_lets_show_is_written(qtbot: QtBot) -> None:
    image = canvas(100, 24)
    paint(image, np.full((1, 4), 0.5), 24, QRectF(24, 0, 24, 24))
    assert [touched(image, QRect(24 * column, 0, 24, 24)) for column in range(4)] == [False, True, False, False]


@pytest.mark.usefixtures("qapp")
@given(st.lists(st.floats(-2000, 2000), min_size=1, max_size=9))
@settings(max_examples=20)
def test_copied_labels_are_those_written_one_by_one(values: list[float]) -> None:
    font = number_font(QFont(), 24, 24)
    array = np.array([values])
    dark = np.ones_like(array, dtype=np.bool_)
    together = LabelSheet(font, 24, 24, 1.0).image(array, dark, text)
    for index, value in enumerate(values):
        alone = LabelSheet(font, 24, 24, 1.0).image(np.array([[value]]), dark[:, :1], text)
        assert together.copy(24 * index, 0, 24, 24) == alone


@pytest.mark.parametrize(("is_dark", "color"), [(True, NUMBER_DARK), (False, NUMBER_LIGHT)])
def test_copied_labels_have_the_colour_of_numbers(qtbot: QtBot, is_dark: bool, color: str) -> None:
    sheet = LabelSheet(number_font(QFont(), 70, 70), 70, 70, 1.0)
    pixels = sheet.pixels(np.array([[0.88]]), np.array([[is_dark]]), text)
    assert pixels.max() == QColor(color).rgba()


def test_a_sheet_of_labels_does_not_grow_for_ever(qtbot: QtBot) -> None:
    sheet = LabelSheet(number_font(QFont(), 16, 16), 16, 16, 1.0)
    random = np.random.default_rng(0)
    for _ in range(12):
        values = random.normal(size=(10, 20)) * 100
        sheet.image(values, np.ones_like(values, dtype=np.bool_), text)
    assert sheet.count <= MOST_LABELS + 200


def test_sheets_of_every_size_do_not_pile_up(qtbot: QtBot) -> None:
    sheets, values = LabelSheets(200_000), np.linspace(-1.0, 1.0, 17)
    dark, font = np.ones_like(values, dtype=np.bool_), QFont().toString()
    kept = sheets.sheet(font, 20, 20, 1.0)
    for side in range(40, 55):
        sheets.sheet(font, side, side, 1.0).pixels(values, dark, text)
        assert sheets.size <= 200_000 + 32 * side * side
        # What is in use stays.
        assert sheets.sheet(font, 20, 20, 1.0) is kept
    assert sheets.size > 150_000


def test_the_values_that_sheets_remember_do_not_pile_up(qtbot: QtBot) -> None:
    sheets, random, font = LabelSheets(1_000_000), np.random.default_rng(0), QFont().toString()
    for side in range(8, 16):
        sheets.sheet(font, side, side, 1.0).pixels(random.normal(size=5000), np.ones(5000, dtype=np.bool_), text)
    counts = [sheets.sheet(font, side, side, 1.0).value_count for side in range(15, 7, -1)]
    # A number as a key of a dictionary takes at least this many bytes.
    assert 5000 <= sum(counts) <= 1_000_000 / 60 + 5000


def test_values_that_come_and_go_as_in_training_are_forgotten(qtbot: QtBot) -> None:
    sheet = LabelSheet(number_font(QFont(), 8, 8), 8, 8, 1.0)
    random = np.random.default_rng(0)
    for _ in range(12):
        values = random.normal(size=(40, 50))
        sheet.pixels(values, np.ones_like(values, dtype=np.bool_), text)
        assert sheet.value_count <= MOST_VALUES + values.size


def test_on_paper_numbers_stay_text(qtbot: QtBot) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    painter = QPainter(generator)
    paint_numbers(
        painter, QRect(0, 0, 48, 24), np.array([[0.25, -0.5]]), diverging_colors(LIGHT), -1, 1, written(QFont())
    )
    painter.end()
    content = bytes(buffer.data().data()).decode()
    assert ">.25<" in content.replace("\n", "")
    assert ">-.50<" in content.replace("\n", "")
