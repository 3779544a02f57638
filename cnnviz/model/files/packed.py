"""Many pictures as one short text: thousands of them in a file that is still written within a moment."""

from __future__ import annotations

import base64
import binascii
import zlib
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from cnnviz.engine.arrays import Array, frozen
from cnnviz.model.document import LARGEST_GRID, MOST_SAMPLED, SMALLEST_GRID
from cnnviz.model.files.json_text import Json
from cnnviz.model.refused import Refused

#: 64-bit floating point numbers, the lowest byte first, whatever the processor.
_NUMBER = np.dtype("<f8")
#: Level 1 takes a tenth of the time of the usual one, and drawings become hardly larger.
_LEVEL = 1


@dataclass(frozen=True)
class Pictures:
    """A tuple of pictures ``(rows, columns)``, each of a size of its own.

    Written as ``sizes``, rows, columns and how many of them follow each other, and ``numbers``: all of them, row by
    row, compressed by zlib, in base64.
    """

    def write(self, value: tuple[Array, ...]) -> Json:
        runs = ((size, len(list(group))) for size, group in groupby(picture.shape for picture in value))
        numbers = np.concatenate([picture.ravel() for picture in value]) if value else np.empty(0)
        packed = zlib.compress(numbers.astype(_NUMBER).tobytes(), _LEVEL)
        return {
            "sizes": [[*size, count] for size, count in runs],
            "numbers": base64.b64encode(packed).decode(),
        }

    def read(self, data: Json, where: str) -> tuple[Array, ...]:
        if not isinstance(data, dict) or data.keys() != {"sizes", "numbers"}:
            raise Refused(f"{where} is not “sizes” and “numbers”.")
        runs = _runs(data["sizes"], where)
        count = sum(rows * columns * number for rows, columns, number in runs)
        if count > MOST_SAMPLED:
            raise Refused(f"{where} holds more than {MOST_SAMPLED} numbers.")
        numbers = _unpacked(data["numbers"], count, where)
        pictures, start = [], 0
        for rows, columns, number in runs:
            for _ in range(number):
                pictures.append(frozen(numbers[start : start + rows * columns].reshape(rows, columns)))
                start += rows * columns
        return tuple(pictures)


def _runs(sizes: Json, where: str) -> list[tuple[int, int, int]]:
    if not isinstance(sizes, list) or not all(_is_run(run) for run in sizes):
        raise Refused(f"{where} > sizes is not a list of rows, columns and how many.")
    return [(run[0], run[1], run[2]) for run in sizes]


def _is_run(run: Json) -> bool:
    if not isinstance(run, list) or len(run) != 3 or not all(type(number) is int for number in run):
        return False
    return all(SMALLEST_GRID <= side <= LARGEST_GRID for side in run[:2]) and 1 <= run[2] <= MOST_SAMPLED


def _unpacked(text: Json, count: int, where: str) -> Array:
    """`count` finite numbers; no more are ever unpacked, whatever the text says."""
    length = count * _NUMBER.itemsize
    try:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(base64.b64decode(text, validate=True), length + 1)
    except (TypeError, ValueError, binascii.Error, zlib.error):
        raise Refused(f"{where} > numbers is damaged.") from None
    if len(content) != length or not unpacking.eof:
        raise Refused(f"{where} > numbers is not as long as its sizes say.")
    numbers = np.frombuffer(content, dtype=_NUMBER).astype(np.float64)
    if not np.isfinite(numbers).all():
        raise Refused(f"{where} holds a number that is not finite.")
    return numbers
