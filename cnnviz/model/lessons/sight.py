"""How a scene looks: what a lesson's settings say of the view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cnnviz.engine.layers import Conv2d
from cnnviz.engine.network import Network
from cnnviz.model.document import first_convolution
from cnnviz.model.lessons.names import (
    PANELS,
    TABS,
    USUAL_PANELS,
    class_of,
    class_value,
    map_of,
    probe_of,
    probe_values,
    stage_of,
    stage_value,
)
from cnnviz.model.lessons.table import Table, among, flag, number, text, whole
from cnnviz.model.player.playhead import SPEEDS, Playhead
from cnnviz.model.player.script import Span
from cnnviz.model.refused import Refused
from cnnviz.model.view import Panel, Probe, View, Weight, fit

#: The settings of a scene that make its view.
SIGHT = (
    "panels",
    "probe",
    "play",
    "predict",
    "hide",
    "right_answer",
    "gradients",
    "spotlight",
    "zoom",
    "filters_of",
    "weight",
    "of_samples",
)
SPANS = {"way": Span.WAY, "stage": Span.STAGE, "map": Span.MAP}
MOST_ZOOM = 16.0


def view_of(table: Table, network: Network) -> View:
    """The view that a scene's settings describe; what they leave out is as at the start."""
    view = View(
        pinned=table.within("probe", lambda inner: probe_of(inner, network), None),
        layer=table.get("filters_of", lambda value: _convolution(network, value), 0),
        target=table.get("right_answer", lambda value: class_of(network, value), None),
        weight=table.within("weight", lambda inner: _weight(inner, network), None),
        of_samples=table.get("of_samples", flag, False),
        gradients=table.get("gradients", flag, False),
        zoom=table.get("zoom", _zoom, 1.0),
        hidden=_hidden(table),
        player=table.within("play", lambda inner: _playhead(inner, network), None),
        predicts=table.get("predict", flag, False),
        concealed=frozenset(table.each("hide", lambda value: _concealed(network, value)) or ()),
        spotlight=table.get("spotlight", flag, False),
    )
    return fit(view, network)


def tab_of(table: Table, view: View) -> str | None:
    """The tab of the learning panel that a scene shows."""
    tab = table.get("tab", lambda value: among(value, {name: name for name in TABS}, "tab"), None)
    if tab is not None and Panel.LEARNING in view.hidden and "panels" in table:
        table.note("the tab is not in sight: put “Learning” among the panels.", "tab")
    return tab


def view_values(view: View, network: Network) -> dict[str, Any]:
    """What a lesson writes of a view."""
    shown = [name for name, panel in PANELS.items() if panel not in view.hidden and panel is not Panel.LESSON]
    values: dict[str, Any] = {
        "panels": shown,
        "probe": view.pinned and probe_values(network, view.pinned),
        "play": view.player and _play_values(view.player, network),
        "predict": view.predicts,
        "hide": [stage_value(network, stage) for stage in sorted(view.concealed)] or None,
        "right_answer": None if view.target is None else class_value(network, view.target),
        "gradients": view.gradients,
        "spotlight": view.spotlight,
        "zoom": view.zoom if view.zoom != 1.0 else None,
        "filters_of": None if view.layer == (first_convolution(network) or 0) else view.layer + 1,
        "weight": view.weight and _weight_values(view.weight, network),
        "of_samples": view.of_samples,
    }
    return {name: value for name, value in values.items() if value is not None and value is not False}


def _play_values(player: Playhead, network: Network) -> dict[str, Any]:
    span = next(name for name, each in SPANS.items() if each is player.span)
    place = {} if player.span is Span.WAY else {"stage": stage_value(network, player.stage)}
    of_map = {"map": player.of_map + 1} if player.span is Span.MAP else {}
    at = {"at": player.position} if player.position else {}
    fine = {"small_steps": True} if player.fine else {}
    speed = {"speed": player.speed} if player.speed != 1.0 else {}
    by_hand = {} if player.by_hand is None else {"by_hand": player.by_hand}
    return {"span": span, **place, **of_map, **at, **fine, **speed, **by_hand}


def _weight_values(weight: Weight, network: Network) -> dict[str, Any]:
    stage = stage_value(network, weight.layer + 1)
    return {"stage": stage, "name": weight.name, "at": [at + 1 for at in weight.index]}


