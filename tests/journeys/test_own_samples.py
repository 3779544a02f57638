"""A lecturer collects samples, trains on them, keeps them in a file, and takes them to another network."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from cnnviz.app.training import Amount
from cnnviz.model.networks import SHIPPED
from cnnviz.ui.application import Running
from cnnviz.ui.samples import SamplesPage
from tests.ui.dialogs import choosing
from tests.ui.hands import LEFT


def samples_page(running: Running) -> SamplesPage:
    running.window.actions_.learn.trigger()
    running.window.learning.setCurrentIndex(0)
    page = running.window.learning.findChild(SamplesPage)
    assert page is not None
    return page


def test_samples_are_collected_trained_on_saved_and_taken_along(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    page, store = samples_page(running), running.store
    for place, label in ((0, 0), (1, 1), (2, 0), (3, 0)):
        running.window.draw_panel.presets.preset_chosen.emit(place)
        QTest.mouseClick(page.collection.rows[label].keep, LEFT)
    page.generator.count.selectAll()
    QTest.keyClicks(page.generator.count, "0")
    QTest.keyClick(page.generator.count, Qt.Key.Key_Return)
    running.training.go(Amount.EPOCH)
    qtbot.waitUntil(lambda: store.state.run is not None and store.state.order is None)
    run = store.state.run
    assert run is not None
    assert run.epochs == 1
    assert (run.material.training.counts + run.material.test.counts).tolist() == [3, 1]

    choosing(tmp_path / "collected.cnnviz")
    assert running.files.save()
    running.files.new_document()
    assert page.collection.rows[0].count.text() == "0 samples"
    assert page.generator.count.value() == 400
    assert running.files.open_path(tmp_path / "collected.cnnviz")
    assert [row.count.text() for row in page.collection.rows] == ["3 samples", "1 sample"]
    assert page.generator.count.value() == 0

    running.window.actions_.network.chosen.emit(SHIPPED[3])
    assert store.state.document.grid == (28, 28)
    assert [row.count.text() for row in page.collection.rows] == ["3 samples", "1 sample"]
    page.collection.rows[0].view.chosen.emit(0)
    qtbot.waitUntil(lambda: store.state.trace is not None and store.state.trace.picture.shape[1:] == (28, 28))


def test_a_class_renamed_in_the_votes_is_renamed_among_the_samples(running: Running) -> None:
    page = samples_page(running)
    QTest.mouseClick(page.collection.rows[0].keep, LEFT)
    votes = running.window.votes
    edit = next(button for button in votes.findChildren(QPushButton) if button.text() == "Edit")
    QTest.mouseClick(edit, LEFT)
    name = next(field for field in votes.findChildren(QLineEdit) if field.accessibleName().startswith("Name"))
    name.selectAll()
    QTest.keyClicks(name, "cross\r")
    assert [row.keep.text() for row in page.collection.rows] == ["Keep as cross", "Keep as O"]
    assert page.collection.rows[0].count.text() == "1 sample"
