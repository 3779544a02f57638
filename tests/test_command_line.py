"""The command line as a person types it: in this process where that says as much, in one of its own where it must."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from cnnviz import __version__
from cnnviz.__main__ import main
from cnnviz.cli.votes import images_meant
from cnnviz.model.document import Coding
from cnnviz.model.files.document_file import save
from cnnviz.model.networks import LECTURE_X, blank_document, lecture_document, picture_of, smiley_document
from cnnviz.ui.offscreen import choose_platform

# One application for all tests; without it each command would make one and end it.
pytestmark = pytest.mark.usefixtures("qapp")


def image_of(drawing: tuple[str, ...], path: Path, side: int = 8) -> Path:
    """An image file of `drawing`, "#" black, each sign so many pixels wide."""
    image = QImage(len(drawing[0]), len(drawing), QImage.Format.Format_Grayscale8)
    for row, line in enumerate(drawing):
        for column, sign in enumerate(line):
            image.setPixelColor(column, row, "black" if sign == "#" else "white")
    assert image.scaled(image.size() * side).save(str(path))
    return path


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a process of its own does, without the screen of whoever runs the tests."""
    clean = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    clean.pop("QT_QPA_PLATFORM", None)
    command = [sys.executable, "-m", "cnnviz", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env={**clean, **environment}, check=False)


@pytest.fixture
def x_image(tmp_path: Path) -> Path:
    return image_of(LECTURE_X, tmp_path / "x.png")


@pytest.fixture
def blank_image(tmp_path: Path) -> Path:
    return image_of(("...",) * 3, tmp_path / "blank.png")


@pytest.mark.parametrize("command", [[], ["votes"], ["render"], ["export"], ["train"], ["evaluate"], ["lesson"]])
def test_every_command_has_help_and_version(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([*command, "--help"])
    assert left.value.code == 0
    assert f"usage: {' '.join(['cnnviz', *command])}" in capsys.readouterr().out
    with pytest.raises(SystemExit) as left:
        main([*command, "--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out == f"cnnviz {__version__}\n"


@pytest.mark.parametrize("arguments", [["--bogus"], ["votes"], ["render"], ["votes", "--network"], ["a", "b"]])
def test_a_wrong_line_is_answered_in_one(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("cnnviz: ")
    assert said.count("\n") == 1


def test_votes_of_the_lectures_x(x_image: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["votes", str(x_image), "--json"]) == 0
    (answer,) = json.loads(capsys.readouterr().out)
    assert answer["file"] == str(x_image)
    assert answer["class"] == "X"
    assert answer["votes"] == pytest.approx({"X": 1.0, "O": 5 / 9})
    assert main(["votes", str(x_image)]) == 0
    assert capsys.readouterr().out == f"{x_image}: X (X 1.00, O 0.55)\n"


def test_an_image_is_centred_on_its_ink_unless_it_is_to_be_taken_as_it_lies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dot = image_of(("#........", *8 * (".........",)), tmp_path / "dot.png")
    answers = []
    for more in ([], ["--no-centre"]):
        assert main(["votes", str(dot), "--json", *more]) == 0
        ((answer,),) = [json.loads(capsys.readouterr().out)]
        answers.append(answer["votes"])
    assert answers[0] != answers[1]
    lying = lecture_document().network.forward(picture_of(("#........", *8 * (".........",)), Coding.SIGNED)[None])
    assert list(answers[1].values()) == pytest.approx(lying.votes.tolist())


def test_a_blank_image_has_no_class(blank_image: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["votes", str(blank_image), "--json"])
    assert json.loads(capsys.readouterr().out)[0]["class"] is None
    main(["votes", str(blank_image)])
    assert "no verdict" in capsys.readouterr().out


def test_a_tie_has_no_class(x_image: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(blank_document(), tmp_path / "blank.cnnviz")
    main(["votes", str(x_image), "--json", "--network", str(tmp_path / "blank.cnnviz")])
    assert json.loads(capsys.readouterr().out)[0]["class"] is None
    main(["votes", str(x_image), "--network", str(tmp_path / "blank.cnnviz")])
    assert "a tie of X and O" in capsys.readouterr().out


def test_votes_of_another_network(x_image: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(smiley_document(), tmp_path / "smiley.cnnviz")
    main(["votes", str(x_image), "--json", "--network", str(tmp_path / "smiley.cnnviz")])
    assert set(json.loads(capsys.readouterr().out)[0]["votes"]) == {"happy", "sad"}


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["votes", "x.png", "--network", "x.png"], "“x.png” is no document: choose a .cnnviz file."),
        (["evaluate", "a.toml", "--samples", "9"], "“a.toml” is no document: choose a .cnnviz file."),
        (["train", "--network", ".", "--samples", "9", "-o", "a.cnnviz"], "“.” is no document: choose a .cnnviz file."),
        (["votes", "a.cnnviz"], "“a.cnnviz” is a document: choose an image, and name its network by --network."),
        (["render", "a.toml", "-o", "a.png"], "“a.toml” is a lesson: choose a document (.cnnviz) or an image."),
        (["lesson", "x.png"], "“x.png” is no lesson: choose a lesson's file (.toml), or the name or number of"),
    ],
)
def test_a_file_of_another_kind_is_called_that(
    arguments: list[str],
    why: str,
    x_image: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(x_image.parent)
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"cnnviz: {why}")
    assert said.err.count("\n") == 1


def test_a_folder_is_named_as_it_was_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["votes", "."]) == 2
    assert capsys.readouterr().err == "cnnviz: “.” is a folder: choose an image file.\n"


def test_a_mistyped_command_is_not_taken_for_an_image(capsys: pytest.CaptureFixture[str]) -> None:
    for more in ([], ["x.png"], ["--json", "x.png"]):
        with pytest.raises(SystemExit) as left:
            main(["vote", *more])
        assert left.value.code == 2
        said = capsys.readouterr().err
        assert said == "cnnviz: there is no command “vote”, and no file of that name; try cnnviz --help\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--silly"], "“--silly” means nothing here: leave it out"),
        (["a.cnnviz", "b", "c"], "“b c” means nothing here: leave it out"),
        (["votes"], "IMAGE is missing"),
        (["votes", "--json=a b", "x.png"], "--json takes nothing: leave out “a b”"),
        (["render"], "-o/--output is missing"),
        (["lesson", "--scene", "x\ny"], "--scene takes a whole number from 1 to 1000, not “x y”"),
        (["export", "-o"], "-o/--output needs something after it"),
        (
            ["export", "-o", "a.svg", "--framework", "jax"],
            "“jax” is no --framework: choose from numpy, torch",
        ),
        (["train", "--samples", "9", "--filters"], "--filters needs something after it"),
        (["train", "--grid", "9by9"], "“9by9” is not a size: type one such as 9 or 9x12"),
    ],
)
def test_arguments_are_refused_in_one_plain_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.partition("; ")[0] == f"cnnviz: {sentence}"
    assert said.err.endswith(" --help\n")


