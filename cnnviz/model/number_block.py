"""Blocks of numbers as text: to and from a spreadsheet, a mail, a slide or a program."""

from __future__ import annotations

import re

import numpy as np

from cnnviz.engine.arrays import Array, frozen
from cnnviz.model.numbers import format_exact, parse_number
from cnnviz.model.refused import Refused

#: Beyond this a pasted text is not meant for a grid of cells.
LONGEST_TEXT = 20_000


def format_block(values: Array) -> str:
    """`values` ``(rows, columns)`` as a spreadsheet takes them: tabs between cells, losing nothing."""
    return "\n".join("\t".join(format_exact(float(value)) for value in row) for row in values)


def parse_block(text: str) -> Array:
    """The numbers ``(rows, columns)`` that `text` holds, one row a line or one row a bracket.

    Cells are parted by tabs, else by semicolons, else by spaces, else by commas; where commas do not part the
    cells they are decimal commas.

    Raises:
        Refused: no numbers, rows of unequal length, or a cell that is empty or no number.
    """
    if len(text) > LONGEST_TEXT:
        raise Refused("That is too much text for a grid of numbers: copy only the cells that are meant.")
    rows = _rows(text)
    if not any(map(any, rows)):
        raise Refused("There are no numbers to paste: copy a block of cells or a few lines of numbers first.")
    if not all(cell.strip() for row in rows for cell in row):
        raise Refused("The pasted block has an empty cell: put a number into it, if only 0, and copy again.")
    if len({len(row) for row in rows}) > 1:
        raise Refused("The rows of the pasted block have unequal lengths: copy a rectangle of numbers.")
    return frozen(np.array([[parse_number(cell) for cell in row] for row in rows]))


def _rows(text: str) -> list[list[str]]:
    """The cells of `text`, without what is empty all round; a cell that is empty within keeps its place."""
    # A bracket ends a row, and what follows up to the next one parts rows, not cells.
    text = re.sub(r"[\[({]", " ", re.sub(r"[\])}][\])}\s,;]*", "\n", text))
    lines = [line.strip(" ").rstrip(",; ") for line in re.sub(r"\A\s*\n", "", text.rstrip()).splitlines()]
    rows = [_cells(line) for line in lines if line]
    while any(map(any, rows)) and not any(row[0] for row in rows):
        rows = [row[1:] or [""] for row in rows]
    return rows


def _cells(line: str) -> list[str]:
    if "\t" in line:
        return line.rstrip().split("\t")
    if ";" in line:
        return line.split(";")
    if re.search(r",\s", line):
        return [cell for cell in re.split(r"[,\s]+", line) if cell]
    if re.search(r"\s", line):
        return line.split()
    return _comma_cells(line)


def _comma_cells(line: str) -> list[str]:
    """A line of commas and no spaces: a single decimal comma ("0,5") is one number."""
    return [line] if re.fullmatch(r"[-−+]?0?,\d+", line) else line.split(",")
