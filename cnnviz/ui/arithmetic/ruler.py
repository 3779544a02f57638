"""How wide the texts of a working are."""

from __future__ import annotations

from cnnviz.ui.arithmetic.pens import Pens


class Ruler:
    """Measures each text once in each size: equal ones stand in many cells. It is for one working, and goes with it."""

    def __init__(self, pens: Pens) -> None:
        self.pens = pens
        self._known: dict[tuple[str, int, bool], float] = {}
        self._headings: dict[str, float] = {}

    def width(self, text: str, height: int, *, bold: bool = False) -> float:
        """That of `text` in letters `height` pixels high."""
        key = (text, height, bold)
        if key not in self._known:
            self._known[key] = self.pens.metrics(height, bold=bold).horizontalAdvance(text)
        return self._known[key]

    def heading_width(self, text: str) -> float:
        """That of the heading of a step."""
        if text not in self._headings:
            self._headings[text] = self.pens.heading_metrics.horizontalAdvance(text)
        return self._headings[text]