def test_an_image_that_cannot_be_read_keeps_no_other_from_its_votes(
    x_image: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.png").write_bytes(x_image.read_bytes()[:60])
    assert main(["votes", "--json", str(tmp_path / "bad.png"), str(tmp_path / "none.png"), str(x_image)]) == 2
    said = capsys.readouterr()
    assert [answer["file"] for answer in json.loads(said.out)] == [str(x_image)]
    first, second = said.err.splitlines()
    assert first.startswith("cnnviz: “bad.png”")
    assert second.startswith("cnnviz: “none.png”")


@pytest.mark.parametrize("name", ["figure.png", "figure.SVG", "figure.pdf"])
def test_a_figure_holds_the_whole_way(name: str, tmp_path: Path) -> None:
    output = tmp_path / name
    assert main(["render", "-o", str(output)]) == 0
    if name.endswith("pdf"):
        assert output.read_bytes().startswith(b"%PDF")
        assert output.read_bytes().rstrip().endswith(b"%%EOF")
        return
    image = QImage(str(output)) if name.endswith("png") else svg_image(output)
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    columns = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), -1)
    inked = columns[:, : grey.width()].min(axis=0) < 128
    # The picture stands in the left tenth, the votes in the right one.
    tenth = image.width() // 10
    assert inked[:tenth].any()
    assert inked[-tenth:].any()


