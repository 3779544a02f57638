"""Stages and values by the names that a person types: "Convolution 2", "Max pooling 1,2,3", "Votes X"."""

from __future__ import annotations

import re

from cnnviz.engine.arrays import Cell
from cnnviz.engine.explain import has_cell
from cnnviz.engine.network import Network
from cnnviz.model.refused import Refused
from cnnviz.model.view import Probe
from cnnviz.model.words import gives_votes, stage_names, stage_title


def stages_by_name(network: Network) -> dict[str, int]:
    """Every stage by its name, and by its title the first of several."""
    stages: dict[str, int] = {}
    for stage, name in enumerate(stage_names(network)):
        stages.setdefault(stage_title(network, stage), stage)
        stages.setdefault(name, stage)
    return stages


def stage_named(network: Network, text: str) -> int:
    """The stage that `text` names: as it is titled, the first of several; "Max pooling 2"; or its number, from 0.

    Raises:
        Refused: there is none.
    """
    wanted = text.strip().casefold()
    if wanted.isdecimal() and int(wanted) < len(network.shapes):
        return int(wanted)
    for name, stage in stages_by_name(network).items():
        if wanted == name.casefold():
            return stage
    raise Refused(f"There is no stage “{text}”: there are {', '.join(stage_names(network))}.")


def probe_named(network: Network, text: str) -> Probe:
    """The value that `text` names: a stage, then map, row and column, or the value's number, or its class.

    Numbers are counted from 1; of a stage with one map, row and column are enough.

    Raises:
        Refused: there is no such value.
    """
    name, place = _parted(network, text.strip())
    if not name:
        raise Refused(f"“{text}” names no value: write a stage and a place, as in “Convolution 1,2,3” or “Votes X”.")
    stage = stage_named(network, name)
    cell = _cell(network, stage, place)
    if cell is None or not has_cell(network, stage, cell):
        raise Refused(f"There is no “{place}” in {name}: {_how(network, stage)}.")
    return Probe(stage, cell)


def example_of_a_value(network: Network) -> str:
    """How a value of its last stage is named."""
    stage = len(network.shapes) - 1
    place = ",".join("1" for _ in network.shapes[stage])
    return f"{stage_names(network)[stage]} {network.classes[0] if gives_votes(network, stage) else place}"


def _parted(network: Network, text: str) -> tuple[str, str]:
    """The name of a stage, and what follows: both may have spaces."""
    for name in sorted(stages_by_name(network), key=len, reverse=True):
        if text.casefold().startswith(f"{name.casefold()} "):
            return name, text[len(name) :].strip()
    name, _, place = text.rpartition(" ")
    return name, place


def _cell(network: Network, stage: int, place: str) -> Cell | None:
    folded = [name.casefold() for name in network.classes]
    if gives_votes(network, stage) and place.casefold() in folded:
        return (folded.index(place.casefold()),)
    if not re.fullmatch(r"\d+(,\d+)*", place):
        return None
    cell = tuple(int(number) - 1 for number in place.split(","))
    return (0, *cell) if len(cell) == 2 and network.shapes[stage][0] == 1 else cell


def _how(network: Network, stage: int) -> str:
    shape = network.shapes[stage]
    if gives_votes(network, stage):
        return f"name one of {', '.join(network.classes)}"
    if len(shape) == 1:
        return f"give a number from 1 to {shape[0]}"
    return f"give map, row and column, at most {','.join(map(str, shape))}"
