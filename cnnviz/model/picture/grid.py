"""The size of the sheet."""

from __future__ import annotations

import re
from dataclasses import replace

from cnnviz.model.document import LARGEST_GRID, SMALLEST_GRID, Document
from cnnviz.model.picture.transforms import fit_to_grid
from cnnviz.model.refused import Refused
from cnnviz.model.rewiring import fit_network_to_grid

Grid = tuple[int, int]

#: The sizes offered; any other can be typed.
COMMON = ((5, 5), (7, 7), (9, 9), (12, 12), (16, 16), (28, 28), (32, 32), (64, 64))


def format_grid(grid: Grid) -> str:
    """A size as a person reads it: "9 × 9"."""
    return f"{grid[0]} × {grid[1]}"


def parse_grid(text: str) -> Grid:
    """The rows and columns that a person typed: ``9``, ``9x12``, ``9 × 12``.

    Raises:
        Refused: it is no size, or too small or too large.
    """
    match = re.fullmatch(r"\s*(\d{1,4})\s*(?:[x×*, ]\s*(\d{1,4})\s*)?", text, re.IGNORECASE)
    if match is None:
        raise Refused(f"“{text.strip()}” is not a size: type one such as 9 or 9x12.")
    rows, columns = int(match[1]), int(match[2] or match[1])
    if not all(SMALLEST_GRID <= side <= LARGEST_GRID for side in (rows, columns)):
        raise Refused(f"A picture has {SMALLEST_GRID} to {LARGEST_GRID} rows and columns.")
    return rows, columns


def with_grid(document: Document, grid: Grid) -> Document:
    """`document` on a sheet of `grid` rows and columns; the drawing is scaled with it and the network follows.

    Raises:
        Refused: a layer cannot work on so small a picture.
    """
    if grid == document.grid:
        return document
    network = fit_network_to_grid(document.network, *grid)
    return replace(document, picture=fit_to_grid(document.picture, grid, document.coding), network=network)
