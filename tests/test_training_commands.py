"""`cnnviz train` and `cnnviz evaluate` as a person types them."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnnviz.__main__ import main
from cnnviz.cli import train as command
from cnnviz.cli.progress_line import ProgressLine
from cnnviz.engine.layers import Conv2d, Softmax
from cnnviz.engine.samples import DEFAULT, draw_samples
from cnnviz.engine.training import Progress, train
from cnnviz.model.document import Coding, with_network
from cnnviz.model.files.document_file import load, save
from cnnviz.model.networks import lecture_document
from cnnviz.model.samples.exporting import write_arrays, write_folder
from cnnviz.ui.image_files import write_grey

pytestmark = pytest.mark.usefixtures("qapp")

QUICK = ("--samples", "300", "--epochs", "3")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    samples = draw_samples(40, (28, 28), DEFAULT, np.random.default_rng(1))
    write_folder(samples, Coding.SIGNED, tmp_path / "data", write_grey)
    return tmp_path / "data"


def run(*arguments: object) -> int:
    try:
        return main([str(argument) for argument in arguments])
    except SystemExit as left:  # as the shell sees it
        return int(left.code or 0)


def test_a_network_learns_and_a_seed_repeats_it_to_the_last_bit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, again, other = (tmp_path / f"{name}.cnnviz" for name in ("first", "again", "other"))
    assert run("train", *QUICK, "-o", first) == 0
    said = capsys.readouterr()
    assert said.out.startswith(f"{first}: ")
    assert said.out.endswith("% of 60 test pictures right, learned from 300.\n")
    assert said.err == ""
    assert run("train", *QUICK, "-o", again) == 0
    assert run("train", *QUICK, "--seed", 1, "-o", other) == 0
    assert first.read_text() == again.read_text() != other.read_text()
    network = load(first).network
    assert network.classes == ("X", "O")
    assert isinstance(network.layers[-1], Softmax)
    capsys.readouterr()
    assert run("evaluate", first, "--samples", 200, "--seed", 9, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["accuracy"] > 0.9
    assert answer["right"] == round(200 * answer["accuracy"]) == answer["confusion"][0][0] + answer["confusion"][1][1]
    assert (answer["samples"], answer["classes"]) == (200, ["X", "O"])
    assert np.array(answer["confusion"]).sum(axis=1).tolist() == [100, 100]


def test_evaluation_is_a_sentence_and_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(lecture_document(), tmp_path / "lecture.cnnviz")
    assert run("evaluate", tmp_path / "lecture.cnnviz", "--samples", 50, "--no-centre") == 0
    right, _, legend, head, *rows = capsys.readouterr().out.splitlines()
    assert right.endswith(" of 50")
    assert legend == "Rows: right class. Columns: the network's answer."
    assert head.split() == ["X", "O"]
    assert [sum(map(int, row.split()[1:])) for row in rows] == [25, 25]


def test_a_class_without_pictures_is_told_from_one_that_is_always_mistaken(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(lecture_document(), tmp_path / "lecture.cnnviz")
    for picture in (folder / "O").iterdir():
        picture.unlink()
    assert run("evaluate", tmp_path / "lecture.cnnviz", "--data", folder) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "O: no pictures of this class."


def test_a_dial_by_itself_makes_it_harder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(lecture_document(), tmp_path / "lecture.cnnviz")
    right = []
    for noise in (0.0, 0.3):
        assert run("evaluate", tmp_path / "lecture.cnnviz", "--samples", 200, "--noise", noise, "--json") == 0
        right.append(json.loads(capsys.readouterr().out)["right"])
    assert right[0] > right[1]


def test_a_persons_own_images_are_learned_and_judged(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "X" / "broken.png").write_bytes(b"nothing")
    output = tmp_path / "own.cnnviz"
    assert run("train", "--data", folder, "--grid", "12x14", "--filters", 2, 3, "--kernel", 2, "-o", output) == 0
    said = capsys.readouterr()
    assert said.out.endswith("of 8 test pictures right, learned from 32.\n")
    assert said.err.startswith("cnnviz: Left out of X: “broken.png”")
    assert said.err.count("\n") == 1
    document = load(output)
    assert document.grid == (12, 14)
    assert run("train", "--data", folder, "--level", "default", "-o", tmp_path / "more.cnnviz") == 0
    assert capsys.readouterr().out.endswith("of 8 test pictures right, learned from 160.\n")
    assert [layer.weight.shape for layer in document.network.layers if isinstance(layer, Conv2d)] == [
        (2, 1, 2, 2),
        (3, 2, 2, 2),
    ]
    assert run("evaluate", output, "--data", folder, "--json") == 0
    assert json.loads(capsys.readouterr().out)["samples"] == 40


def test_training_goes_on_with_a_saved_document_and_keeps_its_picture(tmp_path: Path) -> None:
    begun, better = tmp_path / "begun.cnnviz", tmp_path / "better.cnnviz"
    save(lecture_document(), begun)
    assert run("train", *QUICK, "--network", begun, "--learning-rate", 0.01, "--digits", 4, "-o", better) == 0
    before, after = load(begun), load(better)
    assert np.array_equal(after.picture, before.picture)
    assert after.filter_names == before.filter_names
    old, new = before.network.layers[0].parameters["weight"], after.network.layers[0].parameters["weight"]
    assert 0.01 < np.abs(new - old).max() < 1.0
    assert all(len(f"{abs(value):.10f}".strip("0").rstrip("0").replace(".", "").lstrip("0")) <= 4 for value in new.flat)


def interrupted_after(steps: int) -> Any:
    """`train`, with Ctrl+C pressed in the step after so many."""

    def stopped(*arguments: Any) -> Iterator[Progress]:
        for progress in train(*arguments):
            if progress.step > steps:
                raise KeyboardInterrupt
            yield progress

    return stopped


def test_ctrl_c_keeps_what_was_learned_so_far(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "train", interrupted_after(15))
    output = tmp_path / "part.cnnviz"
    assert run("train", *QUICK, "-o", output) == 130
    said = capsys.readouterr()
    assert said.err == f"cnnviz: Stopped in epoch 2 of 3; what was learned so far is in {output}.\n"
    assert load(output).network.layers[0].parameters["weight"].any()


def test_ctrl_c_before_the_first_step_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "train", interrupted_after(0))
    assert run("train", *QUICK, "-o", tmp_path / "none.cnnviz") == 130
    assert capsys.readouterr().err == "cnnviz: Stopped before anything was learned; no file was written.\n"
    assert not (tmp_path / "none.cnnviz").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "--samples or --data is missing"),
        (("--samples", 0), "--samples takes a whole number from 1 to 1000000, not “0”"),
        (("--samples", "many"), "--samples takes a whole number from 1 to 1000000, not “many”"),
        (("--samples", 1), "pictures of one class only"),
        (("--samples", 9, "--level", "silly"), "“silly” is no --level: choose from "),
        (("--samples", 9, "--grid", "2x2"), "3 to 64 rows and columns; try"),
        (("--samples", 9, "--grid", "4", "--filters", 2, 2), "but gets 1x1. Try a smaller --kernel,"),
        (("--samples", 9, "--seed", -1), "--seed takes a whole number from 0 to"),
        (("--samples", 9, "--learning-rate", 0), "With a learning rate of 0 nothing would change"),
        (("--samples", 9, "--learning-rate", -1), "The learning rate must be a number above 0"),
        (("--samples", 9, "--learning-rate", "nan"), "The learning rate must be a number above 0"),
        (("--samples", 9, "--learning-rate", "fast"), "--learning-rate takes a number, not “fast”"),
        (("--samples", 90, "--learning-rate", 1e9), "rate 1e+09 is too large. Try --learning-rate 0.03.\n"),
        (("--samples", 90, "--learning-rate", 1e9, "--weight-decay", 1), "0.03 or --weight-decay 0.\n"),
        (("--samples", 9, "--data", "x"), "--samples and --data do not go together: leave one of them out"),
        (("--samples", 9, "--noise", 2), "The dial for noise goes from 0 to 1, not 2."),
        (("--data", "nowhere"), "“nowhere” is not there"),
        (("--samples", 9, "--network", "nowhere.cnnviz"), "“nowhere.cnnviz” cannot be opened"),
        (("--samples", 9, "--network", "a.cnnviz", "--grid", "9"), "--network has a grid and filters of its own"),
    ],
)
def test_what_cannot_be_trained_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[object, ...], sentence: str
) -> None:
    assert run("train", *arguments, "-o", tmp_path / "x.cnnviz") == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert said.startswith("cnnviz: ")
    assert said.count("\n") == 1
    assert not (tmp_path / "x.cnnviz").exists()


def test_a_network_that_is_out_of_bounds_to_begin_with_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = lecture_document()
    conv, *others = document.network.layers
    larger = conv.with_parameters({"weight": conv.parameters["weight"] * 1e308})
    save(with_network(document, document.network.with_layers((larger, *others))), tmp_path / "large.cnnviz")
    assert run("train", "--samples", 90, "--network", tmp_path / "large.cnnviz", "-o", tmp_path / "x.cnnviz") == 2
    assert capsys.readouterr().err.endswith("the first weights are too large. Leave out --network.\n")


@pytest.mark.parametrize("output", ["x.png", "nowhere/x.cnnviz", "folder.cnnviz"])
def test_where_nothing_can_be_written_is_said_before_the_training(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], output: str
) -> None:
    (tmp_path / "folder.cnnviz").mkdir()
    assert run("train", "--samples", 1_000_000, "-o", tmp_path / output) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("closed", ["the file", "the folder"])
def test_a_place_without_permission_is_said_before_the_training(
    closed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (output := tmp_path / "work.cnnviz").write_text("kept")
    shut, allowed = output if closed == "the file" else tmp_path, os.access

    # Whoever runs the tests may be allowed everything.
    def access(path: Path, mode: int) -> bool:
        return allowed(path, mode) and (path != shut or mode != os.W_OK)

    monkeypatch.setattr(os, "access", access)
    assert run("train", "--samples", 1_000_000, "-o", output) == 2
    assert capsys.readouterr().err == (
        "cnnviz: “work.cnnviz” cannot be written: you have no permission for it; choose another file or folder.\n"
    )


def test_dials_say_nothing_of_pictures_that_are_judged_as_they_are(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(lecture_document(), tmp_path / "xo.cnnviz")
    for dial in (("--level", "hard"), ("--noise", 0.1)):
        assert run("evaluate", tmp_path / "xo.cnnviz", "--data", folder, *dial) == 2
        assert "--level and the dials are of generated pictures" in capsys.readouterr().err


def test_data_of_other_classes_than_the_networks_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(lecture_document(), tmp_path / "xo.cnnviz")
    digits = draw_samples(6, (9, 9), DEFAULT, np.random.default_rng(1))
    np.savez(tmp_path / "digits.npz", images=np.moveaxis(digits.pictures[0], -1, 0), labels=digits.labels)
    assert run("evaluate", tmp_path / "xo.cnnviz", "--data", tmp_path / "digits.npz") == 2
    assert capsys.readouterr().err.startswith("cnnviz: There are samples of 0, 1, but the network knows X, O;")
    write_arrays(digits, Coding.SIGNED, tmp_path / "named.npz")
    assert run("evaluate", tmp_path / "xo.cnnviz", "--data", tmp_path / "named.npz") == 0


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_progress_line_draws_over_itself_on_a_terminal_and_is_silent_in_a_file() -> None:
    terminal, file = Terminal(), io.StringIO()
    for stream in (terminal, file):
        line = ProgressLine(stream)
        line.show(0.5, "epoch 1 of 2, a long text")
        line.show(0.6, "too soon after the last to be drawn")
        line.show(1.0, "done")
        line.end()
    assert file.getvalue() == ""
    _, half, whole = terminal.getvalue().split("\r")
    assert half.startswith("[############------------]  50%, 0:0")
    assert whole.startswith("[########################] 100%, 0:00 left, done")
    assert len(whole.rstrip("\n")) == len(half)
    assert whole.endswith(" \n")


def test_without_a_terminal_python_may_have_nowhere_to_say_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert run("train", "--samples", 50, "--epochs", 1, "-o", tmp_path / "x.cnnviz") == 0
    assert run("export", "-o", tmp_path / "votes.gif", "--stage", "Votes", "--speed", 8) == 0


def test_where_nobody_can_say_how_far_it_is_the_progress_line_says_what_is_done() -> None:
    terminal = Terminal()
    line = ProgressLine(terminal)
    line.show(None, "packing the frames")
    assert terminal.getvalue() == "\rpacking the frames …"


@pytest.mark.parametrize("command", [("votes", "x.png", "--network"), ("evaluate", "--samples", 9)])
def test_a_network_without_votes_cannot_be_asked(
    command: tuple[object, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document, path = lecture_document(), tmp_path / "maps.cnnviz"
    maps = replace(document.network, layers=document.network.layers[:2], classes=())
    save(with_network(document, maps), path)
    assert run(*command, path) == 2
    said = f"cnnviz: The network in “{path}” names no classes, so it has no votes: choose another document.\n"
    assert capsys.readouterr() == ("", said)
