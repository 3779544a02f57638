"""A patch of the picture becomes a filter, so that the network looks for just that."""

from __future__ import annotations

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import Conv2d, ReLU
from cnnviz.engine.windows import Side
from cnnviz.model.document import Document
from cnnviz.model.filters.edits import become, convolution
from cnnviz.model.refused import Refused
from cnnviz.model.view import Probe


def take_patch(document: Document, layer: int, filter_index: int, probe: Probe | None) -> Document:
    """A filter becomes the patch that `probe` is about: the one under a cell of its map, or around a cell before it.

    Ink counts as 1, so that the filter's numbers can be read in every coding.

    Raises:
        Refused: nothing is chosen, or a cell that stands for no patch.
    """
    present = convolution(document.network, layer)
    place = None if probe is None else _place(document, layer, present, probe)
    if place is None:
        raise Refused(
            "Choose a patch first: click a cell of the picture or of this filter's map, where the filter shall look."
        )
    patch = _patch(_coming_in(document, layer), present, place)
    # A true convolution turns its kernel; turned beforehand, it lies on the patch as the patch is.
    return become(document, layer, filter_index, patch[:, ::-1, ::-1] if present.true_convolution else patch)


def _coming_in(document: Document, layer: int) -> Array:
    """The maps ``(maps, rows, columns)`` that the layer looks at."""
    values = document.picture[None, :, :, None]
    for each in document.network.layers[:layer]:
        values = each.forward(values)
    maps: Array = values[..., 0]
    return maps / document.coding.ink if layer == 0 else maps


def _place(document: Document, layer: int, present: Conv2d, probe: Probe) -> tuple[int, int] | None:
    """Where the filter stands, counted in places, for a probe of the stage before it or of its own map."""
    if len(probe.cell) != 3:
        return None
    where = present.places(document.network.shapes[layer])
    _, row, column = probe.cell
    if probe.stage == layer:
        return _nearest_place(where.rows, row), _nearest_place(where.columns, column)
    between = document.network.layers[layer + 1 : probe.stage]
    if probe.stage > layer and all(isinstance(each, ReLU) for each in between):
        return row, column
    return None


def _nearest_place(side: Side, position: int) -> int:
    """The place whose window has `position` most nearly in its middle."""
    place = round((position - (side.window - 1) / 2 + side.padding) / side.stride)
    return max(0, min(place, side.count - 1))


def _patch(maps: Array, present: Conv2d, place: tuple[int, int]) -> Array:
    """What the filter covers there ``(maps, kernel rows, kernel columns)``; zeros outside, as the padding has."""
    edge = present.padding
    padded = np.pad(maps, ((0, 0), (edge, edge), (edge, edge)))
    top, left = (index * present.stride for index in place)
    rows, columns = present.kernel_size
    return padded[:, top : top + rows, left : left + columns]
