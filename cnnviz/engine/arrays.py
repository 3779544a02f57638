"""The words for arrays that every room shares."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Table = npt.NDArray[np.intp]

#: ``(maps, rows, columns)`` for maps, ``(values,)`` for a list of values; never the image axis.
Shape = tuple[int, ...]
#: The index of one value inside a shape: ``(map, row, column)`` or ``(index,)``.
Cell = tuple[int, ...]


def frozen(values: Any) -> Array:
    """`values` as a read-only float64 array that nobody else can write to: a copy, unless it is one already."""
    if isinstance(values, np.ndarray) and values.dtype == np.float64 and values.base is None:
        own: Array = values
        if not own.flags.writeable:
            return own
    array = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array


def describe_shape(shape: Shape) -> str:
    """A shape as a person reads it: "3 maps of 7x7", "1 map of 9x9", "12 values"."""
    if len(shape) == 3:
        maps, rows, columns = shape
        return f"{maps} map{'s' if maps != 1 else ''} of {rows}x{columns}"
    if len(shape) == 1:
        return f"{shape[0]} value{'s' if shape[0] != 1 else ''}"
    return "x".join(map(str, shape))
