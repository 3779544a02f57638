"""How values are written as JSON and read back: one small kind for each sort of value, put together like bricks.

Reading trusts nothing: a kind accepts exactly what it would write, and refuses anything else with a sentence that
names the place. The names of Python objects never come from the file.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

import numpy as np

from cnnviz.engine.arrays import frozen
from cnnviz.model.files.json_text import Json
from cnnviz.model.refused import Refused

#: The place of the whole in a sentence.
WHOLE = "the document"


def _at(where: str, place: str | int) -> str:
    """The place inside `where`, as a person finds it in the file: "network > layers > 2 > stride"."""
    return str(place) if where == WHOLE else f"{where} > {place}"


class Kind(Protocol):
    """One sort of value."""

    def write(self, value: Any) -> Json:
        """`value` as JSON."""

    def read(self, data: Json, where: str) -> Any:
        """The value that `data` stands for; `where` names its place in the file.

        Raises:
            Refused: it stands for none.
        """


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def write(self, value: bool) -> Json:
        return value

    def read(self, data: Json, where: str) -> bool:
        if not isinstance(data, bool):
            raise Refused(f"{where} is not true or false.")
        return data


@dataclass(frozen=True)
class Whole:
    """A whole number within bounds, both included."""

    low: int
    high: int

    def write(self, value: int) -> Json:
        return value

    def read(self, data: Json, where: str) -> int:
        if not isinstance(data, int) or isinstance(data, bool) or not self.low <= data <= self.high:
            raise Refused(f"{where} is not a whole number from {self.low} to {self.high}.")
        return data


@dataclass(frozen=True)
class Number:
    """A finite number."""

    def write(self, value: float) -> Json:
        return value

    def read(self, data: Json, where: str) -> float:
        if type(data) not in {int, float}:
            raise Refused(f"{where} is not a number.")
        try:
            value = float(data)
        except OverflowError:
            value = math.inf
        if not math.isfinite(value):
            raise Refused(f"{where} holds a number that is too large.")
        return value


@dataclass(frozen=True)
class Text:
    """A text without halves of characters, which neither a file nor the window can hold."""

    def write(self, value: str) -> Json:
        return value

    def read(self, data: Json, where: str) -> str:
        if not isinstance(data, str) or any("\ud800" <= sign <= "\udfff" for sign in data):
            raise Refused(f"{where} is not a text.")
        return data


@dataclass(frozen=True)
class Choice:
    """One of an Enum's members, written as its value."""

    options: type[Enum]

    def write(self, value: Enum) -> Json:
        return value.value

    def read(self, data: Json, where: str) -> Enum:
        for option in self.options:
            if isinstance(data, str) and option.value == data:
                return option
        names = ", ".join(str(option.value) for option in self.options)
        raise Refused(f"{where} is none of {names}.")


@dataclass(frozen=True)
class Numbers:
    """A float64 array with so many axes, as lists in lists."""

    axes: int

    def write(self, value: np.ndarray[Any, Any]) -> Json:
        return value.tolist()

    def read(self, data: Json, where: str) -> Any:
        _check_numbers(data, self._shape(data), where)
        try:
            values = frozen(data)
        except OverflowError:
            raise Refused(f"{where} holds a number that is too large.") from None
        if not np.isfinite(values).all():
            raise Refused(f"{where} holds a number that is too large.")
        return values

    def _shape(self, data: Json) -> tuple[int, ...]:
        """The shape as the first entry of each list tells it; -1 where there is no list."""
        shape = []
        for _ in range(self.axes):
            is_list = isinstance(data, list) and bool(data)
            shape.append(len(data) if is_list else -1)
            data = data[0] if is_list else None
        return tuple(shape)


def _check_numbers(data: Json, shape: tuple[int, ...], where: str) -> None:
    if not isinstance(data, list) or len(data) != shape[0]:
        raise Refused(f"{where} is not a list of numbers of the right length.")
    if len(shape) > 1:
        for index, entry in enumerate(data, start=1):
            _check_numbers(entry, shape[1:], _at(where, index))
    # A bool is an int to Python, but no number to a person.
    elif not all(type(entry) in {int, float} for entry in data):
        raise Refused(f"{where} holds something that is not a number.")


