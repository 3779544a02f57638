"""One value and all that is told about it: what it is called, its sum, and how its numbers are shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from cnnviz.engine.arrays import Cell, Shape
from cnnviz.engine.explain import Explanation, Operation, explain
from cnnviz.engine.layers import Conv2d, Pool2d
from cnnviz.engine.network import Network, Trace
from cnnviz.model.color_limits import color_limits
from cnnviz.model.document import Document
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.sums.expression import LATEX, Expression, Writer
from cnnviz.model.sums.formula import as_latex, as_text, short_sides, sides
from cnnviz.model.sums.so_far import SoFar
from cnnviz.model.view import Probe
from cnnviz.model.words import describe_place, gives_votes


@dataclass(frozen=True)
class Account:
    """How one value comes about.

    title: what the value is called, with its stage; shorter: the same in ever fewer words.
    place: where in its stage it stands.
    source: where the only term stands, as "map 2, row 1, column 1"; empty where there are several terms, or none.
    names: what the terms are called where they are votes of classes, or the parts of a gradient; else empty.
    is_picture: whether the terms are pixels, shown on the grey scale from `paper` to `ink`.
    limit: the value that takes the full colour of the diverging scale where they are not.
    is_turned: whether the filter lies on the patch turned by 180 degrees.
    is_partial: whether the window hangs over the edge of the map.
    rule: how a gradient comes about, in words; empty where the account is of a value.
    so_far: how much of it has come about; None for all of it.
    """

    title: str
    place: str
    explanation: Explanation
    style: NumberStyle
    source: str
    names: tuple[str, ...]
    is_picture: bool
    paper: float
    ink: float
    limit: float
    is_turned: bool = False
    is_partial: bool = False
    rule: str = ""
    so_far: SoFar | None = None
    shorter: tuple[str, ...] = ()

    @property
    def is_bare(self) -> bool:
        """Whether the value was copied or given, not computed."""
        return not self.rule and self.explanation.operation in {Operation.PIXEL, Operation.COPY}

    def number(self, value: float) -> str:
        """A value as it stands in the sum: "5", "0.55…"."""
        return Writer(self.style).number(value)

    @property
    def written_value(self) -> str:
        """The value, and the fraction that it is where a sum is divided: "5 / 9 = 0.55…"."""
        explanation = self.explanation
        is_fraction = explanation.divisor is not None and explanation.operation is not Operation.SOFTMAX
        return Writer(self.style).chain(short_sides(explanation)[-2 if is_fraction else -1 :])

    def headline(self, longest: int | None = None) -> str:
        """The sum on one line; of more than `longest` terms the middle is left out."""
        if self.so_far is not None:
            return self._written_so_far(Writer(self.style, longest=longest), self.so_far)
        text = Writer(self.style, longest=longest).chain(self._short_sides)
        return f"{self.place} = {self.source} = {text}" if self.source and self.is_bare else text

    @property
    def outline(self) -> str:
        """The sum and what it comes to, with nothing between; of many terms the first and the last."""
        if self.so_far is not None or self.is_bare:
            return self.headline(2)
        whole = self._short_sides
        return Writer(self.style, longest=2).chain(whole[:: max(len(whole) - 1, 1)])

    @cached_property
    def _short_sides(self) -> tuple[Expression, ...]:
        # A gradient has few parts, and what they are multiplied by is the point of it.
        return sides(self.explanation) if self.rule else short_sides(self.explanation)

    def _written_so_far(self, writer: Writer, so_far: SoFar) -> str:
        """The sum as far as it has come about: "(1 × 1 + …) / 9 = ?"."""
        if self.is_bare:
            return f"{self.place} = {self.source} = ?"
        explanation = self.explanation
        # Of what is multiplied, the products are a step of their own.
        is_product = explanation.operation in {Operation.CONVOLVE, Operation.VOTE}
        if is_product and so_far.steps == 1:
            known = sides(explanation)[:-1][:1]
        else:
            known = short_sides(explanation)[:-1][: so_far.steps - is_product]
        return f"{writer.chain(known)} = ?" if known else "?"

    def as_text(self, *, every_digit: bool = False) -> str:
        """What is called what and its sum, as far as it has come about, on one line."""
        if self.so_far is not None:
            return f"{self.title}: {self._written_so_far(Writer(None if every_digit else self.style), self.so_far)}"
        source = f" is {self.source}" if self.source and self.is_bare else ""
        return f"{self.title}{source}: {as_text(self.explanation, None if every_digit else self.style)}"

    def as_latex(self, *, every_digit: bool = False) -> str:
        """The sum, as far as it has come about, for LaTeX's mathematics mode."""
        if self.so_far is not None:
            return self._written_so_far(Writer(None if every_digit else self.style, LATEX), self.so_far)
        return as_latex(self.explanation, None if every_digit else self.style)


def account_of(trace: Trace, probe: Probe, document: Document) -> Account:
    """The account of the value at `probe`; `document` says how its numbers are shown and what its filters are called.

    Raises:
        IndexError: there is no such value.
    """
    network, stage = trace.network, probe.stage
    explanation = explain(trace, stage, probe.cell)
    before = max(stage - 1, 0)
    layer = network.layers[before] if stage else None
    only = explanation.terms[0].source if len(explanation.terms) == 1 else None
    title, *shorter = place_ways(network, probe, document.filter_names)
    return Account(
        title=title,
        place=place_in(network.shapes[stage], probe.cell),
        explanation=explanation,
        style=document.settings.numbers,
        source="" if only is None else place_in(network.shapes[before], only),
        names=network.classes if explanation.operation is Operation.SOFTMAX and gives_votes(network, stage) else (),
        is_picture=before == 0,
        paper=document.coding.paper,
        ink=document.coding.ink,
        limit=color_limits(trace, document.settings.scale)[before],
        is_turned=isinstance(layer, Conv2d) and layer.true_convolution,
        is_partial=isinstance(layer, Pool2d) and len(explanation.terms) < layer.window**2,
        shorter=tuple(shorter),
    )


def place_in(shape: Shape, cell: Cell) -> str:
    """Where a value stands in its stage: "map 2, row 3, column 4", "value 5 of 12"."""
    if len(cell) == 1:
        return f"value {cell[0] + 1} of {shape[0]}"
    return f"map {cell[0] + 1}, row {cell[1] + 1}, column {cell[2] + 1}"


def place_ways(network: Network, probe: Probe, filter_names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Where a value stands, in ever fewer words: in a map first without the filter's name, then within its stage."""
    whole = describe_place(network, probe, filter_names)
    if len(probe.cell) == 1:
        return (whole,)
    return whole, describe_place(network, probe), place_in(network.shapes[probe.stage], probe.cell).capitalize()
