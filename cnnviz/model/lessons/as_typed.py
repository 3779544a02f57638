"""What a person typed into a lesson's file stays: comments, and how it is laid out, around what has changed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, MutableMapping
from itertools import pairwise
from typing import Any

from cnnviz.model.lessons.lines import KeyPath
from cnnviz.model.lessons.toml_text import to_toml


def pieces_of(content: str, lines: Mapping[KeyPath, int], scenes: int) -> tuple[str, ...]:
    """The text above the first scene, and that of each of so many `scenes`, whose headers stand on `lines`.

    Comments right above a header belong to its scene.
    """
    text = [f"{line}\n" for line in content.replace("\r\n", "\n").split("\n")]
    starts = [_start(text, lines.get(("scene", index), 1) - 1) for index in range(scenes)]
    bounds = [0, *starts, len(text)]
    return tuple("".join(text[begin:end]) for begin, end in pairwise(bounds))


def _start(text: list[str], header: int) -> int:
    while header > 0 and text[header - 1].lstrip().startswith("#"):
        header -= 1
    return header


def retyped(typed: str, values: Mapping[str, Any]) -> str:
    """`values` as TOML: `typed` with no more changed than they ask for, or with a blank line behind it."""
    before = _read(typed)
    if before == values:
        return typed
    changed = "" if before is None else _changed(typed, before, values)
    return changed if _read(changed) == values else to_toml(values).strip("\n") + "\n\n"


def _read(text: str) -> Mapping[str, Any] | None:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def _changed(typed: str, held: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    # Only who changes what came from a file with comments waits for it to be loaded.
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(typed)
        _take(document, held, values)
        return tomlkit.dumps(document)
    except TOMLKitError:
        return ""


def _take(table: MutableMapping[str, Any], held: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Make `table`, of TOML with comments, hold `values` in place of those it has `held`."""
    import tomlkit

    for name in held.keys() - values.keys():
        del table[name]
    for name, value in values.items():
        match held.get(name), value:
            case known, _ if known == value:
                pass
            case Mapping() as known, Mapping():
                _take(table[name], known, value)
            case [Mapping() as known], [Mapping()] if name == "scene":
                _take(table[name][0], known, value[0])
            case _:
                table[name] = tomlkit.parse(to_toml({name: value}))[name]