@dataclass(frozen=True)
class Maybe:
    """A value or nothing, written as null."""

    kind: Kind

    def write(self, value: Any) -> Json:
        return None if value is None else self.kind.write(value)

    def read(self, data: Json, where: str) -> Any:
        return None if data is None else self.kind.read(data, where)


@dataclass(frozen=True)
class Several:
    """A tuple of values of one kind, at most and at least so many."""

    kind: Kind
    most: int
    fewest: int = 0

    def write(self, value: tuple[Any, ...]) -> Json:
        return [self.kind.write(entry) for entry in value]

    def read(self, data: Json, where: str) -> tuple[Any, ...]:
        if not isinstance(data, list) or len(data) > self.most:
            raise Refused(f"{where} is not a list of at most {self.most} entries.")
        if len(data) < self.fewest:
            raise Refused(f"{where} has fewer than {self.fewest} entries.")
        return tuple(self.kind.read(entry, _at(where, index)) for index, entry in enumerate(data, start=1))


@dataclass(frozen=True)
class AsSet:
    """A frozenset of values of one kind, at most so many, written in order."""

    kind: Kind
    most: int

    def write(self, value: frozenset[Any]) -> Json:
        return Several(self.kind, self.most).write(tuple(sorted(value)))

    def read(self, data: Json, where: str) -> frozenset[Any]:
        return frozenset(Several(self.kind, self.most).read(data, where))


@dataclass(frozen=True)
class Later:
    """A kind that is made when it is first needed, so that what it needs is loaded no sooner."""

    make: Callable[[], Kind]

    def write(self, value: Any) -> Json:
        return self.make().write(value)

    def read(self, data: Json, where: str) -> Any:
        return self.make().read(data, where)


@dataclass(frozen=True)
class Record:
    """A value with named fields; no others are allowed.

    optional: fields that may be missing, and are then what `make` takes them for; they are not written where they are
        None. All others are required.
    """

    make: Callable[..., Any]
    fields: Mapping[str, Kind]
    optional: Collection[str] = ()

    def write(self, value: Any) -> Json:
        values = {name: getattr(value, name) for name in self.fields}
        return {
            name: kind.write(values[name])
            for name, kind in self.fields.items()
            if name not in self.optional or values[name] is not None
        }

    def read(self, data: Json, where: str) -> Any:
        if not isinstance(data, dict):
            raise Refused(f"{where} is not a group of named fields.")
        for name in self.fields:
            if name not in data and name not in self.optional:
                raise Refused(f"{where} lacks its “{name}”.")
        for name in data:
            if name not in self.fields:
                raise Refused(f"{where} has a field “{name[:40]}” that cnnviz does not know.")
        values = {name: kind.read(data[name], _at(where, name)) for name, kind in self.fields.items() if name in data}
        try:
            return self.make(**values)
        except ValueError as error:  # Refused and ShapeError are ValueErrors too
            raise Refused(f"{where}: {str(error).rstrip('.')}.") from error


@dataclass(frozen=True)
class OneOf:
    """A value of one of several types, each with its own record; the field "type" says which."""

    records: Mapping[str, Record]

    def write(self, value: Any) -> Json:
        name, record = next((name, record) for name, record in self.records.items() if record.make is type(value))
        return {"type": name, **record.write(value)}

    def read(self, data: Json, where: str) -> Any:
        if not isinstance(data, dict) or not isinstance(data.get("type"), str):
            raise Refused(f"{where} does not say its “type”.")
        record = self.records.get(data["type"])
        if record is None:
            raise Refused(f"{where} is of a type “{data['type'][:40]}” that cnnviz does not know.")
        return record.read({name: entry for name, entry in data.items() if name != "type"}, where)
