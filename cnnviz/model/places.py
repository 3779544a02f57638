"""What a value is called: "Convolution, map 2 (Cross), row 3, column 4"."""

from __future__ import annotations

from cnnviz.engine.arrays import Cell, Shape
from cnnviz.engine.layers import Conv2d, Softmax
from cnnviz.engine.network import Network
from cnnviz.model.document import first_convolution


def stage_title(network: Network, stage: int) -> str:
    """The name of a stage: "Picture", "Convolution"; numbered where a layer of the same kind comes again."""
    if stage == 0:
        return "Picture"
    titles = [layer.title for layer in network.layers]
    title = titles[stage - 1]
    return f"{title} {titles[:stage].count(title)}" if titles.count(title) > 1 else title


def value_title(network: Network, stage: int, cell: Cell, filter_names: tuple[str, ...] = ()) -> str:
    """The name of one value, with its stage. `filter_names` name the maps of the first convolution, where not empty."""
    if network.classes and stage >= vote_stage(network):
        return f"{'Share' if isinstance(network.layers[stage - 1], Softmax) else 'Vote'} for {network.classes[cell[0]]}"
    names = filter_names if _shows_first_filters(network, stage) else ()
    return f"{stage_title(network, stage)}, {place(network.shapes[stage], cell, names)}"


def vote_stage(network: Network) -> int:
    """The stage of the votes: the last one, or the one before a softmax that turns them into shares."""
    last = len(network.layers)
    return last - 1 if last and isinstance(network.layers[-1], Softmax) else last


def _shows_first_filters(network: Network, stage: int) -> bool:
    """Whether the maps of `stage` are those of the first convolution, at most pooled and cut off at zero."""
    first = first_convolution(network)
    if first is None or stage <= first or len(network.shapes[stage]) != 3:
        return False
    return not any(isinstance(layer, Conv2d) for layer in network.layers[first + 1 : stage])


def place(shape: Shape, cell: Cell, names: tuple[str, ...] = ()) -> str:
    """Where a value stands in its stage, counted from 1: "map 2 (Cross), row 3, column 4", "value 5 of 12"."""
    if len(cell) == 1:
        return f"value {cell[0] + 1} of {shape[0]}"
    of_map, row, column = cell
    where = f"row {row + 1}, column {column + 1}"
    if shape[0] == 1 and not names:
        return where
    name = names[of_map] if of_map < len(names) else ""
    return f"map {of_map + 1}{f' ({name})' if name else ''}, {where}"
