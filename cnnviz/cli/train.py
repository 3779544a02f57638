"""`cnnviz train --samples N -o FILE`: a network learns, and is written as a document."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from cnnviz.cli.inputs import open_document
from cnnviz.cli.parser import Parser, grid, number, whole_number
from cnnviz.cli.progress_line import ProgressLine
from cnnviz.cli.samples import add_sample_arguments, dials_of, names_dials, read_data, sentences
from cnnviz.engine.layers import ShapeError
from cnnviz.engine.network import Network
from cnnviz.engine.samples import Dials, draw_samples
from cnnviz.engine.training import Done, Initialisation, Progress, Reason, Samples, TrainingSettings, evaluate, train
from cnnviz.engine.training.settings import DEFAULT_LEARNING_RATE
from cnnviz.model.document import Coding, Document
from cnnviz.model.export.formats import check_place
from cnnviz.model.files import EXTENSION
from cnnviz.model.files.document_file import save
from cnnviz.model.networks import plain_network, rounded
from cnnviz.model.numbers import format_share
from cnnviz.model.refused import Refused
from cnnviz.model.samples.augmented import augmented
from cnnviz.model.samples.generated import generate, generate_both
from cnnviz.model.samples.importing import Target
from cnnviz.model.samples.sets import TEST_SHARE, split

_EPILOG = """Half of the generated pictures are centred and scaled to their ink and half are as they lie,
so that the network reads both; your own are all centred. With a level or a dial, each of your
own is joined by four that it becomes under the dials.
Ctrl+C ends the training; what was learned so far is written.

