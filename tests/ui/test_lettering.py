"""A map has all of its numbers written, or none."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontMetricsF, QImage
from pytestqt.qtbot import QtBot

from cnnviz.engine.arrays import Array
from cnnviz.model.document import Coding, with_coding
from cnnviz.model.filters import edits
from cnnviz.model.networks import lecture_document
from cnnviz.model.numbers import LARGEST, format_short
from cnnviz.ui.drawing.sheet import Sheet
from cnnviz.ui.labels import NARROWEST, ROOM
from cnnviz.ui.lettering import lettering, telling_values
from cnnviz.ui.painting import number_font
from tests.ui.test_stages import Bench, made

TEXTS = tuple(partial(format_short, decimals=decimals, whole=True) for decimals in (2, 1, 0))


def is_written(image: QImage, cell: QRect) -> bool:
    """Whether some pixels of a cell are not of its own colour."""
    inner = cell.adjusted(3, 3, -3, -3)
    return len({image.pixel(x, y) for x in range(*_ends(inner, 0)) for y in range(*_ends(inner, 1))}) > 1


def _ends(rect: QRect, axis: int) -> tuple[int, int]:
    return ((rect.left(), rect.right() + 1), (rect.top(), rect.bottom() + 1))[axis]


def written_cells(bench: Bench, stage: int) -> list[bool]:
    image = bench.image()
    shape = bench.store.state.document.network.shapes[stage]
    return [is_written(image, bench.stages.cell_rect(stage, cell).toRect()) for cell in np.ndindex(shape)]


@pytest.mark.usefixtures("qapp")
@given(arrays(np.float64, (3, 3), elements=st.floats(-LARGEST, LARGEST)), st.integers(16, 60))
def test_every_number_fits_its_cell_or_none_is_written(values: Array, side: int) -> None:
    written = lettering(telling_values(values), TEXTS, number_font(QFont(), side, side), side)
    if written is not None:
        metrics = QFontMetricsF(written.font)
        widest = max(metrics.horizontalAdvance(written.text(value)) for value in values.ravel().tolist())
        assert widest * NARROWEST <= side * ROOM


@pytest.mark.parametrize("factor", [1.0, 40.0, 5000.0])
@pytest.mark.parametrize("coding", list(Coding))
def test_a_stage_has_all_of_its_numbers_or_none(qtbot: QtBot, coding: Coding, factor: float) -> None:
    document = with_coding(lecture_document(), coding)
    kernel = document.network.layers[0].parameters["weight"][0] * factor
    bench = made(qtbot, edits.set_kernel(document, 0, 0, kernel))
    for stage in range(5):
        assert len(set(written_cells(bench, stage))) == 1, stage


def test_with_pixels_from_0_to_255_the_maps_are_written(qtbot: QtBot) -> None:
    bench = made(qtbot, with_coding(lecture_document(), Coding.BYTES))
    assert all(all(written_cells(bench, stage)) for stage in range(5))


def test_one_long_number_changes_how_all_are_written_on_the_canvas(qtbot: QtBot) -> None:
    sheet = Sheet()
    qtbot.addWidget(sheet)
    sheet.resize(190, 190)
    with qtbot.waitExposed(sheet):
        sheet.show()
    picture = np.full((9, 9), 127.5)
    picture[0, 0] = 7.25
    for value in (7.25, 127.5):
        picture = replace_first(picture, value)
        sheet.set_picture(picture, Coding.BYTES)
        image = sheet.grab().toImage()
        cells = [sheet.board.cell_rect(cell).toRect() for cell in np.ndindex(picture.shape)]
        assert all(is_written(image, cell) for cell in cells)


def replace_first(picture: Array, value: float) -> Array:
    changed = picture.copy()
    changed[0, 0] = value
    return changed
