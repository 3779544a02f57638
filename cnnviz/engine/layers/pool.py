"""Pooling: a window walks over a map and keeps one value of each place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnviz.engine.arrays import Array, Mask, Shape, Table
from cnnviz.engine.layers.base import Layer, ShapeError, need_maps
from cnnviz.engine.layers.seats import seats_of
from cnnviz.engine.windows import Windows, windows

#: Up to so many values of one picture, fetching each by its number costs less than going by rows and columns.
_FEW = 10_000


@dataclass(frozen=True, eq=False)
class Pool2d(Layer):
    """What both kinds of pooling share. They have nothing to learn.

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
        """Where the window stands on maps of `shape`."""
        return windows(shape, (self.window, self.window), self.stride, 0, self.partial_windows)

    def output_shape(self, shape: Shape) -> Shape:
        maps, rows, columns = need_maps(self, shape)
        where = self.places(shape)
        if where.rows.count < 1 or where.columns.count < 1:
            raise ShapeError(
                f"{self.title} needs maps of at least {self.window}x{self.window}, the size of its window, "
                f"but gets {rows}x{columns}"
            )
        return (maps, where.rows.count, where.columns.count)

    def sources(self, shape: Shape, mask: Mask) -> Mask:
        return self.places(shape).sources(mask)

    def reached(self, shape: Shape, mask: Mask) -> Mask:
        return self.places(shape).reached(mask)


class MaxPool2d(Pool2d):
    """Keeps the largest value of each window."""

    title = "Max pooling"

    def forward(self, inputs: Array) -> Array:
        maps, rows, columns, images = inputs.shape
        where = self.places((maps, rows, columns))
        if images == 1 and inputs.size <= _FEW:
            largest: Array = np.maximum.reduce(inputs.take(seats_of(where, maps).pixels))
            return largest.reshape(maps, where.rows.count, where.columns.count, 1)
        # The largest of a window is the largest of its rows' largest, so each side goes by itself.
        return _largest(_largest(inputs, where.rows.lines, 1), where.columns.lines, 2)

    def input_gradient(self, inputs: Array, outputs: Array, output_gradient: Array) -> Array:
        """All of it goes to the first of a window's largest values, in reading order."""
        where = self.places(inputs.shape[:3])
        seats = seats_of(where, len(inputs))
        winners = seats.winners(seats.seen(inputs), outputs)
        if self.stride >= self.window:  # Every pixel is in one window at most, so there is nothing to add up.
            return seats.handed_on(winners, output_gradient).reshape(inputs.shape)
        gradient, by_place = np.zeros(inputs.shape), winners.reshape(outputs.shape)
        for seat, (pixels, places) in enumerate(where.views, start=1):
            gradient[pixels] += (output_gradient * (by_place == len(where.views) - seat))[places]
        return gradient


def _largest(values: Array, lines: tuple[Table, ...], axis: int) -> Array:
    """The largest of ``values`` at ``lines[0], lines[1], ...`` along `axis`, for every place in a line."""
    largest: Array = values.take(lines[0], axis)
    for line in lines[1:]:
        np.maximum(largest, values.take(line, axis), out=largest)
    return largest


class AvgPool2d(Pool2d):
    """The mean of each window; a partial window counts only the pixels it has."""

    title = "Average pooling"

    def forward(self, inputs: Array) -> Array:
        maps, rows, columns, images = inputs.shape
        where = self.places((maps, rows, columns))
        sums = where.rows.cover @ inputs.reshape(maps, rows, columns * images)
        sums = where.columns.cover @ sums.reshape(maps, where.rows.count, columns, images)
        sums /= where.pixel_counts[:, :, None]
        return sums

    def input_gradient(self, inputs: Array, outputs: Array, output_gradient: Array) -> Array:
        """Each pixel of a window gets an equal share."""
        maps, rows, columns, images = inputs.shape
        where = self.places((maps, rows, columns))
        shares = output_gradient / where.pixel_counts[:, :, None]
        spread = where.columns.cover.T @ shares
        spread = where.rows.cover.T @ spread.reshape(maps, where.rows.count, columns * images)
        return spread.reshape(inputs.shape)
