"""A sheet that was photographed where light is not the same everywhere."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.engine.arrays import Array
from cnnviz.model.document import Coding
from cnnviz.model.networks import LECTURE_X, picture_of
from cnnviz.model.picture.images import picture_from_image
from cnnviz.model.picture.lighting import light_on

X = picture_of(LECTURE_X, Coding.UNIT)


def sheet(ink: Array, size: int = 12) -> Array:
    """`ink` (shares) as a larger image with a wide edge."""
    return np.pad(ink.repeat(size, 0).repeat(size, 1), 4 * size)


def lamp(shape: tuple[int, ...], angle: float, least: float, vignette: float) -> Array:
    """Light that is 1 at its brightest and falls to `least` across the sheet, and again towards the corners."""
    y, x = np.meshgrid(*(np.linspace(-1.0, 1.0, size) for size in shape), indexing="ij")
    along = (x * np.cos(angle) + y * np.sin(angle) + np.sqrt(2)) / np.sqrt(8)
    light: Array = (least + (1.0 - least) * along) * (1.0 - vignette * (x**2 + y**2) / 2)
    return light


@given(st.floats(0, 6.3), st.floats(0.35, 1), st.floats(0, 0.3), st.sampled_from([(0.9, 0.25), (0.2, 0.8)]))
@settings(max_examples=30)
def test_light_and_shadow_on_a_sheet_are_no_ink(
    angle: float, least: float, vignette: float, shades: tuple[float, float]
) -> None:
    paper, ink = shades
    drawn = paper + (ink - paper) * sheet(X)
    grain = np.random.default_rng(0).normal(0.0, 0.01, drawn.shape)
    photograph = drawn * lamp(drawn.shape, angle, least, vignette) + grain
    assert picture_from_image(photograph, (9, 9), Coding.UNIT) == pytest.approx(X, abs=0.3)


def test_the_shadow_is_what_would_have_been_taken_for_ink() -> None:
    drawn = 0.9 - 0.65 * sheet(X)
    photograph = drawn * lamp(drawn.shape, angle=0.7, least=0.35, vignette=0.0)
    light = light_on(photograph)
    assert light is not None
    assert photograph / light == pytest.approx(drawn / 0.9, abs=0.01)


@given(st.integers(0, 2**32), st.floats(0.05, 0.95))
@settings(max_examples=60)
def test_what_was_drawn_in_two_shades_has_no_light(seed: int, share: float) -> None:
    areas = (np.random.default_rng(seed).random((9, 9)) < share).astype(float)
    assert light_on(sheet(areas)) is None
    assert light_on(sheet(areas)[48:-48, 48:-48]) is None
