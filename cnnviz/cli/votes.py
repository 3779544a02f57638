"""`cnnviz votes IMAGE...`: votes and class for images."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cnnviz.cli.inputs import open_voting, qt, with_image
from cnnviz.cli.parser import Parser
from cnnviz.model.document import Document
from cnnviz.model.networks import lecture_document
from cnnviz.model.numbers import NumberStyle, format_full, listed
from cnnviz.model.refused import Refused
from cnnviz.model.votes.verdict import judge


@dataclass(frozen=True)
class Answer:
    """What the network makes of one image.

    file: as it was given. votes: per class. leaders: the classes with the most votes; none for a blank image.
    """

    file: str
    votes: dict[str, float]
    leaders: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """With a class only where one is ahead, and null for a vote that is no number."""
        winner = self.leaders[0] if len(self.leaders) == 1 else None
        votes = {name: vote if math.isfinite(vote) else None for name, vote in self.votes.items()}
        return {"file": self.file, "class": winner, "votes": votes}

    def as_text(self, style: NumberStyle) -> str:
        """One line for a person."""
        votes = ", ".join(f"{name} {format_full(vote, style)}" for name, vote in self.votes.items())
        return f"{self.file}: {self._verdict} ({votes})"

    @property
    def _verdict(self) -> str:
        match self.leaders:
            case ():
                return "no verdict"
            case (winner,):
                return winner
            case leaders:
                return f"a tie of {listed(leaders)}"


def run_votes(arguments: list[str]) -> int:
    """Print what the network makes of each image; an image that cannot be read does not keep the others from it."""
    parser = Parser("cnnviz votes", "Print votes and class for images.")
    parser.add_argument("images", metavar="IMAGE", nargs="+", help="PNG, JPEG, BMP, GIF, WebP or SVG")
    parser.add_argument("--json", action="store_true", help='print a list of {"file", "class", "votes"}')
    parser.add_argument("--network", metavar="FILE", type=Path, help="a saved document; the lecture's without it")
    parser.add_argument(
        "--no-centre",
        dest="centre",
        action="store_false",
        help="take images as they lie, without centring and scaling them to their ink",
    )
    given = parser.parse_args(arguments)

    with qt():
        document = open_voting(given.network) if given.network else lecture_document()
        answers, code = [], 0
        for image in images_meant(given.images):
            try:
                answers.append(_answer(document, image, centre=given.centre))
            except Refused as refused:
                print(f"cnnviz: {refused}", file=sys.stderr)
                code = 2
    if given.json:
        print(json.dumps([answer.as_json() for answer in answers], indent=2))
    else:
        for answer in answers:
            print(answer.as_text(document.settings.numbers))
    return code


def images_meant(names: Iterable[str], system: str = sys.platform) -> Iterator[str]:
    """The names of the images: on Windows a program itself finds those that “*.png” stands for, elsewhere the shell."""
    for name in names:
        is_pattern = system == "win32" and ("*" in name or "?" in name)
        found = sorted(map(str, Path(name).parent.glob(Path(name).name))) if is_pattern else []
        yield from found or [name]


def _answer(document: Document, image: str, *, centre: bool) -> Answer:
    trace = document.network.forward(with_image(document, Path(image), centre=centre).picture[None])
    names = document.network.classes
    leaders = tuple(names[index] for index in judge(trace).leaders)
    return Answer(image, dict(zip(names, trace.votes.tolist(), strict=True)), leaders)
