"""The samples that a command asks for: generated, or read from a folder or an .npz file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path

from cnnviz.cli.inputs import qt
from cnnviz.cli.parser import Parser, number, whole_number
from cnnviz.engine.samples import LEVELS, Dials, dial_title
from cnnviz.engine.training import Samples
from cnnviz.model.refused import Refused
from cnnviz.model.samples.importing import Target, read_samples

_MOST_SAMPLES = 1_000_000
_NO_CENTRE = "take pictures as they lie, without centring and scaling them to their ink"


def add_sample_arguments(parser: Parser, level: str) -> None:
    """``--samples N`` or ``--data DIR``, and what belongs to them; `level` says what ``--level`` is for."""
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument(
        "--samples", metavar="N", type=whole_number(1, _MOST_SAMPLES), help="so many generated pictures of X and O"
    )
    source.add_argument(
        "--data", metavar="DIR", type=Path, help="a folder of images, a sub-folder for each class, or an .npz file"
    )
    parser.add_argument("--level", choices=LEVELS, help=level)
    for dial in fields(Dials):
        parser.add_argument(
            f"--{dial.name}", metavar="R", type=number, help=f"another {dial_title(dial.name)} than the level's"
        )
    parser.add_argument(
        "--seed", metavar="S", type=whole_number(0, 2**63), default=0, help="the same seed gives the same; default 0"
    )
    parser.add_argument("--no-centre", dest="centre", action="store_false", help=_NO_CENTRE)


def names_dials(given: argparse.Namespace) -> bool:
    """Whether a level or a dial was given."""
    return given.level is not None or any(getattr(given, dial.name) is not None for dial in fields(Dials))


def dials_of(given: argparse.Namespace) -> Dials:
    """The level's dials, but for those that were given one by one.

    Raises:
        ValueError: one is out of range.
    """
    own = {dial.name: getattr(given, dial.name) for dial in fields(Dials)}
    return replace(
        LEVELS[given.level or "default"], **{name: value for name, value in own.items() if value is not None}
    )


def read_data(path: Path, target: Target) -> Samples:
    """The samples in a folder or file; what was left out is named on stderr.

    Raises:
        Refused: there are none.
    """
    with qt():
        from cnnviz.ui.image_files import read_grey

        imported = read_samples(path, target, read_grey)
    for remark in imported.remarks:
        print(f"cnnviz: {remark}", file=sys.stderr)
    return imported.samples


@contextmanager
def sentences() -> Iterator[None]:
    """What the engine refuses is read by a person: its sentence is all that is shown."""
    try:
        yield
    except ValueError as error:
        raise Refused(str(error)) from error
