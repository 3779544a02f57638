"""On which line of a TOML text each of its keys stands."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: The keys and, in lists, the indices that lead to a value.
KeyPath = tuple[str | int, ...]

_STRINGS = (
    re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}(?!")', re.DOTALL),
    re.compile(r"'''.*?'{3,5}(?!')", re.DOTALL),
    re.compile(r'"(?:[^"\\\n]|\\.)*"'),
    re.compile(r"'[^'\n]*'"),
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SPACE = re.compile(r"[ \t]*")
#: Between the entries of a list there may be lines and comments.
_LOOSE = re.compile(r"(?:[\s,]|#[^\n]*)*")
_PLAIN = re.compile(r"[^\s,\]}#][^,\]}#\n]*")


def key_lines(text: str) -> Mapping[KeyPath, int]:
    """The line, counted from 1, of every key and of every table in a list; `text` is valid TOML."""
    return _Scanner(text.replace("\r\n", "\n")).lines


class _Scanner:
    """Reads a text once; what is no TOML ends the reading."""

    def __init__(self, text: str) -> None:
        self.lines: dict[KeyPath, int] = {}
        self._text, self._at = text, 0
        self._line, self._counted = 1, 0
        self._counts: dict[KeyPath, int] = {}
        table: KeyPath = ()
        while self._skip(_LOOSE) < len(text):
            before = self._at
            if text.startswith("[", self._at):
                table = self._header()
            else:
                self._pair(table)
            if self._at == before:
                break

    def _header(self) -> KeyPath:
        in_list = self._text.startswith("[[", self._at)
        line = self._here()
        self._at += 2 if in_list else 1
        table: KeyPath = ()
        keys = self._keys()
        for depth, key in enumerate(keys, start=1):
            table = (*table, key)
            self.lines.setdefault(table, line)
            if in_list and depth == len(keys):
                self._counts[table] = self._counts.get(table, -1) + 1
            if table in self._counts:
                table = (*table, self._counts[table])
                self.lines.setdefault(table, line)
        self._at += 2 if in_list else 1
        return table

    def _pair(self, table: KeyPath) -> None:
        """A key and its value."""
        line = self._here()
        place = table
        for key in self._keys():
            place = (*place, key)
            self.lines.setdefault(place, line)
        if self._text.startswith("=", self._at):
            self._at += 1
            self._value(place)

    def _keys(self) -> list[str]:
        keys: list[str] = []
        while True:
            self._skip(_SPACE)
            found = next((found for each in _STRINGS[2:] if (found := each.match(self._text, self._at))), None)
            quoted = found is not None
            found = found or _BARE_KEY.match(self._text, self._at)
            if found is None:
                return keys
            keys.append(found[0][1:-1] if quoted else found[0])
            self._at = found.end()
            self._skip(_SPACE)
            if not self._text.startswith(".", self._at):
                return keys
            self._at += 1

    def _value(self, place: KeyPath) -> None:
        self._skip(_SPACE)
        match self._text[self._at : self._at + 1]:
            case "[":
                self._list(place)
            case "{":
                self._inline(place)
            case _:
                tokens = (*_STRINGS, _PLAIN)
                found = next((found for each in tokens if (found := each.match(self._text, self._at))), None)
                self._at = self._at if found is None else found.end()

    def _list(self, place: KeyPath) -> None:
        self._at += 1
        index = 0
        while self._skip(_LOOSE) < len(self._text) and self._text[self._at] != "]":
            before = self._at
            self.lines[*place, index] = self._here()
            self._value((*place, index))
            index += 1
            if self._at == before:
                return
        self._at += 1

    def _inline(self, place: KeyPath) -> None:
        self._at += 1
        while self._skip(_LOOSE) < len(self._text) and self._text[self._at] != "}":
            before = self._at
            self._pair(place)
            if self._at == before:
                return
        self._at += 1

    def _skip(self, what: re.Pattern[str]) -> int:
        """Go past what there is of `what`; where it ends."""
        found = what.match(self._text, self._at)
        self._at = self._at if found is None else found.end()
        return self._at

    def _here(self) -> int:
        """The present line; asked for from the start to the end of the text."""
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line
