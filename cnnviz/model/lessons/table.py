"""Reading the tables of a lesson: what is wrong in one place is noted with its line, and the rest is read on."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, TypeVar

from cnnviz.engine.arrays import Array, frozen
from cnnviz.engine.layers import ShapeError
from cnnviz.model.lessons.lines import KeyPath
from cnnviz.model.refused import Refused

_T = TypeVar("_T")
#: What the present value of a name in a sentence is cut to.
_LONGEST = 60


@dataclass(frozen=True)
class Fault:
    """Something wrong in a lesson.

    line: where it stands in the file, counted from 1. sentence: what is wrong, and what to do.
    """

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.sentence}"


@dataclass(frozen=True, eq=False)
class Table:
    """Named values of a file, where they stand in it, and the list of faults that grows as they are read."""

    values: Mapping[str, Any]
    lines: Mapping[KeyPath, int]
    place: KeyPath = ()
    faults: list[Fault] = field(default_factory=list)

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def get(self, name: str, read: Callable[[Any], _T], otherwise: _T) -> _T:
        """What `read` makes of the value called `name`; `otherwise` where there is none or it is refused."""
        if name not in self.values:
            return otherwise
        try:
            return read(self.values[name])
        except (Refused, ShapeError) as refused:
            self.note(str(refused), name)
            return otherwise

    def table(self, name: str) -> Table | None:
        """The table called `name`; None where there is none."""
        value = self.values.get(name)
        if isinstance(value, Mapping):
            return Table(value, self.lines, (*self.place, name), self.faults)
        if name in self.values:
            self.note(f"“{name}” is not a table: write {name} = {{ ... }}.", name)
        return None

    def within(self, name: str, read: Callable[[Table], _T], otherwise: _T) -> _T:
        """What `read` makes of the table called `name`; `otherwise` where there is none or it is refused."""
        inner = self.table(name)
        return otherwise if inner is None else inner.whole(read, otherwise)

    def whole(self, read: Callable[[Table], _T], otherwise: _T) -> _T:
        """What `read` makes of this table; `otherwise` where it is refused."""
        try:
            return read(self)
        except (Refused, ShapeError) as refused:
            self.note(str(refused))
            return otherwise

    def tables(self, name: str) -> list[Table]:
        """The tables in the list called `name`."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(entry, Mapping) for entry in value):
            self.note(f"“{name}” is not a list of tables: write {name} = [{{ ... }}, ...].", name)
            return []
        places = ((*self.place, name, index) for index in range(len(value)))
        return [Table(entry, self.lines, place, self.faults) for entry, place in zip(value, places, strict=True)]

    def each(self, name: str, read: Callable[[Any], _T]) -> tuple[_T, ...] | None:
        """What `read` makes of the entries of the list called `name` that it does not refuse; None without a list."""
        value = self.values.get(name)
        if not isinstance(value, list):
            if name in self.values:
                self.note(f'“{name}” is not a list: write {name} = ["...", "..."].', name)
            return None
        made = []
        for index, entry in enumerate(value):
            try:
                made.append(read(entry))
            except Refused as refused:
                self.note(str(refused), name, index)
        return tuple(made)

    def only(self, *names: str) -> None:
        """Note every value that is called otherwise."""
        for name in self.values:
            if name not in names:
                self.note(f"there is no setting called “{shortened(name)}”{meant(name, names)}", name)

    def note(self, sentence: str, *inner: str | int) -> None:
        """Note a fault, at the table or at what is called `inner` in it."""
        place = (*self.place, *inner)
        while place and place not in self.lines:
            place = place[:-1]
        ending = "" if sentence.endswith(("?", ".")) else "."
        self.faults.append(Fault(self.lines.get(place, 1), f"{sentence}{ending}"))


def meant(name: str, known: Iterable[str]) -> str:
    """The end of a sentence about a name that is not known: the one that was meant, or all there are."""
    names = list(dict.fromkeys(known))
    folded = {each.casefold(): each for each in names}
    close = get_close_matches(name.casefold()[:200], folded, n=1)
    if close:
        return f"; did you mean “{folded[close[0]]}”?"
    return f"; there are {', '.join(names)}." if names else "; there are none."


def among(name: Any, known: Mapping[str, _T], what: str) -> _T:
    """The one of `known` called `name`, in any case of letters.

    Raises:
        Refused: there is none.
    """
    key = text(name)
    if key in known:
        return known[key]
    for each, value in known.items():
        if each.casefold() == key.strip().casefold():
            return value
    raise Refused(f"there is no {what} called “{shortened(key)}”{meant(key, known)}")


def shortened(name: str) -> str:
    """`name` on one line of a sentence."""
    return " ".join(name.split())[:_LONGEST]


def text(value: Any) -> str:
    """A text.

    Raises:
        Refused: it is none.
    """
    if not isinstance(value, str):
        raise Refused("here a text belongs: write it in quotation marks.")
    return value


def flag(value: Any) -> bool:
    """True or false.

    Raises:
        Refused: it is neither.
    """
    if not isinstance(value, bool):
        raise Refused("here true or false belongs, without quotation marks.")
    return value


def number(value: Any) -> float:
    """A finite number.

    Raises:
        Refused: it is none.
    """
    if type(value) not in {int, float} or not math.isfinite(value):
        raise Refused("here a number belongs, such as 1 or 0.5.")
    try:
        return float(value)
    except OverflowError:
        raise Refused("this number is too large.") from None


def whole(low: int, high: int) -> Callable[[Any], int]:
    """Reads a whole number within bounds, both included."""

    def read(value: Any) -> int:
        if type(value) is not int or not low <= value <= high:
            raise Refused(f"here a whole number from {low} to {high} belongs.")
        return value

    return read


def matrix(value: Any) -> Array:
    """Rows of numbers, all of one length, as ``(rows, columns)``.

    Raises:
        Refused: they are none.
    """
    if not isinstance(value, list) or not value or not all(isinstance(row, list) and row for row in value):
        raise Refused("here rows of numbers belong: write [[1, -1], [-1, 1]].")
    if len({len(row) for row in value}) > 1:
        raise Refused("these rows of numbers are of unequal lengths.")
    return frozen([[number(entry) for entry in row] for row in value])


def texts(value: Any) -> tuple[str, ...]:
    """A list of texts.

    Raises:
        Refused: it is none.
    """
    if not isinstance(value, list):
        raise Refused('here a list belongs: write ["...", "..."].')
    return tuple(text(entry) for entry in value)
