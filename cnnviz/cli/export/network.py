"""A network for other programs, as a script or as ONNX."""

from __future__ import annotations

import argparse
from pathlib import Path

from cnnviz.cli.export.documents import document_in
from cnnviz.model.export.formats import FORMATS, Format, export
from cnnviz.model.refused import Refused


def export_network(given: argparse.Namespace) -> None:
    """Write a document's network, and what is printed of its picture, for another program."""
    kind = _format(given.output, given.framework)
    export(document_in(given.file), kind, given.output)


def _format(path: Path, framework: str | None) -> Format:
    """What to write, from the ending of the file's name; of several with one ending, the first or the one named.

    Raises:
        Refused: nothing is written so.
    """
    kinds = [kind for kind in FORMATS if kind.ending == path.suffix.lower()]
    if framework is None:
        return kinds[0]
    for kind in kinds:
        if kind.name == framework:
            return kind
    raise Refused(f"“{path.name}” is no script: leave out --framework, or end its name in .py.")
