"""Where everything stands in the picture of the whole way: pure geometry, no Qt."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from cnnviz.engine.arrays import Cell, Shape
from cnnviz.engine.network import Network
from cnnviz.ui.stages.geometry import Box, Kind, Measures, Rect
from cnnviz.ui.stages.plans import Plan, best_plans

#: From this share of the height that values are left at least, nothing scrolls for the sake of the rest.
ENOUGH = 0.85


class Column(NamedTuple):
    """One stage: its place, from top to bottom, and its boxes."""

    stage: int
    kind: Kind
    shape: Shape
    rect: Rect
    boxes: tuple[Box, ...]

    def box_of(self, index: int) -> Box:
        """The box that has the cell of flat index `index`; every box but the last has the same size."""
        return self.boxes[index // (self.boxes[0].rows * self.boxes[0].columns)]


class Layout(NamedTuple):
    """Every column, left to right, and the size of the whole."""

    columns: tuple[Column, ...]
    width: float
    height: float
    measures: Measures

    def cell_at(self, x: float, y: float) -> tuple[int, Cell] | None:
        """The stage and cell at a point, or None."""
        for column in self.columns:
            if column.rect.x <= x < column.rect.right:
                for box in column.boxes:
                    if box.rect.holds(x, y):
                        row = min(int((y - box.rect.y) / box.cell_height), box.rows - 1)
                        along = min(int((x - box.rect.x) / box.cell_width), box.columns - 1)
                        index = box.first + row * box.columns + along
                        return column.stage, tuple(int(i) for i in np.unravel_index(index, column.shape))
        return None

    def cell_rect(self, stage: int, cell: Cell) -> Rect:
        """Where a cell stands."""
        column = self.columns[stage]
        index = int(np.ravel_multi_index(cell, column.shape))
        return column.box_of(index).cell_rect(index)


def lay_out(network: Network, width: float, height: float, measures: Measures) -> Layout:
    """The whole way within `width` x `height`, or more where it cannot shrink further.

    Args:
        network: whose stages to place.
        width: the room, in logical pixels.
        height: the room, in logical pixels.
        measures: what text and taste ask for; `least` has one entry per stage.
    """
    room = height - measures.header - measures.footer - 2 * measures.margin
    body = room if room >= ENOUGH * measures.body else measures.body
    plans = best_plans(network, width - 2 * measures.margin, body, measures)
    if any(plan.height > body for plan in plans):
        # Before anything scrolls, the numbers above the maps give way.
        plans = best_plans(network, width - 2 * measures.margin, body, measures._replace(name=0))
    body = max(body, *(plan.height for plan in plans))
    widths = [max(plan.width, least) for plan, least in zip(plans, measures.least, strict=True)]
    gaps = _gaps(plans, width - 2 * measures.margin - sum(widths), measures)
    taken = sum(widths) + sum(gaps)
    x = measures.margin + max(0, (width - 2 * measures.margin - taken) // 2)
    top = measures.margin + measures.header
    columns = []
    for stage, (plan, column_width, gap) in enumerate(zip(plans, widths, (*gaps, 0), strict=True)):
        rect = Rect(x, measures.margin, column_width, measures.header + body + measures.footer)
        boxes = plan.boxes(Rect(x, top, column_width, body), measures)
        columns.append(Column(stage, plan.kind, network.shapes[stage], rect, boxes))
        x += column_width + gap
    whole_height = body + measures.header + measures.footer + 2 * measures.margin
    return Layout(tuple(columns), max(width, x + measures.margin), whole_height, measures)


def _gaps(plans: list[Plan], room: float, measures: Measures) -> list[int]:
    """How wide the gap after each column but the last is: all comfortable, then room for wires, then all wider."""
    wired = [(one.kind, other.kind) == (Kind.STRIP, Kind.BARS) for one, other in pairwise(plans)]
    count = max(len(wired), 1)
    gap = min(max(room / count, measures.gap), max(measures.comfortable_gap, measures.gap))
    left = max(room - gap * count, 0.0)
    extra = min(left, max(measures.wired_gap - gap, 0.0)) if any(wired) else 0.0
    gap = max(min(gap + (left - extra) / count, measures.widest_gap), gap)
    return [math.floor(gap + extra * is_wired) for is_wired in wired]
