from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.engine.layers import Conv2d
from cnnviz.engine.network import Network
from cnnviz.model.document import Coding
from cnnviz.model.networks import lecture_document
from cnnviz.model.picture.grid import format_grid, parse_grid, with_grid
from cnnviz.model.picture.presets import picture_presets, with_preset
from cnnviz.model.refused import Refused


@given(st.integers(3, 64), st.integers(3, 64))
def test_a_size_is_read_as_it_is_written(rows: int, columns: int) -> None:
    assert parse_grid(format_grid((rows, columns))) == (rows, columns)


@pytest.mark.parametrize("text", ["9x12", " 9 X 12 ", "9×12", "9*12", "9,12", "9 12"])
def test_a_size_is_read_as_people_type_it(text: str) -> None:
    assert parse_grid(text) == (9, 12)


def test_one_number_is_a_square() -> None:
    assert parse_grid("28") == (28, 28)


@pytest.mark.parametrize("text", ["", "x", "9x", "nine", "9.5", "-9", "9x9x9"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="is not a size"):
        parse_grid(text)


@pytest.mark.parametrize("text", ["2", "65", "9x2", "9x65", "9999"])
def test_too_small_and_too_large_are_refused(text: str) -> None:
    with pytest.raises(Refused, match="3 to 64"):
        parse_grid(text)


def test_the_network_follows_the_grid() -> None:
    document = lecture_document()
    larger = with_grid(document, (28, 20))
    assert larger.grid == (28, 20)
    assert larger.network.input_shape == (1, 28, 20)
    assert with_grid(document, (9, 9)) is document


def test_a_grid_that_a_layer_cannot_take_is_refused() -> None:
    document = lecture_document()
    wide = replace(document, network=Network((1, 9, 9), (Conv2d(np.ones((1, 1, 5, 5))),)))
    with pytest.raises(Refused, match="cannot take a picture of 4x9"):
        with_grid(wide, (4, 9))


def test_every_picture_of_the_lectures_is_there() -> None:
    presets = {preset.name: preset for preset in picture_presets()}
    assert len(presets) == 14
    assert {preset.picture.shape for preset in presets.values()} == {(9, 9), (7, 7), (16, 16), (64, 64)}
    assert presets["Six"].picture[0, 8] == 0.9
    assert presets["Smiley"].coding is Coding.UNIT


def test_a_preset_of_the_same_size_takes_the_coding_of_the_sheet() -> None:
    document = with_grid(lecture_document(), (9, 9))
    preset = next(preset for preset in picture_presets() if preset.name == "O")
    chosen = with_preset(document, preset)
    assert np.array_equal(chosen.picture, preset.picture)
    assert chosen.network is document.network
    assert with_preset(chosen, preset) is chosen


def test_a_preset_of_another_size_brings_its_grid_and_coding() -> None:
    preset = next(preset for preset in picture_presets() if preset.name == "Smiley")
    chosen = with_preset(lecture_document(), preset)
    assert chosen.grid == (7, 7)
    assert chosen.coding is Coding.UNIT
    assert chosen.network.input_shape == (1, 7, 7)
