"""What all commands have in common: help, version, and errors of one line."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import NoReturn

from cnnviz import __version__

#: What argparse says, one after the other, and what a person reads in its place.
_SENTENCES = (
    # Some versions of Python quote what can be chosen, and others do not.
    (r"'([^']*)'", r"\1"),
    (r"^argument (\S+): expected .*", r"\1 needs something after it"),
    (r"^argument (\S+): invalid choice: (.*) \(choose from (.*)\)$", r"“\2” is no \1: choose from \3"),
    (r"^argument (\S+): ignored explicit argument (.*)", r"\1 takes nothing: leave out “\2”"),
    (r"^argument (\S+): not allowed with argument (.*)", r"\2 and \1 do not go together: leave one of them out"),
    (r"^argument (\S+): takes", r"\1 takes"),
    (r"^argument \S+: ", ""),
    (r"^one of the arguments (\S+) (\S+) is required", r"\1 or \2 is missing"),
    (r"^the following arguments are required: (.*)", r"\1 is missing"),
    (r"^unrecognized arguments: (.*)", r"“\1” means nothing here: leave it out"),
)


class Parser(argparse.ArgumentParser):
    """Reads the arguments of one command."""

    def __init__(self, command: str, description: str, epilog: str | None = None) -> None:
        super().__init__(prog=command, description=description, epilog=epilog, allow_abbrev=False)
        self.formatter_class = argparse.RawDescriptionHelpFormatter
        self.add_argument("--version", action="version", version=f"cnnviz {__version__}")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line, and how to learn more."""
        message = " ".join(message.split())
        for said, sentence in _SENTENCES:
            message = re.sub(said, sentence, message)
        self.exit(2, f"cnnviz: {message}; try {self.prog} --help\n")


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """Reads a whole number within bounds, both included."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = low - 1
        if not low <= number <= high:
            raise argparse.ArgumentTypeError(f"takes a whole number from {low} to {high}, not “{text}”")
        return number

    return read


def number(text: str) -> float:
    """Reads any number; what it is for says whether it fits."""
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"takes a number, not “{text}”") from None


def grid(text: str) -> tuple[int, int]:
    """Reads the rows and columns of a picture."""
    from cnnviz.model.picture.grid import parse_grid
    from cnnviz.model.refused import Refused

    try:
        return parse_grid(text)
    except Refused as refused:
        raise argparse.ArgumentTypeError(str(refused).rstrip(".")) from None
