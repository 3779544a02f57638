"""What all commands have in common: help, version, and errors of one line."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import NoReturn

from cnnviz import __version__


class Parser(argparse.ArgumentParser):
    """Reads the arguments of one command."""

    def __init__(self, command: str, description: str, epilog: str | None = None) -> None:
        super().__init__(prog=command, description=description, epilog=epilog, allow_abbrev=False)
        self.formatter_class = argparse.RawDescriptionHelpFormatter
        self.add_argument("--version", action="version", version=f"cnnviz {__version__}")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line, and how to learn more."""
        self.exit(2, f"cnnviz: {message}; try {self.prog} --help\n")


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """Reads a whole number within bounds, both included."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = low - 1
        if not low <= number <= high:
            raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from {low} to {high}")
        return number

    return read


def number(text: str) -> float:
    """Reads any number; what it is for says whether it fits."""
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number") from None


def grid(text: str) -> tuple[int, int]:
    """Reads the rows and columns of a picture."""
    from cnnviz.model.picture.grid import parse_grid
    from cnnviz.model.refused import Refused

    try:
        return parse_grid(text)
    except Refused as refused:
        raise argparse.ArgumentTypeError(str(refused).rstrip(".")) from None
