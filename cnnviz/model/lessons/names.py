"""What a lesson calls the stages, values, classes, panels and tabs of the window; all are counted from 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cnnviz.engine.arrays import Cell, describe_shape
from cnnviz.engine.explain import has_cell
from cnnviz.engine.network import Network
from cnnviz.model.lessons.table import Table, among, whole
from cnnviz.model.places import stages_by_name
from cnnviz.model.refused import Refused
from cnnviz.model.view import Panel, Probe
from cnnviz.model.words import stage_title

PANELS: Mapping[str, Panel] = {
    "Picture": Panel.DRAWING,
    "Filters": Panel.FILTERS,
    "Stages": Panel.STAGES,
    "Arithmetic": Panel.ARITHMETIC,
    "Votes": Panel.VOTES,
    "Learning": Panel.LEARNING,
    "Lesson": Panel.LESSON,
}
#: What a scene shows that does not say; the lesson itself is always there.
USUAL_PANELS = ("Stages", "Arithmetic", "Votes")
TABS = ("Samples", "Error", "Step", "Training", "Results", "Experiments", "Layers")


def stage_of(network: Network, value: Any) -> int:
    """The stage of that title or number; 0 is the picture.

    Raises:
        Refused: there is none.
    """
    if type(value) is int:
        if not 0 <= value < len(network.shapes):
            raise Refused(f"there is no stage {value}: the last is {len(network.shapes) - 1}.")
        return value
    return among(value, stages_by_name(network), "stage")


def class_of(network: Network, value: Any) -> int:
    """The index of the class of that name or number.

    Raises:
        Refused: there is none.
    """
    if type(value) is int and 1 <= value <= len(network.classes):
        return value - 1
    names: dict[str, int] = {}
    for index, name in enumerate(network.classes):
        names.setdefault(name, index)
    return among(value, names, "class")


def probe_of(table: Table, network: Network, stage: int | None = None) -> Probe:
    """The value that a table names: a stage, and a map, row and column in it, or in a list a value or class.

    stage: where the table names none.

    Raises:
        Refused: it names none that the network has.
    """
    table.only("stage", "map", "row", "column", "value", "class")
    if "stage" in table or stage is None:
        stage = _stage(table, network)
    shape = network.shapes[stage]
    cell = _listed(table, network) if len(shape) == 1 else _in_map(table)
    if not has_cell(network, stage, cell):
        names = ("value",) if len(shape) == 1 else ("map", "row", "column")
        wanted = ", ".join(f"{name} {at + 1}" for name, at in zip(names, cell, strict=True))
        title = stage_title(network, stage)
        raise Refused(f"there is no {wanted} in “{title}”, which has {describe_shape(shape)}.")
    return Probe(stage, cell)


def _stage(table: Table, network: Network) -> int:
    if "stage" in table:
        return stage_of(network, table.values["stage"])
    if "class" in table:
        return len(network.shapes) - 1
    raise Refused('the stage is missing: write stage = "Convolution", or another.')


def _listed(table: Table, network: Network) -> Cell:
    if "class" in table:
        return (class_of(network, table.values["class"]),)
    return (_counted(table, "value"),)


def _in_map(table: Table) -> Cell:
    of_map = _counted(table, "map") if "map" in table else 0
    return (of_map, _counted(table, "row"), _counted(table, "column"))


def _counted(table: Table, name: str) -> int:
    """A number that counts from 1, as an index."""
    if name not in table:
        raise Refused(f"the {name} is missing: write {name} = 1, or another.")
    return whole(1, 1_000_000)(table.values[name]) - 1


def probe_values(network: Network, probe: Probe) -> dict[str, Any]:
    """What a lesson writes of a value."""
    stage = {"stage": stage_value(network, probe.stage)}
    if len(probe.cell) == 1:
        return {**stage, "value": probe.cell[0] + 1}
    return {**stage, **dict(zip(("map", "row", "column"), (at + 1 for at in probe.cell), strict=True))}


def stage_value(network: Network, stage: int) -> str | int:
    """What a lesson writes of a stage: its title, where that is no other's."""
    return next((name for name, at in stages_by_name(network).items() if at == stage), stage)


def class_value(network: Network, index: int) -> str | int:
    """What a lesson writes of a class: its name, where that is no other's."""
    name = network.classes[index]
    return name if class_of(network, name) == index else index + 1


def map_of(network: Network, stage: int, value: Any) -> int:
    """The index of a map, or of a value of a list.

    Raises:
        Refused: there is none.
    """
    count = network.shapes[stage][0]
    if type(value) is not int or not 1 <= value <= count:
        raise Refused(f"“{stage_title(network, stage)}” has {describe_shape(network.shapes[stage])}: count from 1.")
    return value - 1
