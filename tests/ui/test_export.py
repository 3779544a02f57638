"""The network exported through the window's own menu and dialog."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from cnnviz.model.document import Document
from cnnviz.model.export.numpy_script import to_numpy
from cnnviz.model.export.onnx_file import to_onnx
from cnnviz.model.export.torch_script import to_torch
from cnnviz.model.networks import lecture_document, smiley_document
from cnnviz.ui.application import Running
from tests.ui.dialogs import Answer, choosing, escaping


@pytest.fixture
def running(used: Running) -> Running:
    """One window for all of them: what a test is about it brings about itself."""
    return used


def choosing_kind(index: int, folder: Path) -> Answer:
    """Choose a kind of file by the list of them, in `folder`, and agree to the name that is suggested."""

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        dialog.setDirectory(str(folder))
        kinds, edit = dialog.findChild(QComboBox, "fileTypeCombo"), dialog.findChild(QLineEdit, "fileNameEdit")
        assert kinds is not None
        assert edit is not None
        kinds.setCurrentIndex(index)
        kinds.activated.emit(index)
        QApplication.processEvents()
        dialog.accept()

    return Answer(choose)


def export(running: Running, qtbot: QtBot) -> None:
    """Choose it from the menu, and wait until the file is written."""
    running.window.actions_.export_network.trigger()
    qtbot.waitUntil(lambda: not running.files.exporter.is_busy)


def notice(running: Running) -> str:
    assert running.store.state.notice is not None
    return running.store.state.notice.text


def test_the_kind_that_is_chosen_is_written_beside_the_work(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    document = lecture_document()
    expected = (
        ("numpy.py", to_numpy(document).encode()),
        ("torch.py", to_torch(document).encode()),
        ("onnx.onnx", to_onnx(document.network, document.coding)),
    )
    for index, (name, content) in enumerate(expected):
        (folder := tmp_path / str(index)).mkdir()
        running.store.open(document, (folder / name).with_suffix(".cnnviz"))
        asked = choosing_kind(index, folder)
        export(running, qtbot)
        assert asked.text == "Export the network"
        assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [(name, content)]
        assert notice(running) == f"Exported as “{name}”."


def test_the_ending_that_is_typed_says_what_is_written(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    choosing(tmp_path / "network.onnx")
    export(running, qtbot)
    document = lecture_document()
    assert (tmp_path / "network.onnx").read_bytes() == to_onnx(document.network, document.coding)


def test_a_name_without_an_ending_gets_one_and_the_script_runs(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    choosing(tmp_path / "lecture")
    export(running, qtbot)
    printed = subprocess.check_output([sys.executable, tmp_path / "lecture.py"], text=True)
    assert printed.endswith("X: 1.00 (1.0)\nO: 0.55 (0.5555555555555556)\n")


def test_a_name_with_a_dot_in_it_gets_an_ending_too(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    choosing(tmp_path / "lecture 1.2")
    export(running, qtbot)
    assert [path.name for path in tmp_path.iterdir()] == ["lecture 1.2.py"]
    # Written anew, it would be another.
    before = (tmp_path / "lecture 1.2.py").stat().st_ino
    choosing(tmp_path / "lecture 1.2", then=escaping)
    running.window.actions_.export_network.trigger()
    assert (tmp_path / "lecture 1.2.py").stat().st_ino == before
    assert not running.files.exporter.is_busy


def test_an_export_changes_nothing_of_the_work(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    history, path = running.store.state.history, running.store.state.path
    choosing(tmp_path / "lecture.py")
    export(running, qtbot)
    escaping()
    export(running, qtbot)
    assert running.store.state.history is history
    assert running.store.state.path is path
    assert [path.name for path in tmp_path.iterdir()] == ["lecture.py"]


def test_what_cannot_be_written_is_said(
    running: Running, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnx", None)
    monkeypatch.delitem(sys.modules, "cnnviz.model.export.onnx_file")
    choosing(tmp_path / "lecture.onnx")
    export(running, qtbot)
    assert notice(running).startswith("Writing ONNX needs the package onnx: install it with ")
    assert list(tmp_path.iterdir()) == []


def test_the_hand_does_not_wait_for_a_file_that_takes_long(
    running: Running, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()

    def slow(document: Document) -> str:
        assert gate.wait(10)
        return to_numpy(document)

    monkeypatch.setattr("cnnviz.model.export.numpy_script.to_numpy", slow)
    choosing(tmp_path / "lecture.py")
    running.window.actions_.export_network.trigger()
    assert notice(running) == "Writing “lecture.py” …"
    choosing(tmp_path / "other.py")
    running.window.actions_.export_network.trigger()
    assert notice(running) == "“lecture.py” is still being written: wait a moment."
    running.store.edit("Smiley", lambda _: smiley_document())
    gate.set()
    qtbot.waitUntil(lambda: not running.files.exporter.is_busy)
    assert [path.name for path in tmp_path.iterdir()] == ["lecture.py"]
    # What was asked for is what there was when it was asked for.
    assert (tmp_path / "lecture.py").read_text(encoding="utf-8") == to_numpy(lecture_document())
