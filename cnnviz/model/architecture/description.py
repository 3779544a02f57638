"""A plan before it is applied: what comes out of each layer, how many parameters it has, and what does not fit."""

from __future__ import annotations

from dataclasses import dataclass

from cnnviz.engine.arrays import Shape, describe_shape
from cnnviz.engine.layers import Linear
from cnnviz.model.architecture.blueprints import Blueprint, Fixed, parameter_count
from cnnviz.model.architecture.formulas import parameter_formula, size_formula
from cnnviz.model.architecture.plan import Plan, block_of, shapes_of, titles
from cnnviz.model.architecture.problems import Problem, problem_of
from cnnviz.model.words import PLAIN_WORDS


@dataclass(frozen=True)
class LayerFacts:
    """One layer in words.

    size: the formula of the size that comes out. output: what comes out. parameters: the formula of their number. Empty
        where they cannot be said, because a layer before does not fit.
     has_block: whether it stands in a block of several layers.
    """

    title: str
    blueprint: Blueprint
    size: str
    output: str
    parameters: str
    has_block: bool


@dataclass(frozen=True, eq=False)
class Description:
    """A whole plan in words. problem: what keeps it from being built, or None."""

    layers: tuple[LayerFacts, ...]
    summary: str
    problem: Problem | None


def describe(plan: Plan) -> Description:
    """What `plan` comes to, layer by layer."""
    shapes = shapes_of(plan)
    facts = tuple(_facts(plan, index, title, shapes) for index, title in enumerate(titles(plan)))
    return Description(facts, _summary(plan, shapes), problem_of(plan))


def _facts(plan: Plan, index: int, title: str, shapes: tuple[Shape, ...]) -> LayerFacts:
    blueprint = plan.places[index].blueprint
    has_block = len(block_of(plan, index)) > 1
    if index + 1 >= len(shapes):
        return LayerFacts(title, blueprint, "", "", "", has_block)
    shape = shapes[index]
    return LayerFacts(
        title,
        blueprint,
        size_formula(blueprint, shape) or PLAIN_WORDS[blueprint.layer if isinstance(blueprint, Fixed) else Linear],
        describe_shape(shapes[index + 1]),
        parameter_formula(blueprint, shape) or "0",
        has_block,
    )


def _summary(plan: Plan, shapes: tuple[Shape, ...]) -> str:
    count = len(plan.places)
    layers = f"{count} layer{'' if count == 1 else 's'}"
    if len(shapes) <= count:
        return f"{layers} on {describe_shape(plan.input_shape)}"
    total = sum(parameter_count(place.blueprint, shape) for place, shape in zip(plan.places, shapes, strict=False))
    return f"{layers} on {describe_shape(plan.input_shape)}, {total:,} parameter{'' if total == 1 else 's'}"
