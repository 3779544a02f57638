"""What is written: numbers in rows and columns, with what they are called."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """Texts in rows of equal length.

    title: what they are. head: the names of the columns; empty for a block of numbers alone.
    formula: the sum that the numbers make, as LaTeX; empty where they make none. sentence: the same as text.
    """

    title: str
    rows: tuple[tuple[str, ...], ...]
    head: tuple[str, ...] = ()
    formula: str = ""
    sentence: str = ""
