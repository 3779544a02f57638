"""Pooling: a window walks over a map and keeps one value of each place."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

import numpy as np

from cnnviz.engine.arrays import Array, Mask, Shape, Table
from cnnviz.engine.layers.base import Layer, ShapeError, need_maps
from cnnviz.engine.windows import OUTSIDE, Windows, places, windows


@dataclass(frozen=True, eq=False)
class Pool2d(Layer):
    """What both kinds of pooling share.

    window: the window's side in pixels.
    stride: how far it moves, in pixels.
    partial_windows: whether a last window hanging over the far edge counts (7x7 -> 4x4), as in the lecture.

    Raises:
        ValueError: a window or stride below 1.
    """

    window: int = 2
    stride: int = 2
    partial_windows: bool = True

    def __post_init__(self) -> None:
        if self.window < 1 or self.stride < 1:
            raise ValueError("A pooling window and its stride are at least 1.")

    def places(self, shape: Shape) -> Windows:
        """The table of the window's places on one map of `shape`; `OUTSIDE` beyond the edge."""
        return windows(shape[1], shape[2], (self.window, self.window), self.stride, partial=self.partial_windows)

    def output_shape(self, shape: Shape) -> Shape:
        maps, rows, columns = need_maps(self, shape)
        out_rows = places(rows, self.window, self.stride, partial=self.partial_windows)
        out_columns = places(columns, self.window, self.stride, partial=self.partial_windows)
        if out_rows < 1 or out_columns < 1:
            raise ShapeError(
                f"{self.title} has a window of {self.window}x{self.window}, but the maps coming in are only "
                f"{rows}x{columns}"
            )
        return (maps, out_rows, out_columns)

    def forward(self, inputs: Array) -> Array:
        maps, rows, columns, images = inputs.shape
        where = self.places((maps, rows, columns))
        pooled = self._pool(inputs.reshape(maps, rows * columns, images), where.table)
        return pooled.reshape(maps, where.out_rows, where.out_columns, images)

    @abstractmethod
    def _pool(self, pixels: Array, table: Table) -> Array:
        """``(maps, places, images)`` from pixels ``(maps, pixels, images)``."""

    def sources(self, shape: Shape, mask: Mask) -> Mask:
        table = self.places(shape).table
        found = np.zeros((shape[0], shape[1] * shape[2] + 1), dtype=np.bool_)
        for of_map, marked in zip(found, mask.reshape(shape[0], -1), strict=True):
            of_map[table[:, marked]] = True
        return found[:, :-1].reshape(shape)

    def reached(self, shape: Shape, mask: Mask) -> Mask:
        where = self.places(shape)
        marked = np.concatenate((mask.reshape(shape[0], -1), np.zeros((shape[0], 1), dtype=np.bool_)), axis=1)
        return marked[:, where.table].any(axis=1).reshape(shape[0], where.out_rows, where.out_columns)


@dataclass(frozen=True, eq=False)
class MaxPool2d(Pool2d):
    """Keeps the largest value of each window."""

    title = "Max pooling"

    def _pool(self, pixels: Array, table: Table) -> Array:
        # A cell outside stands for the window's own first pixel, which changes no maximum.
        inside = np.where(table == OUTSIDE, table[0], table)
        largest: Array = pixels.take(inside, axis=1).max(axis=1)
        return largest


@dataclass(frozen=True, eq=False)
class AvgPool2d(Pool2d):
    """The mean of each window; a partial window counts only the pixels it has."""

    title = "Average pooling"

    def _pool(self, pixels: Array, table: Table) -> Array:
        zero = np.zeros((pixels.shape[0], 1, pixels.shape[2]))
        sums = np.concatenate((pixels, zero), axis=1).take(table, axis=1).sum(axis=1)
        count = (table != OUTSIDE).sum(axis=0)
        result: Array = sums / count[:, None]
        return result
