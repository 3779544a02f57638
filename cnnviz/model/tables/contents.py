"""The numbers of a work as tables: of a stage or one of its maps, of the filters, of the votes, of a sum."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial

import numpy as np

from cnnviz.engine.arrays import Array, Mask
from cnnviz.engine.explain import Term
from cnnviz.engine.layers import Conv2d
from cnnviz.model.filters.edits import filter_name
from cnnviz.model.numbers import NEARLY, NumberStyle, NumberWriter, format_exact, format_full, format_number
from cnnviz.model.refused import Refused
from cnnviz.model.sight import Sight
from cnnviz.model.sums.account import place_in
from cnnviz.model.sums.formula import as_latex, as_text
from cnnviz.model.tables.table import Table
from cnnviz.model.view import Probe
from cnnviz.model.words import describe_place, gives_votes, stage_title

#: What stands in place of a value that must not be seen.
HIDDEN = "?"


def stage_tables(sight: Sight, stage: int, of_map: int | None = None, *, exact: bool = False) -> tuple[Table, ...]:
    """A table for each map of a stage, or for one of them; a list of values is one.

    exact: every digit, rather than two decimals as they are shown.

    Raises:
        Refused: there is no such map.
    """
    if of_map is not None and len(sight.trace.network.shapes[stage]) == 1:
        raise Refused(f"{stage_title(sight.trace.network, stage)} is one list, without maps: leave the map out.")
    network, values, mask = sight.trace.network, sight.trace.stages[stage], sight.masks[stage]
    write = _writer(sight, values, exact=exact)
    if gives_votes(network, stage):
        return (votes_table(sight, exact=exact, stage=stage),)
    if values.ndim == 1:
        return (Table(_title(sight, stage, 0), _cells(values[:, None], mask, write)),)
    if of_map is not None and not 0 <= of_map < len(values):
        raise Refused(f"There is no map {of_map + 1} in this stage: it has {len(values)}.")
    chosen = range(len(values)) if of_map is None else (of_map,)
    return tuple(
        Table(_title(sight, stage, index), _cells(values[index], None if mask is None else mask[index], write))
        for index in chosen
    )


def filter_tables(sight: Sight, of_filter: int | None = None, *, exact: bool = False) -> tuple[Table, ...]:
    """A table for each map that a filter looks at, and one for its bias; of all filters, or of one.

    Raises:
        Refused: there is no such filter, or none at all.
    """
    layers = sight.document.network.layers
    layer = layers[sight.view.layer] if sight.view.layer < len(layers) else None
    if not isinstance(layer, Conv2d):
        raise Refused("The network has no filters to write.")
    if of_filter is not None and not 0 <= of_filter < layer.filters:
        raise Refused(f"There is no filter {of_filter + 1}: there are {layer.filters}.")
    write = _writer(sight, layer.weight, exact=exact)
    tables = []
    for index in range(layer.filters) if of_filter is None else (of_filter,):
        name = filter_name(sight.document, sight.view.layer, index)
        for number, kernel in enumerate(layer.weight[index], start=1):
            title = name if layer.weight.shape[1] == 1 else f"{name}, map {number}"
            tables.append(Table(title, _cells(kernel, None, write)))
        if layer.bias is not None:
            tables.append(Table(f"{name}, bias", ((write(float(layer.bias[index])),),)))
    return tuple(tables)


def votes_table(sight: Sight, *, exact: bool = False, stage: int | None = None) -> Table:
    """A row for each class with its vote.

    Raises:
        Refused: the network names no classes.
    """
    network = sight.trace.network
    if not network.classes:
        raise Refused("The network names no classes, so it has no votes to write.")
    stage = len(network.layers) if stage is None else stage
    values = sight.trace.stages[stage]
    votes = _cells(values[:, None], sight.masks[stage], _writer(sight, values, exact=exact))
    rows = tuple((name, *vote) for name, vote in zip(network.classes, votes, strict=True))
    return Table(stage_title(network, stage), rows, ("Class", "Vote"))


def sum_table(sight: Sight, *, exact: bool = False) -> Table:
    """The terms of the value asked about, what they make together, and the whole sum.

    Raises:
        Refused: no value is asked about, or it is hidden.
    """
    account, probe = sight.account, sight.probe
    if account is None or probe is None or account.so_far is not None:
        raise Refused("There is no sum to write: ask for a value that is not hidden.")
    explanation, style = account.explanation, None if exact else account.style
    write = _exact if exact else account.number
    shape = sight.trace.network.shapes[max(probe.stage - 1, 0)]
    has_weights = any(term.weight is not None for term in explanation.terms)

    def row(index: int, term: Term) -> tuple[str, ...]:
        place = "padding" if term.source is None else place_in(shape, term.source)
        name = account.names[index] if account.rule else place
        if not has_weights:
            return name, write(term.value)
        return name, write(term.value), write(term.weight or 0.0), write(term.amount)

    def last(name: str, value: float) -> tuple[str, ...]:
        return (name, *[""] * (2 if has_weights else 0), write(value))

    rows = [row(index, term) for index, term in enumerate(explanation.terms)]
    if explanation.divisor is not None:
        rows.append(last("divided by", explanation.divisor))
    if explanation.bias is not None:
        rows.append(last("bias", explanation.bias))
    rows.append(last("result", explanation.value))
    head = ("From", "Value", "Weight", "Product") if has_weights else ("From", "Value")
    return Table(account.title, tuple(rows), head, as_latex(explanation, style), as_text(explanation, style))


def _title(sight: Sight, stage: int, of_map: int) -> str:
    network = sight.trace.network
    cell = (of_map, 0, 0)[: len(network.shapes[stage])]
    place = describe_place(network, Probe(stage, cell), sight.document.filter_names)
    return place.rpartition(", row ")[0] if len(cell) == 3 else place.rpartition(", value ")[0]


def _writer(sight: Sight, values: Array, *, exact: bool) -> NumberWriter:
    if exact:
        return _exact
    return partial(_shortened, style=sight.document.settings.numbers, whole=bool((values == np.rint(values)).all()))


def _shortened(value: float, style: NumberStyle, *, whole: bool) -> str:
    text = format_full(value, style, whole=whole)
    # A spreadsheet takes nothing else for a number.
    return f"{value:.1e}" if text == NEARLY else text


def _exact(value: float) -> str:
    return format_exact(value) if math.isfinite(value) else format_number(value)


def _cells(values: Array, mask: Mask | None, write: NumberWriter) -> tuple[tuple[str, ...], ...]:
    """`values` ``(rows, columns)`` as texts."""
    rows: Sequence[Sequence[float]] = values.tolist()
    if mask is None:
        return tuple(tuple(write(value) for value in row) for row in rows)
    hidden = mask.reshape(values.shape)
    return tuple(
        tuple(HIDDEN if unseen else write(value) for value, unseen in zip(row, line, strict=True))
        for row, line in zip(rows, hidden, strict=True)
    )
