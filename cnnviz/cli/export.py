"""`cnnviz export [FILE] -o OUTPUT`: a network for other programs."""

from __future__ import annotations

from pathlib import Path

from cnnviz.cli.inputs import is_document, open_input, qt
from cnnviz.cli.parser import Parser
from cnnviz.model.document import Document
from cnnviz.model.export.formats import FORMATS, Format, export
from cnnviz.model.refused import Refused

_EPILOG = """A script holds the network and the picture, and prints every stage and the votes. Writing ONNX needs
the package onnx.

examples:
  cnnviz export work.cnnviz -o work.py
  cnnviz export work.cnnviz -o work.py --framework torch
  cnnviz export work.cnnviz -o work.onnx"""


def run_export(arguments: list[str]) -> int:
    """Write a document's network, and what is printed of its picture, for another program."""
    parser = Parser("cnnviz export", "Write the network for other programs. Needs no screen.", _EPILOG)
    parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help="a saved document, or an image")
    parser.add_argument("-o", "--output", metavar="OUTPUT", type=Path, required=True, help="a .py or .onnx")
    parser.add_argument("--framework", choices=["numpy", "torch"], help="what a .py is written for; numpy without it")
    given = parser.parse_args(arguments)

    kind = _format(given.output, given.framework)
    export(_document(given.file), kind, given.output)
    return 0


def _format(path: Path, framework: str | None) -> Format:
    """What to write, from the ending of the file's name; of several with one ending, the first or the one named.

    Raises:
        Refused: nothing is written so.
    """
    kinds = [kind for kind in FORMATS if kind.ending == path.suffix.lower()]
    if not kinds:
        endings = dict.fromkeys(kind.ending for kind in FORMATS)
        raise Refused(f"“{path.name}” is nothing that can be exported: end its name in {' or '.join(endings)}.")
    if framework is None:
        return kinds[0]
    for kind in kinds:
        if kind.name == framework:
            return kind
    raise Refused(f"“{path.name}” is no script: leave out --framework, or end its name in .py.")


def _document(path: Path | None) -> Document:
    if path is None or is_document(path):
        return open_input(path)
    with qt():
        return open_input(path)
