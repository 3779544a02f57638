"""Walking a probe from value to value, map to map, and stage to stage."""

from __future__ import annotations

from enum import Enum

from cnnviz.engine.arrays import Cell, Shape
from cnnviz.engine.network import Network
from cnnviz.model.view import Probe


class Way(Enum):
    """Where to take the probe: one cell over, or to the stage before or after."""

    LEFT = (0, -1)
    RIGHT = (0, 1)
    UP = (-1, 0)
    DOWN = (1, 0)
    BACK = -1
    ON = 1


def walked(network: Network, probe: Probe, way: Way) -> Probe:
    """The probe one step on; the same object where the way ends.

    Over the edge of a map the walk goes on in the next map, in the same row or column. Between stages the probe keeps
    its map and its place in the map, as nearly as the shapes allow.
    """
    shape = network.shapes[probe.stage]
    match way.value:
        case (down, right):
            cell = _over(shape, probe.cell, down, right)
            return probe if cell == probe.cell else Probe(probe.stage, cell)
        case by:
            stage = probe.stage + by
            if not 0 <= stage < len(network.shapes):
                return probe
            return Probe(stage, _likewise(probe.cell, shape, network.shapes[stage]))


def _over(shape: Shape, cell: Cell, down: int, right: int) -> Cell:
    if len(shape) == 1:
        return (min(max(cell[0] + (down or right), 0), shape[0] - 1),)
    maps, rows, columns = shape
    row, column = cell[1] + down, cell[2] + right
    of_map = cell[0] + row // rows + column // columns
    return (of_map, row % rows, column % columns) if 0 <= of_map < maps else cell


def _likewise(cell: Cell, old: Shape, new: Shape) -> Cell:
    if len(old) == len(new):
        return tuple(_scaled(index, size, into) for index, size, into in zip(cell, old, new, strict=True))
    if len(new) == 1:
        # Flattening counts map by map, row by row.
        index = (cell[0] * old[1] + cell[1]) * old[2] + cell[2]
        return (_scaled(index, old[0] * old[1] * old[2], new[0]),)
    index = _scaled(cell[0], old[0], new[0] * new[1] * new[2])
    of_map, place = divmod(index, new[1] * new[2])
    return (of_map, *divmod(place, new[2]))


def _scaled(index: int, size: int, into: int) -> int:
    return index if size == into else min((2 * index + 1) * into // (2 * size), into - 1)