def svg_image(path: Path) -> QImage:
    renderer = QSvgRenderer(str(path))
    assert renderer.isValid()
    image = QImage(QSize(1280, 440), QImage.Format.Format_RGB32)
    image.fill("white")
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def test_a_figure_of_a_document_differs_from_the_lectures(tmp_path: Path) -> None:
    save(smiley_document(), tmp_path / "smiley.cnnviz")
    assert main(["render", "-o", str(tmp_path / "a.svg")]) == 0
    assert main(["render", str(tmp_path / "smiley.cnnviz"), "-o", str(tmp_path / "b.svg")]) == 0
    assert "happy" in (tmp_path / "b.svg").read_text(encoding="utf-8")
    assert "happy" not in (tmp_path / "a.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("output", "why"), [("figure.gif", ".png, .svg or .pdf"), ("none/figure.png", "cannot be written")]
)
def test_a_figure_that_cannot_be_written_is_refused(
    output: str, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["render", "-o", str(tmp_path / output)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("cnnviz: ")
    assert why in said
    assert list(tmp_path.iterdir()) == []


def test_an_unreadable_document_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(lecture_document(), tmp_path / "work.cnnviz")
    text = (tmp_path / "work.cnnviz").read_text(encoding="utf-8")
    (tmp_path / "work.cnnviz").write_text(text[: len(text) // 2], encoding="utf-8")
    assert main(["render", str(tmp_path / "work.cnnviz"), "-o", str(tmp_path / "figure.svg")]) == 2
    assert capsys.readouterr().err.startswith("cnnviz: “work.cnnviz” cannot be opened: ")


def test_figures_and_votes_need_no_screen(x_image: Path, tmp_path: Path) -> None:
    """In processes without any Qt so far; a figure with text in it ends one that has no fonts."""
    assert run("render", x_image, "-o", tmp_path / "figure.svg").returncode == 0
    # Of a locale that knows English letters alone, Qt said four lines on the terminal.
    plain = {"LC_ALL": "C"} if sys.platform == "linux" else {}
    done = run("votes", x_image, tmp_path / "figure.svg", **plain)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr == ""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux may have no screen")
@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ":987"}, {"WAYLAND_DISPLAY": "nowhere"}])
def test_without_a_screen_the_window_is_refused_in_one_line(environment: dict[str, str]) -> None:
    """Whether the screen or, first, the libraries for it are missing: never an abort of Qt's."""
    done = run(**environment)
    assert done.returncode == 2
    assert done.stderr.startswith("cnnviz: ")
    assert done.stderr.count("\n") == 1
    assert environment or "cnnviz render" in done.stderr


def test_votes_load_no_widgets_and_help_loads_next_to_nothing(x_image: Path) -> None:
    code = "import sys; from cnnviz.__main__ import main; main(['votes', sys.argv[1]]); print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code, str(x_image)], text=True).splitlines()[-1].split()
    assert "PySide6.QtGui" in loaded
    assert {"PySide6.QtWidgets", "pyqtgraph", "cnnviz.app"}.isdisjoint(loaded)
    code = "import atexit, sys; atexit.register(lambda: print(*sys.modules))\nfrom cnnviz.__main__ import main; main()"
    loaded = subprocess.check_output([sys.executable, "-c", code, "--help"], text=True).splitlines()[-1].split()
    assert {"PySide6", "numpy", "importlib.metadata"}.isdisjoint(loaded)


def test_the_source_of_what_is_imported_is_not_read() -> None:
    """PySide6 would, for each module after it; what keeps it from that reaches into a part that may be renamed."""
    code = (
        "import linecache; from cnnviz.cli.window import hasten_imports; hasten_imports();"
        "from cnnviz.ui.theme import Look; import cnnviz.ui.theme as t; print(t.__file__ in linecache.cache)"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "False\n"


def test_a_reader_that_goes_away_is_no_fault(x_image: Path) -> None:
    command = [sys.executable, "-m", "cnnviz", "votes", *[str(x_image)] * 50]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1


_INTERRUPTED = """
import signal
from PySide6.QtCore import QCoreApplication, QTimer
from cnnviz.cli.window import open_window
from cnnviz.ui import application

def interrupt():
    try:
        signal.raise_signal(signal.SIGINT)
    finally:
        QCoreApplication.exit(7)

class Running(application.Running):
    def start(self):
        super().start()
        self.completed.connect(lambda: QTimer.singleShot(0, interrupt))

application.Running = Running
raise SystemExit(open_window(None))
"""


def test_ctrl_c_ends_the_window_at_once(tmp_path: Path) -> None:
    """It broke off whatever slot was running, with a traceback, and the window went on."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}
    command = [sys.executable, "-c", _INTERRUPTED]
    ended = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert ended.returncode not in {0, 1, 7}
    assert "Traceback" not in ended.stderr


class FullDisk(io.StringIO):
    """What a file on a full disk is to those who print into it."""

    def write(self, text: str) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def fileno(self) -> int:
        return os.open(os.devnull, os.O_WRONLY)


def test_an_answer_that_finds_no_room_is_one_line_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", FullDisk())
    assert main(["lesson"]) == 2
    assert capsys.readouterr().err == (
        "cnnviz: what is printed cannot be written: the disk is full; make room, or choose another place.\n"
    )


def test_a_sign_that_the_output_cannot_say_is_no_fault(
    x_image: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.BytesIO()
    # As on Windows, where it is not shown but kept in a file.
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="cp1252"))
    image = x_image.rename(tmp_path / "“ж”.png")
    assert main(["votes", str(image)]) == 0
    assert written.getvalue().decode("cp1252") == f"{tmp_path}{os.sep}“\\u0436”.png: X (X 1.00, O 0.55){os.linesep}"


def test_on_windows_a_pattern_stands_for_the_images_that_it_fits(x_image: Path, blank_image: Path) -> None:
    pattern, missing = str(x_image.with_name("*.png")), str(x_image.with_name("no*.png"))
    assert list(images_meant([pattern, missing], "win32")) == [str(blank_image), str(x_image), missing]
    assert list(images_meant([pattern], "linux")) == [pattern]
    assert list(images_meant(["x[1].png", "*.nothing"], "win32")) == ["x[1].png", "*.nothing"]


@pytest.mark.parametrize(("system", "platform"), [("win32", None), ("darwin", "offscreen"), ("linux", "offscreen")])
def test_on_windows_fonts_are_the_screens(system: str, platform: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    choose_platform(system)
    assert os.environ.get("QT_QPA_PLATFORM") == platform


def test_with_nowhere_to_print_all_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["lesson"]) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows says that there is no such file")
def test_a_name_that_the_system_refuses_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["n" * 300]) == 2
    assert capsys.readouterr().err.endswith("cannot be used: the name is too long; choose a shorter one.\n")
