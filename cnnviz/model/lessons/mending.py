"""A lesson with a slip of the pen that is no TOML: the scene it is in is shown as it was typed, the rest is read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cnnviz.model.lessons.lines import KeyPath, key_lines
from cnnviz.model.lessons.table import Fault
from cnnviz.model.refused import Refused

_SCENE = re.compile(r"^[ \t]*\[\[[ \t]*scene[ \t]*\]\]", re.MULTILINE)
_TITLE = re.compile(r"^[ \t]*title[ \t]*=.*$", re.MULTILINE)


def parsed(text: str) -> Mapping[str, Any]:
    """What stands in TOML.

    Raises:
        Refused: it is none; the message is a clause about the line.
    """
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise Refused("it is nested too deeply.") from None
    except ValueError as error:  # no TOML, or a whole number of more digits than Python reads
        fault = _fault(text, str(error))
        raise Refused(str(fault)) from None


@dataclass(frozen=True, eq=False)
class Mended:
    """What could be read of a lesson.

    values, lines: of all scenes; one that is no TOML has its source for a text. faults: what is wrong with those, by
    their indices.
    """

    values: Mapping[str, Any]
    lines: Mapping[KeyPath, int]
    faults: Mapping[int, Fault]


def mended(text: str) -> Mended | None:
    """What can be read of a text that is no TOML, scene by scene; None where the fault is in none of them."""
    starts = [found.start() for found in _SCENE.finditer(text)]
    head = text[: starts[0]] if starts else text
    if _problem(head) is not None:
        return None
    scenes, lines, faults = [], dict(key_lines(head)), {}
    for index, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True)):
        piece, before = text[start:end], text.count("\n", 0, start)
        fault = _problem(piece)
        if fault is None:
            scenes.append(tomllib.loads(piece)["scene"][0])
            found = key_lines(piece).items()
            lines |= {("scene", index, *place[2:]): before + line for place, line in found if place[:1] == ("scene",)}
        else:
            scenes.append({"title": f"Scene {index + 1}", **_title(piece), "text": _as_typed(piece)})
            lines["scene", index] = before + 1
            faults[index] = Fault(before + fault.line, fault.sentence)
    return Mended({**tomllib.loads(head), "scene": scenes}, lines, faults) if faults else None


def _problem(piece: str) -> Fault | None:
    try:
        tomllib.loads(piece)
    except RecursionError:
        return Fault(1, "this is nested too deeply.")
    except ValueError as error:
        return _fault(piece, str(error))
    return None


def _fault(text: str, message: str) -> Fault:
    """What could not be read, and where."""
    reason, _, place = message.partition(" (at ")
    found = re.match(r"line (\d+)", place)
    line = int(found[1]) if found else text.count("\n") + 1
    return Fault(line, f"this is no TOML: {' '.join(reason.split())[:120].rstrip('.')}.")


def _as_typed(piece: str) -> str:
    """The source of a scene, as Markdown that shows it so."""
    return "".join(f"    {line}\n" for line in piece.strip().splitlines())


def _title(piece: str) -> dict[str, Any]:
    found = _TITLE.search(piece)
    try:
        return dict(tomllib.loads(found[0])) if found else {}
    except ValueError:
        return {}
