"""What all commands have in common: help, version, and errors of one line."""

from __future__ import annotations

import argparse
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
