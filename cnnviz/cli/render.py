"""`cnnviz render [FILE] -o OUTPUT`: the stages as a figure, drawn without a screen."""

from __future__ import annotations

from pathlib import Path

from cnnviz.cli.inputs import open_input, qt
from cnnviz.cli.parser import Parser


def run_render(arguments: list[str]) -> int:
    """Draw every stage of a document, or of an image before the lecture's network, into a file."""
    parser = Parser("cnnviz render", "Draw the stages into a file. Needs no screen.")
    parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help="a saved document, or an image")
    parser.add_argument("-o", "--output", metavar="OUTPUT", type=Path, required=True, help="a .png, .svg or .pdf")
    given = parser.parse_args(arguments)

    with qt():
        from cnnviz.model.sight import sight_of
        from cnnviz.ui.figures.way import way_figure
        from cnnviz.ui.figures.writing import write_figure
        from cnnviz.ui.theme import Look

        write_figure(way_figure(sight_of(open_input(given.file)), Look()), given.output)
    return 0