examples:
  cnnviz train --samples 4000 --level hard -o network.cnnviz
  cnnviz train --data pictures --level default --grid 28x28 --filters 8 16 -o network.cnnviz
  cnnviz train --network network.cnnviz --data pictures -o better.cnnviz"""


def run_train(arguments: list[str]) -> int:
    """Train a network and write it; Ctrl+C ends the training early."""
    parser = train_parser()
    given = parser.parse_args(arguments)
    if given.network and (given.grid or given.filters or given.kernel):
        parser.error("--network has a grid and filters of its own: leave out --grid, --filters and --kernel")
    with sentences():
        return _train(given)


def train_parser() -> Parser:
    """What can be said after ``cnnviz train``."""
    parser = Parser("cnnviz train", "Train a network on pictures. Needs no screen.", _EPILOG)
    add_sample_arguments(parser, "how much generated pictures differ, or what is made of your own")
    parser.add_argument("--network", metavar="FILE", type=Path, help="go on with the network of a saved document")
    parser.add_argument("--grid", metavar="9x9", type=grid, help="rows and columns of the picture; default 9x9")
    parser.add_argument(
        "--filters", metavar="N", nargs="+", type=whole_number(1, 64), help="of each convolution; default 8"
    )
    parser.add_argument("--kernel", metavar="N", type=whole_number(1, 7), help="side of the filters; default 3")
    parser.add_argument("--epochs", metavar="N", type=whole_number(1, 100_000), default=20, help="default 20")
    parser.add_argument("--batch", metavar="N", type=whole_number(1, 1_000_000), default=32, help="default 32")
    parser.add_argument(
        "--learning-rate",
        metavar="R",
        type=number,
        default=DEFAULT_LEARNING_RATE,
        help=f"how far a step goes; default {DEFAULT_LEARNING_RATE}",
    )
    parser.add_argument(
        "--weight-decay", metavar="R", type=number, default=0.0, help="how much weights are held small; default 0"
    )
    parser.add_argument("--digits", metavar="N", type=whole_number(2, 17), help="write weights with so many digits")
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, required=True, help=f"a {EXTENSION} document")
    return parser


def _train(given: argparse.Namespace) -> int:
    _check_output(given.output)
    settings = TrainingSettings(
        learning_rate=given.learning_rate,
        batch_size=given.batch,
        weight_decay=given.weight_decay,
        epochs=given.epochs,
        seed=given.seed,
        initialisation=Initialisation.PRESENT if given.network else Initialisation.HE,
    )
    known = open_document(given.network) if given.network else None
    size, coding = (known.grid, known.coding) if known else (given.grid or (9, 9), Coding.SIGNED)
    training, test = _samples(given, size, coding)
    if np.count_nonzero(training.counts) < 2:
        raise Refused("There are pictures of one class only: a network needs at least two to tell apart.")
    document = known or _new_document(given, size, coding, training)
    run = _run(document.network, training, test, settings)
    if run.last is None:
        print("cnnviz: Stopped before anything was learned; no file was written.", file=sys.stderr)
        return 130
    if run.last.done is not None and run.last.done.reason is Reason.DIVERGED:
        raise Refused(f"{run.last.done.sentence} {_what_to_change(run.last.done, settings)}")
    network = rounded(run.last.network, given.digits) if given.digits else run.last.network
    save(replace(document, network=network), given.output)
    if run.is_stopped:
        where = f"epoch {run.last.epoch} of {given.epochs}"
        print(f"cnnviz: Stopped in {where}; what was learned so far is in {given.output}.", file=sys.stderr)
    _report(given.output, network, training, test)
    return 130 if run.is_stopped else 0


def _check_output(path: Path) -> None:
    """Said before the training, not after it."""
    if path.suffix.lower() != EXTENSION:
        raise Refused(f"“{path.name or path}” must end in {EXTENSION}, for what is written is a document.")
    check_place(path)


def _samples(given: argparse.Namespace, size: tuple[int, int], coding: Coding) -> tuple[Samples, Samples]:
    """Training and test samples."""
    random = np.random.default_rng(given.seed)
    dials = dials_of(given)
    if given.data:
        training, test = split(read_data(given.data, Target(size, coding, given.centre)), random)
        return (augmented(training, dials, random, coding) if names_dials(given) else training), test
    held_out = round(given.samples * TEST_SHARE)
    if not given.centre:
        training = generate(given.samples, size, dials, random, coding, centre=False)
    else:
        training = generate_both(given.samples, size, dials, random, coding)
    return training, generate(held_out, size, dials, random, coding, centre=given.centre)


def _new_document(given: argparse.Namespace, size: tuple[int, int], coding: Coding, training: Samples) -> Document:
    """What is trained where no document is given; in front of it a clean X, or the first of the person's pictures."""
    try:
        network = plain_network(size, training.classes, given.filters or (8,), given.kernel or 3)
    except ShapeError as error:
        raise Refused(f"{error} Try a smaller --kernel, fewer --filters or a larger --grid.") from error
    clean = draw_samples(1, size, Dials(), np.random.default_rng(0), coding.paper, coding.ink)
    first = training if given.data else clean
    return Document(first.pictures[0, ..., 0], network, coding)


@dataclass(frozen=True, eq=False)
class _Run:
    """Its last step, if any, and whether Ctrl+C ended it."""

    last: Progress | None
    is_stopped: bool


def _run(network: Network, training: Samples, test: Samples, settings: TrainingSettings) -> _Run:
    line = ProgressLine()
    epochs = settings.epochs or 1
    steps = epochs * -(-len(training) // settings.batch_size)
    last: Progress | None = None
    right = ""
    try:
        for last in train(network, training, test if len(test) else None, settings):
            if last.test_accuracy is not None:
                right = f", {format_share(last.test_accuracy, 1)} of the test right"
            line.show(last.step / steps, f"epoch {last.epoch} of {epochs}, error {last.loss:.4f}{right}")
    except KeyboardInterrupt:
        return _Run(last, is_stopped=True)
    finally:
        line.end()
    return _Run(last, is_stopped=False)


def _what_to_change(done: Done, settings: TrainingSettings) -> str:
    """What to try where a run diverged, as it is typed."""
    if done.learning_rate is None:
        return "Leave out --network."
    decay = " or --weight-decay 0" if settings.weight_decay else ""
    return f"Try --learning-rate {done.learning_rate:g}{decay}."


def _report(path: Path, network: Network, training: Samples, test: Samples) -> None:
    judged, name = (test, "test") if len(test) else (training, "training")
    accuracy = evaluate(network, judged).accuracy
    print(f"{path}: {format_share(accuracy, 1)} of {len(judged)} {name} pictures right, learned from {len(training)}.")
