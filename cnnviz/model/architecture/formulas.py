"""The sizes and the counts of parameters, with their numbers filled in."""

from __future__ import annotations

from cnnviz.engine.arrays import Shape
from cnnviz.engine.layers import Flatten
from cnnviz.engine.windows import places
from cnnviz.model.architecture.blueprints import Blueprint, Convolution, Dense, Fixed, Pooling

_DOWN = ("⌊", "⌋")
_UP = ("⌈", "⌉")


def size_formula(blueprint: Blueprint, shape: Shape) -> str:
    """How the size that comes out follows from the `shape` that comes in: "(9 − 3 + 2·0)/1 + 1 = 7".

    Rows and columns each have theirs where they differ; empty where nothing is reckoned.
    """
    match blueprint:
        case Convolution(size=size):
            return _both(
                *(_convolution_side(blueprint, side, window) for side, window in zip(shape[1:], size, strict=True))
            )
        case Pooling():
            return _both(*(_pooling_side(blueprint, side) for side in shape[1:]))
        case Fixed(layer=layer) if layer is Flatten:
            return f"{' · '.join(map(str, shape))} = {shape[0] * shape[1] * shape[2]}"
    return ""


def parameter_formula(blueprint: Blueprint, shape: Shape) -> str:
    """How the number of parameters follows: "3 · (1·3·3 + 1) = 30"; empty where there are none."""
    match blueprint:
        case Convolution(filters=count, size=(rows, columns)):
            each = f"{shape[0]}·{rows}·{columns}"
            numbers = shape[0] * rows * columns
        case Dense(neurons=count):
            each = str(shape[0])
            numbers = shape[0]
        case _:
            return ""
    if blueprint.bias:
        return f"{count} · ({each} + 1) = {count * (numbers + 1):,}"
    return f"{count} · {each} = {count * numbers:,}"


def room_formula(side: int, window: int, padding: int | None = None) -> str:
    """How far a window that is too large can move: "4 − 7 + 2·0 = −3". padding: None for a pooling window."""
    room = side - window + 2 * (padding or 0)
    return f"{_room(side, window, padding)} = {room}".replace("-", "−")


def _room(side: int, window: int, padding: int | None) -> str:
    return f"{side} − {window}" + ("" if padding is None else f" + 2·{padding}")


def _both(rows: str, columns: str) -> str:
    return rows if rows == columns else f"rows {rows}, columns {columns}"


def _convolution_side(blueprint: Convolution, side: int, window: int) -> str:
    room = side - window + 2 * blueprint.padding
    share = _share(_room(side, window, blueprint.padding), room, blueprint.stride, _DOWN)
    return f"{share} + 1 = {places(side, window, blueprint.stride, blueprint.padding)}"


def _pooling_side(blueprint: Pooling, side: int) -> str:
    window, stride, partial = blueprint.window, blueprint.stride, blueprint.partial
    count = places(side, window, stride, partial=partial)
    if window > side:
        return "one window over all = 1"
    share = _share(_room(side, window, None), side - window, stride, _UP if partial else _DOWN)
    counted = -(-(side - window) // stride) + 1
    if partial and counted > count:
        return f"{share} + 1 − 1 outside = {count}"
    return f"{share} + 1 = {count}"


def _share(room: str, pixels: int, stride: int, rounding: tuple[str, str]) -> str:
    """The quotient, between the signs for rounding where it is not whole."""
    opening, closing = rounding if pixels % stride else ("", "")
    return f"{opening}({room})/{stride}{closing}"
