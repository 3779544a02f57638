"""`cnnviz export` as a person types it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import pypdf
import pytest
from PIL import GifImagePlugin, Image, ImageSequence
from PySide6.QtGui import QImage

from cnnviz.__main__ import main
from cnnviz.cli.export import command
from cnnviz.cli.export.figure import PANELS, export_figure
from cnnviz.cli.export.film import export_film
from cnnviz.cli.export.network import export_network
from cnnviz.cli.export.numbers import export_numbers
from cnnviz.model.export.formats import FORMATS
from cnnviz.model.export.torch_script import to_torch
from cnnviz.model.files.document_file import save
from cnnviz.model.networks import SHIPPED, Shipped, lecture_document, smiley_document
from cnnviz.model.numbers import format_number
from cnnviz.model.player import playhead
from cnnviz.model.tables.writing import NOTATIONS
from cnnviz.model.view import ColorScheme
from cnnviz.ui.figures.panels import DRAWABLES
from cnnviz.ui.figures.writing import ENDINGS
from cnnviz.ui.films.encoding import ENCODERS

# One application for all tests; without it each command that draws would make one and end it.
pytestmark = pytest.mark.usefixtures("qapp")


def test_what_the_help_tells_is_what_there_is() -> None:
    # It is told without loading what draws.
    assert tuple(each.name for each in DRAWABLES) == PANELS
    assert tuple(map(float, command.SPEEDS)) == playhead.SPEEDS
    assert {ColorScheme(name) for name in command.THEMES} == {*ColorScheme} - {ColorScheme.SYSTEM}
    kinds = {kind.write: set(kind.endings) for kind in command.KINDS}
    assert kinds[export_figure] == set(ENDINGS)
    assert kinds[export_film] == set(ENCODERS)
    assert kinds[export_numbers] == {each.ending for each in NOTATIONS}
    assert kinds[export_network] == {each.ending for each in FORMATS}


def run_script(path: Path) -> str:
    return subprocess.check_output([sys.executable, path], text=True, stderr=subprocess.STDOUT)


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda shipped: shipped.title)
def test_a_script_runs_by_itself_and_ends_with_the_votes_on_the_screen(shipped: Shipped, tmp_path: Path) -> None:
    save(document := shipped.make(), tmp_path / "work.cnnviz")
    assert main(["export", str(tmp_path / "work.cnnviz"), "-o", str(tmp_path / "work.py")]) == 0
    votes = document.network.forward(document.picture[None]).votes.tolist()
    printed = run_script(tmp_path / "work.py").splitlines()[-len(votes) :]
    for name, vote, line in zip(document.network.classes, votes, printed, strict=True):
        shown, exact = line.removeprefix(f"{name}: ").removesuffix(")").split(" (")
        assert shown == format_number(vote, document.settings.numbers)
        assert float(exact) == pytest.approx(vote, rel=1e-9, abs=1e-15)


def test_the_lectures_convolution_is_printed_as_on_the_slides(tmp_path: Path) -> None:
    assert main(["export", "-o", str(tmp_path / "lecture.py")]) == 0
    printed = run_script(tmp_path / "lecture.py")
    assert "Convolution\n 0.77 -0.11  0.11  0.33  0.55 -0.11  0.33\n-0.11  1.00 -0.11" in printed


def test_the_ending_and_the_framework_say_what_is_written(tmp_path: Path) -> None:
    save(document := smiley_document(), tmp_path / "work.cnnviz")
    for name, *more in (("a.py", "--framework", "torch"), ("b.ONNX",)):
        assert main(["export", str(tmp_path / "work.cnnviz"), "-o", str(tmp_path / name), *more]) == 0
    assert (tmp_path / "a.py").read_text(encoding="utf-8") == to_torch(document)
    session = onnxruntime.InferenceSession(tmp_path / "b.ONNX", providers=["CPUExecutionProvider"])
    (votes,) = session.run(None, {"picture": document.picture[None, None].astype(np.float32)})
    np.testing.assert_allclose(votes[0], document.network.forward(document.picture[None]).votes, atol=1e-6)


def test_an_image_is_the_picture_before_the_lectures_network(tmp_path: Path) -> None:
    image = QImage(9, 9, QImage.Format.Format_Grayscale8)
    image.fill("white")
    assert image.save(str(tmp_path / "white.png"))
    assert main(["export", str(tmp_path / "white.png"), "-o", str(tmp_path / "white.py")]) == 0
    printed = run_script(tmp_path / "white.py")
    assert printed.startswith("Picture\n" + "   -1" + "    -1" * 8)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["-o", "network.txt"], "“network.txt” is nothing that can be exported: end its name in .png, .svg, "),
        (["-o", "a.py", "--scale", "2"], "“a.py” holds a network, of which --scale says nothing: leave it out."),
        (["-o", "a.pdf", "--answers"], "“a.pdf” holds a figure, of which --answers says nothing: leave it out."),
        (["-o", "a.svg", "--probe", "Convolution 4,1,1"], "There is no “4,1,1” in Convolution: give map, row and"),
        (["-o", "a.svg", "--probe", "Convolving 1,1,1"], "There is no stage “Convolving”: there are Picture, "),
        (
            ["-o", "a.svg", "--panel", "arithmetic"],
            'The arithmetic is that of one value: name it, as in --probe "Votes',
        ),
        (
            ["-o", "a.csv", "--panel", "arithmetic"],
            'The arithmetic is that of one value: name it, as in --probe "Votes',
        ),
        (["-o", "a.csv", "--map", "1"], "Say which stage has the map, as in: --stage Convolution."),
        (["-o", "a.csv", "--panel", "votes", "--stage", "ReLU"], "--stage says nothing of the votes: leave it out."),
        (["-o", "a.csv", "--stage", "ReLU", "--probe", "Votes X"], "--probe says nothing of the stages: leave it out."),
        (["-o", "network.onnx", "--framework", "torch"], "“network.onnx” is no script: leave out --framework"),
        (["-o", "nowhere/network.onnx"], "“network.onnx” cannot be written: there is no folder “nowhere”; make it, or"),
        (["-o", "a.gif", "--stage", "Picture"], "The picture is where it begins, so there is nothing to play:"),
        (["-o", "a.gif", "--span", "map"], "Say which stage is played, as in: --stage Convolution."),
        (["-o", "a.gif", "--span", "way", "--stage", "Votes"], "--stage says nothing of the whole way: leave it out,"),
        (["-o", "a.gif", "--span", "way", "--map", "2"], "--map says nothing of the whole way: leave it out,"),
        (["-o", "a.gif", "--span", "stage", "--stage", "ReLU", "--map", "2"], "--map says nothing of a whole stage:"),
        (["-o", "a.html"], "Say which lesson to hand out:"),
        (["x.png", "-o", "a.html"], "Say which lesson to hand out:"),
        (["1", "-o", "a.png"], "“1” is no document and no image: a lesson is written as .html or .pdf."),
        (["a.toml", "-o", "a.gif"], "“a.toml” is no document and no image: a lesson is written as .html or .pdf."),
        (["no such lesson", "-o", "a.pdf"], "There is no lesson called “no such lesson”"),
        (["none.cnnviz", "-o", "network.py"], "“none.cnnviz” cannot be opened:"),
    ],
)
def test_what_cannot_be_exported_is_said_in_one_line(
    arguments: list[str],
    why: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["export", *arguments]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"cnnviz: {why}")
    assert said.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda shipped: shipped.title)
def test_the_value_that_is_named_as_an_example_is_one(
    shipped: Shipped, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = shipped.make()
    layers = document.network.layers
    with_spaces = replace(document.network, classes=("a smiling face", *document.network.classes[1:]))
    for network in (with_spaces, replace(document.network, layers=layers[:1], classes=())):
        save(replace(document, network=network), tmp_path / "work.cnnviz")
        arguments = ["export", str(tmp_path / "work.cnnviz"), "-o", str(tmp_path / "a.csv"), "--panel", "arithmetic"]
        assert main(arguments) == 2
        example = capsys.readouterr().err.split('"')[1]
        assert main([*arguments, "--probe", example]) == 0


def test_onnx_is_loaded_only_for_onnx(tmp_path: Path) -> None:
    code = "import sys; from cnnviz.__main__ import main; main(['export', '-o', sys.argv[1]]); print(*sys.modules)"
    command = [sys.executable, "-c", code, str(tmp_path / "lecture.py")]
    loaded = subprocess.check_output(command, text=True).split()
    assert "cnnviz.model.export.numpy_script" in loaded
    assert {"onnx", "PySide6.QtCore", "onnxruntime"}.isdisjoint(loaded)


def test_numbers_are_written_as_the_ending_says(tmp_path: Path) -> None:
    def written(name: str, *more: str) -> str:
        assert main(["export", "-o", str(tmp_path / name), *more]) == 0
        return (tmp_path / name).read_text(encoding="utf-8")

    rows = [line.split(",") for line in written("map.csv", "--stage", "ReLU", "--map", "1", "--exact").splitlines()]
    trace = lecture_document().network.forward(lecture_document().picture[None])
    assert np.array_equal(np.array(rows, dtype=np.float64), trace.stages[2][0])
    assert written("votes.csv") == "Class,Vote\nX,1.00\nO,0.55\n"
    assert "| **2** | -1 | 1 | -1 |" in written("filters.md", "--panel", "filters", "--map", "2")
    assert r"\frac{7}{9} = 0.77\ldots" in written("sum.tex", "--probe", "Convolution 1,1,1")


def test_a_figure_shows_what_was_asked_for(tmp_path: Path) -> None:
    arguments = ["--panel", "arithmetic", "--probe", "Votes X", "--scale", "2", "--theme", "dark"]
    assert main(["export", "-o", str(tmp_path / "sum.png"), *arguments]) == 0
    assert QImage(str(tmp_path / "sum.png")).pixelColor(0, 0).lightnessF() < 0.2


@pytest.mark.parametrize("arguments", [["a.png"], ["a.gif", "--stage", "Votes", "--speed", "8"]])
def test_grey_has_no_colour(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for theme, is_grey in (("grey", True), ("light", False)):
        assert main(["export", "-o", *arguments, "--theme", theme]) == 0
        with Image.open(arguments[0]) as image:
            for frame in ImageSequence.Iterator(image):
                red, green, blue = (channel.tobytes() for channel in frame.convert("RGB").split())
                assert (red == green == blue) is is_grey


def test_a_lesson_is_handed_out_by_its_file_or_its_number(tmp_path: Path) -> None:
    assert main(["export", "2", "-o", str(tmp_path / "smiley.html")]) == 0
    mine = tmp_path / "mine.toml"
    mine.write_text('title = "Mine"\n[[scene]]\ntitle = "Only one"\ntext = "Hello."\n', encoding="utf-8")
    assert main(["export", str(mine), "-o", str(tmp_path / "mine.pdf"), "--answers"]) == 0
    assert "Four steps with a smiley" in (tmp_path / "smiley.html").read_text(encoding="utf-8")
    assert len(pypdf.PdfReader(tmp_path / "mine.pdf").pages) == 1


def test_a_film_plays_what_was_named(tmp_path: Path) -> None:
    arguments = ["--stage", "Votes", "--speed", "8", "--theme", "dark"]
    assert main(["export", "-o", str(tmp_path / "votes.gif"), *arguments]) == 0
    with Image.open(tmp_path / "votes.gif") as film:
        assert isinstance(film, GifImagePlugin.GifImageFile)
        assert film.size == (1280, 720)
        # Before the first vote, with each of the two, and the end, which Pillow shows for longer.
        assert film.n_frames == 3
