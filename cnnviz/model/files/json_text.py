"""JSON as text: laid out so that a picture can be read in it, and parsed so that nothing odd gets through."""

from __future__ import annotations

import json
import math
from typing import Any

from cnnviz.model.refused import Refused

#: What JSON consists of: dict, list, str, float, int, bool, None.
Json = Any

_INDENT = "  "


def to_text(data: Json) -> str:
    """`data` as JSON: a row of numbers on one line, the columns of a matrix aligned."""
    return _lines(data, "") + "\n"


def _lines(data: Json, margin: str) -> str:
    inner = margin + _INDENT
    if _is_row(data):
        return f"[{', '.join(map(_number, data))}]"
    if isinstance(data, list) and data and all(map(_is_row, data)):
        return _block("[", (inner + row for row in _aligned(data)), "]", margin)
    if isinstance(data, list) and data:
        return _block("[", (inner + _lines(entry, inner) for entry in data), "]", margin)
    if isinstance(data, dict) and data:
        entries = (f"{inner}{_plain(name)}: {_lines(entry, inner)}" for name, entry in data.items())
        return _block("{", entries, "}", margin)
    return _number(data) if type(data) in {int, float} else _plain(data)


def _block(start: str, lines: Any, end: str, margin: str) -> str:
    return f"{start}\n" + ",\n".join(lines) + f"\n{margin}{end}"


def _aligned(matrix: list[list[float]]) -> list[str]:
    rows = [[_number(value) for value in row] for row in matrix]
    width = max(len(text) for row in rows for text in row)
    return [f"[{', '.join(text.rjust(width) for text in row)}]" for row in rows]


def _plain(data: Json) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False)


def from_text(text: str) -> Json:
    """The JSON in `text`.

    Raises:
        Refused: it is not JSON, is nested too deeply, names a field twice, or holds a number that is not finite.
    """
    try:
        return json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_no_constant)
    except Refused:
        raise
    except RecursionError:
        raise Refused("it is nested too deeply.") from None
    except json.JSONDecodeError as error:
        raise Refused(f"it is damaged or cut off at line {error.lineno}.") from None
    except ValueError:  # a whole number of more digits than Python reads
        raise Refused("it holds a number that is too large.") from None


def _without_doubles(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise Refused("it names the same field twice.")
    return fields


def _no_constant(name: str) -> Json:
    raise Refused(f"it holds {name} where a number belongs.")


def _is_row(data: Json) -> bool:
    """Whether `data` is a list of plain numbers; it is written on one line."""
    return isinstance(data, list) and bool(data) and all(type(entry) in {int, float} for entry in data)


def _number(value: float) -> str:
    """`value` so that reading it gives it back to the last bit, and whole numbers without a point."""
    if type(value) is int:
        return str(value)
    is_plain = value == math.trunc(value) and abs(value) < 2**53 and not (value == 0 and math.copysign(1, value) < 0)
    return str(int(value)) if is_plain else repr(float(value))
