"""`cnnviz evaluate FILE --data DIR`: how many pictures a network gets right, and which it takes for which."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from cnnviz.cli.inputs import open_voting
from cnnviz.cli.parser import Parser
from cnnviz.cli.samples import add_sample_arguments, dials_of, names_dials, read_data, sentences
from cnnviz.engine.training import Evaluation, Samples, evaluate
from cnnviz.model.document import Document
from cnnviz.model.numbers import format_share
from cnnviz.model.results.confusion import NO_PICTURES
from cnnviz.model.samples.generated import generate
from cnnviz.model.samples.importing import Target


def run_evaluate(arguments: list[str]) -> int:
    """Print the accuracy and the confusion matrix."""
    parser = Parser("cnnviz evaluate", "Print how many pictures a network gets right, and its confusion matrix.")
    parser.add_argument("file", metavar="FILE", type=Path, help="a saved document")
    add_sample_arguments(parser, "how much generated pictures differ; default without it")
    parser.add_argument("--json", action="store_true", help="print as JSON; a row of the confusion is the right class")
    given = parser.parse_args(arguments)
    if given.data and names_dials(given):
        parser.error("--level and the dials are of generated pictures, and --data has none: leave them out")
    with sentences():
        document = open_voting(given.file)
        result = evaluate(document.network, _samples(given, document))
    classes = document.network.classes
    print(json.dumps(_as_json(result, classes), indent=2) if given.json else _as_text(result, classes))
    return 0


def _samples(given: argparse.Namespace, document: Document) -> Samples:
    if given.data:
        return read_data(given.data, Target(document.grid, document.coding, given.centre))
    random = np.random.default_rng(given.seed)
    return generate(given.samples, document.grid, dials_of(given), random, document.coding, centre=given.centre)


def _as_json(result: Evaluation, classes: tuple[str, ...]) -> dict[str, object]:
    return {
        "samples": len(result.answers),
        "right": len(result.answers) - len(result.mistakes),
        "accuracy": result.accuracy,
        "classes": list(classes),
        "confusion": result.confusion.tolist(),
    }


def _as_text(result: Evaluation, classes: tuple[str, ...]) -> str:
    """The accuracy, and the confusion matrix as a table: a row for each right class, a column for each answer."""
    count = len(result.answers)
    entries = [["", *classes]] + [
        [name, *map(str, row)] for name, row in zip(classes, result.confusion.tolist(), strict=True)
    ]
    widths = [max(map(len, column)) for column in zip(*entries, strict=True)]
    table = ["  ".join(entry.rjust(width) for entry, width in zip(row, widths, strict=True)) for row in entries]
    right = f"{format_share(result.accuracy, 1)} right: {count - len(result.mistakes)} of {count}"
    none = [f"{name}: {NO_PICTURES}." for name, row in zip(classes, result.confusion, strict=True) if not row.any()]
    return "\n".join([right, "", "Rows: right class. Columns: the network's answer.", *table, *none])
