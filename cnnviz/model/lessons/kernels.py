"""The filters that a scene begins with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from cnnviz.engine.layers import Conv2d
from cnnviz.model.document import Document, first_convolution
from cnnviz.model.filters.edits import LONGEST_NAME, MOST_FILTERS
from cnnviz.model.filters.presets import FilterPreset, kernel_for, preset_groups
from cnnviz.model.lessons.table import among, matrix, meant, shortened, text
from cnnviz.model.refused import Refused
from cnnviz.model.rewiring import rearrange_filters


def with_filters(document: Document, presets: Sequence[FilterPreset]) -> Document:
    """`document` with these as the filters of its first convolution, in numbers and in name.

    The wires of a filter stay with its place; those of one more start at 0.

    Raises:
        Refused: one does not fit, there are none or too many, or there is no convolution.
    """
    if not 1 <= len(presets) <= MOST_FILTERS:
        raise Refused(f"there can be 1 to {MOST_FILTERS} filters, not {len(presets)}.")
    index = first_convolution(document.network)
    layer = None if index is None else document.network.layers[index]
    if index is None or not isinstance(layer, Conv2d):
        raise Refused("this network has no convolution that could have filters.")
    weight = np.stack([kernel_for(preset, layer.weight.shape[1], layer.kernel_size) for preset in presets])
    order = [place if place < layer.filters else None for place in range(len(presets))]
    bias = None
    if layer.bias is not None:
        bias = np.array([0.0 if place is None else layer.bias[place] for place in order])
    changed = replace(layer, weight=weight, bias=bias)
    network = rearrange_filters(document.network, index, changed, order)
    return replace(document, network=network, filter_names=tuple(preset.name for preset in presets))


def filter_of(value: Any) -> FilterPreset:
    """A filter by its name, or as ``{name, numbers}``.

    Raises:
        Refused: it is neither.
    """
    if isinstance(value, Mapping):
        for name in value:
            if name not in {"name", "numbers"}:
                raise Refused(f"a filter has no “{shortened(name)}”{meant(name, ('name', 'numbers'))}")
        if "numbers" not in value:
            raise Refused("a filter needs its numbers: write numbers = [[1, -1], [-1, 1]].")
        return FilterPreset(text(value.get("name", ""))[:LONGEST_NAME], matrix(value["numbers"]))
    if not isinstance(value, str):
        raise Refused('a filter is a name, or a table: write {name = "Mine", numbers = [[1, -1], [-1, 1]]}.')
    presets = {preset.name: preset for group in preset_groups() for preset in group.presets}
    return among(value, presets, "filter")
