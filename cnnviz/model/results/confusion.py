"""Who is taken for whom, counted."""

from __future__ import annotations

from dataclasses import dataclass

from cnnviz.engine.arrays import Table

#: What stands in place of counts that would all be 0: none of them says how well the class is known.
NO_PICTURES = "no pictures of this class"


@dataclass(frozen=True, eq=False)
class Confusion:
    """How a network answered samples.

    classes: of both. counts: ``(classes, classes)``: how many of the row's class got the column's answer.
    samples: which they are, for a person.
    """

    classes: tuple[str, ...]
    counts: Table
    samples: str

    @property
    def told(self) -> str:
        """How many were answered right, in a few words."""
        right, count = int(self.counts.trace()), int(self.counts.sum())
        return f"{right:,} of {count:,} {self.samples} answered right"
