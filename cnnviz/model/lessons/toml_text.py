"""Values as TOML that a person likes to read: one setting a line, rows of numbers one below the other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any

#: What is longer, or has lines of its own, does not stay on one line.
_LONGEST_LINE = 100
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
#: What stands for itself in no string.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def to_toml(values: Mapping[str, Any], name: str = "") -> str:
    """`values` as TOML; tables in lists, and large tables, get a header of their own, which begins with `name`."""
    return "".join(_sections(values, name))


def _sections(values: Mapping[str, Any], name: str) -> Iterator[str]:
    later = []
    for key, value in values.items():
        line = f"{_key(key)} = {_value(value)}"
        if not name and _is_tables(value):
            later += [("[[{}]]", key, entry) for entry in value]
        elif isinstance(value, Mapping) and value and ("\n" in line or len(line) > _LONGEST_LINE):
            later.append(("[{}]", key, value))
        else:
            yield f"{line}\n"
    for header, key, entry in later:
        inner = f"{name}.{_key(key)}" if name else _key(key)
        yield f"\n{header.format(inner)}\n{to_toml(entry, inner)}"


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, Mapping) for entry in value)


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _basic(key)


def _value(value: Any, margin: str = "") -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return repr(value)
        case str():
            return _lines(value) if "\n" in value else _basic(value)
        case list() | tuple():
            return _list(value, margin)
        case date() | time():
            return value.isoformat()
        case Mapping():
            entries = (f"{_key(key)} = {_value(entry, margin)}" for key, entry in value.items())
            return f"{{ {', '.join(entries)} }}" if value else "{}"
    raise TypeError(f"TOML has no {type(value).__name__}.")


def _list(value: list[Any] | tuple[Any, ...], margin: str) -> str:
    line = f"[{', '.join(_value(entry) for entry in value)}]"
    is_matrix = len(value) > 1 and all(isinstance(entry, list) for entry in value)
    if "\n" not in line and len(line) <= _LONGEST_LINE and not (is_matrix and len(line) > 40):
        return line
    inner = f"{margin}    "
    rows = "".join(f"{inner}{_value(entry, inner)},\n" for entry in value)
    return f"[\n{rows}{margin}]"


def _basic(text: str) -> str:
    """On one line, in quotation marks."""
    # What JSON escapes is escaped alike in TOML, and TOML escapes one more.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _lines(text: str) -> str:
    """Over several lines, without escapes where that can be."""
    if not _CONTROLS.search(text):
        for mark in ('"""', "'''"):
            escapes = mark == '"""' and "\\" in text
            if mark not in text and not text.endswith(mark[0]) and not escapes:
                return f"{mark}\n{text}{mark}"
    escaped = "\n".join(_basic(line)[1:-1] for line in text.split("\n"))
    return f'"""\n{escaped}"""'
