"""The trained networks that cnnviz ships, asked about pictures that they have not learned from."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from cnnviz.engine.arrays import Array
from cnnviz.engine.samples import CLASSES, LEVELS
from cnnviz.engine.training import Samples, evaluate
from cnnviz.model import networks, resources
from cnnviz.model.document import Coding
from cnnviz.model.networks import SHIPPED
from cnnviz.model.picture.images import centred_on_ink, picture_from_image
from cnnviz.model.picture.presets import picture_presets
from cnnviz.model.picture.transforms import centre_and_fill, fit_to_grid
from cnnviz.model.samples.generated import generate
from tests.handwriting import handwritten

SIZES = ("9x9", "28x28")
#: What is promised of each for handwriting, once it is centred and scaled to the ink.
LEAST = {"9x9": 0.97, "28x28": 0.99}
SEED = 20240


trained_document = cache(networks.trained_document)


def share_right(size: str, pictures: list[Array]) -> float:
    """Of pictures that are X and O by turns."""
    samples = Samples(np.stack(pictures, axis=-1)[None], np.arange(len(pictures)) % 2, CLASSES)
    return evaluate(trained_document(size).network, samples).accuracy


def grid(size: str) -> tuple[int, int]:
    return trained_document(size).grid


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("centre", [True, False])
@pytest.mark.parametrize(("level", "least"), [("default", 0.99), ("hard", 0.97)])
def test_generated_pictures_of_other_seeds(size: str, level: str, least: float, centre: bool) -> None:
    random = np.random.default_rng(SEED)
    samples = generate(300, grid(size), LEVELS[level], random, Coding.SIGNED, centre=centre)
    assert evaluate(trained_document(size).network, samples).accuracy >= (LEAST[size] if centre else least)


def image_of(picture: Array, size: tuple[int, int]) -> Array:
    return picture_from_image((1.0 - picture) / 2, size, Coding.SIGNED)


WAYS: dict[str, Callable[[Array, tuple[int, int]], Array]] = {
    "as from an image file": image_of,
    "as from a samples file": lambda picture, size: centred_on_ink(picture, Coding.SIGNED, size),
    "as by the window's button": lambda picture, size: centre_and_fill(picture, Coding.SIGNED, size),
}


@cache
def drawn_on(side: int) -> list[Array]:
    """X and O by turns, of a hand that is not the generator's."""
    random = np.random.default_rng(SEED)
    return [handwritten(CLASSES[index % 2], side, random) for index in range(120)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("side", [9, 28, 40])
@pytest.mark.parametrize("way", WAYS)
def test_the_handwriting_of_another_hand(size: str, side: int, way: str) -> None:
    if way == "as by the window's button":
        side = grid(size)[0]
    assert share_right(size, [WAYS[way](picture, grid(size)) for picture in drawn_on(side)]) >= LEAST[size]


@pytest.mark.parametrize("size", SIZES)
def test_the_handwriting_of_another_hand_that_nobody_centred(size: str) -> None:
    assert share_right(size, drawn_on(grid(size)[0])) >= 0.97


@pytest.mark.parametrize("size", SIZES)
def test_the_lectures_x_and_o_and_their_trickier_cases(size: str) -> None:
    network = trained_document(size).network
    presets = [preset for preset in picture_presets() if preset.name.startswith(("X", "O"))]
    assert len(presets) == 11
    for preset in presets:
        as_it_lies = fit_to_grid(preset.picture, grid(size), Coding.SIGNED)
        centred = centred_on_ink(preset.picture, Coding.SIGNED, grid(size))
        for picture in (as_it_lies, centred):
            votes = network.forward(picture[None]).votes
            assert votes[CLASSES.index(preset.name[0])] > 0.9, preset.name


@pytest.mark.parametrize("size", SIZES)
def test_the_files_are_small_and_readable(size: str) -> None:
    path = resources.path(f"networks/trained-{size}.cnnviz")
    text = path.read_text(encoding="utf-8")
    assert len(text) < 60_000
    assert max(map(len, text.splitlines())) < 2_000
    weights = [values for layer in trained_document(size).network.layers for values in layer.parameters.values()]
    assert all(float(f"{value:.5g}") == value for values in weights for value in values.flat)


def test_the_window_offers_them() -> None:
    grids = [shipped.make().grid for shipped in SHIPPED if "trained" in shipped.title]
    assert grids == [(9, 9), (28, 28)]
