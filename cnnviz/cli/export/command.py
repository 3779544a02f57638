"""`cnnviz export [FILE] -o OUTPUT`: what is written goes by the ending of the output's name."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from cnnviz.cli.export.figure import PANELS, export_figure
from cnnviz.cli.export.film import SPANS, export_film
from cnnviz.cli.export.lesson import export_lesson, means_lesson
from cnnviz.cli.export.network import export_network
from cnnviz.cli.export.numbers import export_numbers
from cnnviz.cli.parser import Parser, whole_number
from cnnviz.model.numbers import listed
from cnnviz.model.refused import Refused

_TOLD = "Write figures, films, numbers, a lesson to hand out, or the network for other programs. Needs no screen."
_EPILOG = """What is written goes by the ending of OUTPUT:
  .png .svg .pdf   a figure: the whole way, or the panel that --panel names; text stays text but in a .png
  .gif .mp4        the step player as a film: the whole way, a stage, or one map of it (.mp4 needs imageio-ffmpeg)
  .csv .md .tex    numbers: of --stage with --map, of --probe the sum, of --panel; the votes without any
  .html .pdf       where FILE is a lesson: all of it on one page or on sheets, with --answers or without
  .py .onnx        the network for other programs: a script prints every stage and the votes (.onnx needs onnx)

A value is named by its stage and its place, counted from 1: "Convolution 1,2,3" (map, row, column),
"Flatten 5", "Votes X"; of several stages of one name, "Max pooling 2" is the second.

examples:
  cnnviz export work.cnnviz -o stages.svg --probe "Convolution 1,2,2"
  cnnviz export -o sum.png --panel arithmetic --probe "Votes X" --scale 4 --theme grey
  cnnviz export -o convolution.gif --stage Convolution --map 1 --small-steps --speed 2
  cnnviz export work.cnnviz -o map.csv --stage Convolution --map 1 --exact
  cnnviz export -o sum.tex --probe "Convolution 1,1,1"
  cnnviz export 1 -o lesson.pdf --answers
  cnnviz export mine.toml -o mine.html
  cnnviz export work.cnnviz -o work.py --framework torch
  cnnviz export work.cnnviz -o work.onnx"""


@dataclass(frozen=True)
class Kind:
    """What can be exported, by its name: the endings of such files, the options that it knows, and what writes it."""

    title: str
    endings: tuple[str, ...]
    options: frozenset[str]
    write: Callable[[argparse.Namespace], None]


THEMES = ("light", "dark", "contrast", "grey")
#: As `model.player.playhead` has them.
SPEEDS = ("0.25", "0.5", "1", "2", "4", "8")
LESSON = Kind("a lesson", (".html", ".pdf"), frozenset({"answers"}), export_lesson)
KINDS = (
    Kind("a figure", (".png", ".svg", ".pdf"), frozenset({"panel", "probe", "scale", "theme"}), export_figure),
    Kind(
        "a film",
        (".gif", ".mp4"),
        frozenset({"span", "stage", "map", "speed", "small_steps", "scale", "theme"}),
        export_film,
    ),
    Kind("numbers", (".csv", ".md", ".tex"), frozenset({"panel", "probe", "stage", "map", "exact"}), export_numbers),
    LESSON,
    Kind("a network", (".py", ".onnx"), frozenset({"framework"}), export_network),
)


def run_export(arguments: list[str]) -> int:
    """Write what the output's ending asks for."""
    parser = Parser("cnnviz export", _TOLD, _EPILOG)
    parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help="a saved document, an image, or a lesson")
    parser.add_argument("-o", "--output", metavar="OUTPUT", type=Path, required=True, help="the file to write")
    options = _options(parser)
    given = parser.parse_args(arguments)
    kind = _kind(given)
    _check(given, kind, options)
    kind.write(given)
    return 0


def _options(parser: Parser) -> list[argparse.Action]:
    """What can be said beside the files; each kind knows some of it."""
    what = parser.add_argument_group("what")
    how = parser.add_argument_group("how")
    return [
        what.add_argument("--panel", choices=PANELS, help="what is drawn, or whose numbers are written"),
        what.add_argument("--probe", metavar="VALUE", help="the value that is asked about"),
        what.add_argument("--stage", metavar="STAGE", help="the stage that is played, or whose numbers are written"),
        what.add_argument("--map", metavar="N", type=whole_number(1, 9999), help="one map of it; one of the filters"),
        what.add_argument("--span", choices=SPANS, help="how much a film plays; as --stage and --map say without it"),
        how.add_argument("--theme", choices=THEMES, help="of figures and films; light without it"),
        how.add_argument(
            "--scale",
            metavar="N",
            type=whole_number(1, 8),
            help="pixels for each point, 1 to 8: 3 of a .png, 1 of a film",
        ),
        how.add_argument("--speed", choices=SPEEDS, help="of a film; 1 without it"),
        how.add_argument("--small-steps", action="store_true", help="a film of every small step of a value"),
        how.add_argument("--exact", action="store_true", help="every digit of the numbers"),
        how.add_argument("--answers", action="store_true", help="a lesson with the answers to its tasks"),
        how.add_argument("--framework", choices=("numpy", "torch"), help="what a .py is for; numpy without it"),
    ]


def _kind(given: argparse.Namespace) -> Kind:
    ending = given.output.suffix.lower()
    is_of_lesson = means_lesson(given.file)
    # Of the two kinds of .pdf, the input tells.
    for kind in (LESSON, *KINDS) if is_of_lesson else KINDS:
        if ending in kind.endings:
            if is_of_lesson and kind is not LESSON:
                raise Refused(f"“{given.file}” is no document and no image: a lesson is written as .html or .pdf.")
            return kind
    endings = list(dict.fromkeys(ending for kind in KINDS for ending in kind.endings))
    raise Refused(f"“{given.output.name}” is nothing that can be exported: end its name in {listed(endings, 'or')}.")


def _check(given: argparse.Namespace, kind: Kind, options: Iterable[argparse.Action]) -> None:
    """Refuse what was asked for and means nothing for what is written, rather than leave it out in silence."""
    for option in options:
        if option.dest not in kind.options and getattr(given, option.dest) not in (None, False):
            name = option.option_strings[0]
            raise Refused(f"“{given.output.name}” holds {kind.title}, of which {name} says nothing: leave it out.")
