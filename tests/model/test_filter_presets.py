from __future__ import annotations

import numpy as np
import pytest

from cnnviz.model.filters import edits
from cnnviz.model.filters.presets import FilterPreset, kernel_for, preset_groups
from cnnviz.model.networks import lecture_document, smiley_document
from cnnviz.model.refused import Refused

PRESETS = {preset.name: preset for group in preset_groups() for preset in group.presets}

#: As printed on the slides.
SLIDES = {
    "Smoothing": [[1, 1, 1], [1, 1, 1], [1, 1, 1]],
    "Gaussian": [[0, 1, 0], [1, 4, 1], [0, 1, 0]],
    "Sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    "Intense sharpen": [[-1, -1, -1], [-1, 9, -1], [-1, -1, -1]],
    "Plus": [[0, 1, 0], [1, 1, 1], [0, 1, 0]],
    "Lower right corner": [[0, 0, 1], [0, 1, 1], [1, 1, 1]],
    "Upper left corner": [[1, 1, 1], [1, 1, 0], [1, 0, 0]],
    "Strong rising line": [[0, 0, 15], [0, 15, 0], [15, 0, 0]],
    "Strong plus": [[0, 10, 0], [10, 10, 10], [0, 10, 0]],
}


@pytest.mark.parametrize("name", SLIDES)
def test_the_slides_kernels_are_there(name: str) -> None:
    assert PRESETS[name].kernel.tolist() == SLIDES[name]


def test_the_shipped_networks_are_made_of_presets() -> None:
    for document in (lecture_document(), smiley_document()):
        for name, kernel in zip(document.filter_names, edits.convolution(document.network, 0).weight, strict=True):
            assert np.array_equal(PRESETS[name].kernel, kernel[0])


def test_every_name_is_given_once_and_every_family_is_there() -> None:
    assert len(PRESETS) == sum(len(group.presets) for group in preset_groups())
    for family in ("Sobel", "Prewitt", "Laplacian", "Scharr", "Emboss", "Identity", "line"):
        assert any(family in name for name in PRESETS), family


def test_means_add_up_to_one_edges_and_lines_to_nothing() -> None:
    for group in preset_groups():
        for preset in group.presets:
            if "mean" in preset.name:
                assert preset.kernel.sum() == pytest.approx(1.0)
            if group.name == "Lines" or preset.name.startswith(("Sobel", "Prewitt", "Scharr", "Laplacian")):
                assert preset.kernel.sum() == 0.0


def test_a_preset_stands_in_the_middle_of_a_larger_filter_for_every_map() -> None:
    kernel = kernel_for(PRESETS["Diagonal"], 2, (5, 4))
    assert kernel.shape == (2, 5, 4)
    assert np.array_equal(kernel[1, 1:4, 0:3], PRESETS["Diagonal"].kernel)
    assert np.abs(kernel).sum() == 18


def test_a_preset_too_large_for_the_filter_is_refused() -> None:
    with pytest.raises(Refused, match="“Big” is a filter of 5x5 and does not fit into one of 3x3"):
        kernel_for(FilterPreset("Big", np.ones((5, 5))), 1, (3, 3))


def test_a_filter_that_becomes_a_preset_takes_its_name() -> None:
    document = edits.apply_preset(lecture_document(), 0, 1, PRESETS["Sobel x"])
    assert document.filter_names == ("Diagonal", "Sobel x", "Other diagonal")
    added = edits.add_preset(document, 0, PRESETS["Identity"])
    assert added.filter_names[3] == "Identity"
    assert np.array_equal(edits.convolution(added.network, 0).weight[3, 0], PRESETS["Identity"].kernel)
    assert edits.apply_preset(added, 0, 3, PRESETS["Identity"]) is added
