from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import Conv2d, ReLU
from cnnviz.engine.network import Network
from cnnviz.model.document import Coding, Document, with_coding
from cnnviz.model.filters import edits
from cnnviz.model.filters.patch import take_patch
from cnnviz.model.networks import DIAGONAL, lecture_document
from cnnviz.model.refused import Refused
from cnnviz.model.view import Probe


def kernel(document: Document, layer: int = 0, index: int = 0) -> Array:
    values: Array = edits.convolution(document.network, layer).weight[index]
    return values


@pytest.mark.parametrize(
    ("probe", "top", "left"),
    [
        (Probe(1, (2, 4, 5)), 4, 5),
        (Probe(2, (0, 0, 0)), 0, 0),
        (Probe(0, (0, 4, 4)), 3, 3),
        (Probe(0, (0, 0, 8)), 0, 6),
    ],
)
def test_the_filter_becomes_the_patch_and_matches_it_perfectly(probe: Probe, top: int, left: int) -> None:
    document = lecture_document()
    changed = take_patch(document, 0, 1, probe)
    assert np.array_equal(kernel(changed, 0, 1)[0], document.picture[top : top + 3, left : left + 3])
    assert changed.network.forward(document.picture[None]).stages[1][1, top, left] == 1.0


@pytest.mark.parametrize("probe", [None, Probe(3, (0, 1, 1)), Probe(5, (3,)), Probe(6, (0,))])
def test_without_a_patch_the_person_reads_how_to_choose_one(probe: Probe | None) -> None:
    with pytest.raises(Refused, match="click a cell"):
        take_patch(lecture_document(), 0, 0, probe)


def test_a_patch_of_bytes_is_told_in_shares_of_ink() -> None:
    document = with_coding(lecture_document(), Coding.BYTES)
    assert np.array_equal(kernel(take_patch(document, 0, 2, Probe(1, (2, 1, 1))), 0, 2)[0], np.eye(3))


def test_padding_stride_and_true_convolution_are_minded() -> None:
    document = lecture_document()
    for true_convolution in (False, True):
        layer = Conv2d(np.zeros((1, 1, 3, 3)), stride=2, padding=1, true_convolution=true_convolution)
        padded = replace(document, network=Network((1, 9, 9), (layer,)))
        changed = take_patch(padded, 0, 0, Probe(1, (0, 0, 1)))
        patch = np.pad(document.picture, 1)[0:3, 2:5]
        assert np.array_equal(edits.convolution(changed.network, 0).kernel_in_place(0)[0], patch)


def test_a_later_convolution_takes_its_patch_from_the_maps_before_it() -> None:
    layers = (Conv2d(np.array(DIAGONAL, dtype=float)[None, None]), ReLU(), Conv2d(np.zeros((1, 1, 2, 2))))
    document = replace(lecture_document(), network=Network((1, 9, 9), layers))
    maps = document.network.forward(document.picture[None]).stages[2]
    changed = take_patch(document, 2, 0, Probe(3, (0, 1, 2)))
    assert np.array_equal(kernel(changed, 2), maps[:, 1:3, 2:4])
    with pytest.raises(Refused):
        take_patch(document, 2, 0, Probe(0, (0, 1, 2)))