def _hidden(table: Table) -> frozenset[Panel]:
    shown = table.each("panels", lambda name: among(name, PANELS, "panel"))
    usual = (PANELS[name] for name in USUAL_PANELS)
    return frozenset(Panel) - {*(usual if shown is None else shown), Panel.LESSON}


def _concealed(network: Network, value: Any) -> int:
    stage = stage_of(network, value)
    if stage == 0:
        raise Refused("the picture cannot be hidden: name later stages.")
    return stage


def _zoom(value: Any) -> float:
    zoom = number(value)
    if not 1.0 <= zoom <= MOST_ZOOM:
        raise Refused(f"here a number from 1 to {MOST_ZOOM:.0f} belongs; 1 shows all.")
    return zoom


def _convolution(network: Network, value: Any) -> int:
    stage = stage_of(network, value)
    if stage == 0 or not isinstance(network.layers[stage - 1], Conv2d):
        raise Refused("that stage has no filters: name a convolution.")
    return stage - 1


def _weight(table: Table, network: Network) -> Weight:
    """``{stage, name, at}``: a weight that the stage's layer learns; `at` counts from 1."""
    table.only("stage", "name", "at")
    stage = stage_of(network, table.values.get("stage", ""))
    name = text(table.values.get("name", "weight"))
    values = network.layers[stage - 1].parameters.get(name) if stage else None
    if values is None:
        raise Refused("that stage has no such numbers to learn: name a convolution or the votes.")
    at = table.values.get("at")
    if not isinstance(at, list) or len(at) != values.ndim:
        raise Refused(f"its place has {values.ndim} numbers: write at = {[1] * values.ndim}.")
    index = tuple(whole(1, size)(place) - 1 for place, size in zip(at, values.shape, strict=True))
    return Weight(stage - 1, name, index)


def _playhead(table: Table, network: Network) -> Playhead:
    table.only("span", "stage", "map", "at", "small_steps", "speed", "by_hand")
    if len(network.shapes) < 2:
        raise Refused("this network has no layers, so there is nothing to play.")
    usual = "map" if "map" in table else "stage" if "stage" in table else "way"
    span = among(table.values.get("span", usual), SPANS, "span")
    stage = stage_of(network, table.values["stage"]) if "stage" in table else 1
    if stage == 0:
        raise Refused("the picture is not computed, so it cannot be played: name a later stage.")
    of_map = map_of(network, stage, table.values["map"]) if "map" in table else 0
    fine = table.get("small_steps", flag, False)
    speed = table.get("speed", _speed, 1.0)
    start = Playhead(span, stage, of_map, 0, fine, speed)
    by_hand = _position(table, network, start, "by_hand") if "by_hand" in table else None
    return replace(start.moved(network, _position(table, network, start, "at")), by_hand=by_hand)


def _speed(value: Any) -> float:
    if number(value) not in SPEEDS:
        raise Refused(f"the speed is one of {', '.join(f'{speed:g}' for speed in SPEEDS)}.")
    return number(value)


def _position(table: Table, network: Network, start: Playhead, name: str) -> int:
    """The place called `name`: an end, a value that has come about, or after so many small steps."""
    script = start.script(network)
    match table.values.get(name, "start"):
        case "start":
            return 0
        case "end":
            return script.length
        case int() as steps if type(steps) is int:
            return whole(0, script.length)(steps)
        case Mapping() as values:
            map_named = {} if "map" in values else {"map": start.of_map + 1}
            value_named = {"value": start.of_map + 1} if "value" not in values and "class" not in values else {}
            inner = table.table(name)
            assert inner is not None
            probe = _played(inner, network, start, {**map_named, **value_named})
            position = script.landing(probe.stage, probe.cell)
            if position is None:
                raise Refused("that value is not among those that are played.")
            return position
    raise Refused('here "start", "end", {row = 1, column = 1} or a number of small steps belongs.')


def _played(inner: Table, network: Network, start: Playhead, usual: Mapping[str, int]) -> Probe:
    stage = stage_of(network, inner.values["stage"]) if "stage" in inner else start.stage
    known = ("value",) if len(network.shapes[stage]) == 1 else ("map",)
    filled = {name: value for name, value in usual.items() if name in known}
    return probe_of(Table({**filled, **inner.values}, inner.lines, inner.place, inner.faults), network, stage)
