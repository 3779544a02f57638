"""Backpropagation: how the error changes with every value of every stage and with every weight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cnnviz.engine.arrays import Array, Table
from cnnviz.engine.network import Trace
from cnnviz.engine.training.loss import Loss


@dataclass(frozen=True, eq=False)
class Gradients:
    """The gradient of an error, with everything shaped as what it is the gradient of, and read-only.

    trace, targets, loss: what it was computed from; targets ``(images,)``.
    error: the mean over the pictures.
    stages: for each of ``trace.stages``.
    layers: for each of ``network.layers``, by the name of the parameter; empty where a layer has none.
    """

    trace: Trace
    targets: Table
    loss: Loss
    error: float
    stages: tuple[Array, ...]
    layers: tuple[dict[str, Array], ...]


def gradients(trace: Trace, targets: npt.ArrayLike, loss: Loss) -> Gradients:
    """Backpropagation through every stage of a trace.

    Args:
        trace: of one picture or of many; it carries its network.
        targets: the index of the right class; ``(images,)`` for many pictures.
        loss: the error.

    Raises:
        ValueError: the network gives no votes, or a target is not one of them.
    """
    single = trace.picture.shape == trace.network.input_shape
    many = Trace(trace.network, tuple(stage[..., None] for stage in trace.stages)) if single else trace
    right = checked_targets(many, targets)
    last = loss.stage(trace.network)
    error, gradient = loss.measured(many.stages[last], right)
    by_stage = dict(backpropagation(many, last, gradient))
    if last + 1 < len(many.stages):
        by_stage[last + 1] = loss.gradient_of_shares(many.stages[last + 1], right)
    by_layer = []
    for index, layer in enumerate(trace.network.layers):
        found = layer.parameter_gradients(many.stages[index], by_stage[index + 1])
        by_layer.append({name: _read_only(values) for name, values in found.items()})
    stages = [by_stage[stage] for stage in range(len(many.stages))]
    return Gradients(
        trace,
        right,
        loss,
        error,
        tuple(_read_only(values[..., 0] if single else values) for values in stages),
        tuple(by_layer),
    )


def checked_targets(trace: Trace, targets: npt.ArrayLike) -> Table:
    """`targets` of a trace of many pictures, as indices.

    Raises:
        ValueError: the network gives no votes, or a target is not one of them.
    """
    shape = trace.votes.shape
    right: npt.NDArray[Any] = np.atleast_1d(np.asarray(targets))
    if len(shape) != 2:
        raise ValueError("The network gives maps and no votes, so there is no right answer to compare with.")
    fits = right.shape == shape[1:] and right.dtype.kind in "iu"
    if not fits or right.min(initial=0) < 0 or right.max(initial=0) >= shape[0]:
        raise ValueError(f"Each of the {shape[1]} pictures needs one right answer, a whole number below {shape[0]}.")
    return right.astype(np.intp)


def backpropagation(trace: Trace, last: int, gradient: Array, down_to: int = 0) -> Iterator[tuple[int, Array]]:
    """(stage, gradient of the error by its values) from stage `last` down, for a trace of many pictures."""
    layers, stages = trace.network.layers, trace.stages
    yield last, gradient
    for index in range(last - 1, down_to - 1, -1):
        gradient = layers[index].input_gradient(stages[index], stages[index + 1], gradient)
        yield index, gradient


def _read_only(values: Array) -> Array:
    view = values.view()
    view.setflags(write=False)
    return view
