"""`cnnviz [FILE]`: the window."""

from __future__ import annotations

from pathlib import Path

from cnnviz.cli.parser import Parser

_DESCRIPTION = "Draw a picture, edit the filters by hand, and watch a convolutional network answer."
_COMMANDS = """without a window:
  cnnviz votes IMAGE...              print votes and class for images
  cnnviz render [FILE] -o OUTPUT     draw the stages into a .png, .svg or .pdf

Each explains itself with --help."""


def window(arguments: list[str]) -> int:
    """Open the window and stay until it is closed."""
    parser = Parser("cnnviz", _DESCRIPTION, _COMMANDS)
    parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help="a saved document, or an image")
    path: Path | None = parser.parse_args(arguments).file

    from cnnviz.cli.inputs import is_document, open_input
    from cnnviz.model.refused import Refused
    from cnnviz.system import problem_with_window

    if problem := problem_with_window():
        raise Refused(problem)
    from cnnviz.ui.application import make_application, run

    application = make_application()
    document = open_input(path)
    return run(application, document, path if path and is_document(path) else None)
