from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.app.store import Store
from cnnviz.model.experiments import EXPERIMENTS
from cnnviz.model.networks import lecture_document
from cnnviz.ui.binding.experiments import ExperimentsBinding
from cnnviz.ui.experiments import ExperimentsPage, Row
from cnnviz.ui.theme import DARK, Look

LEFT = Qt.MouseButton.LeftButton


class Bench:
    """The page with all that stands behind it."""

    def __init__(self) -> None:
        self.page = ExperimentsPage([experiment.title for experiment in EXPERIMENTS])
        self.store = Store(lecture_document())
        self.binding = ExperimentsBinding(self.store, self.page)

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, LEFT)


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    bench = Bench()
    qtbot.addWidget(bench.page)
    bench.page.resize(615, 245)
    bench.page.show()
    yield bench
    bench.binding.stop()


def test_an_experiment_runs_to_its_end_and_a_network_is_taken_and_given_back(bench: Bench, qtbot: QtBot) -> None:
    before = bench.store.state.document
    bench.click(bench.page.buttons[1])
    bench.click(bench.page.run)
    assert bench.page.run.text() == "Stop"
    qtbot.waitUntil(lambda: not bench.binding.is_running)
    assert bench.page.run.text() == "Train and compare"
    shares = [share for shares in bench.page.rows.shares for share in shares]
    assert all(share is not None and share > 0.6 for share in shares)
    accuracies = tuple((share,) for share in shares if share is not None)
    said = EXPERIMENTS[1].conclusion(accuracies, 400)
    assert said in [label.text() for label in bench.page.findChildren(QLabel)]
    assert bench.store.state.document is before
    buttons = bench.page.rows.findChildren(QToolButton)
    bench.click(buttons[2])
    assert bench.store.state.history.undo_name == "Take “Three filters that learn”"
    bench.store.undo()
    assert bench.store.state.document is before


def test_a_run_that_is_stopped_says_nothing_more(bench: Bench, qtbot: QtBot) -> None:
    bench.click(bench.page.run)
    qtbot.waitUntil(lambda: bool(bench.page.rows.shares))
    bench.click(bench.page.run)
    assert not bench.binding.is_running
    shown = bench.page.rows.shares
    # The thread answers again only for another question; what the first still had to say is not shown.
    bench.click(bench.page.buttons[2])
    assert shown
    assert bench.page.rows.shares == []
    bench.binding.stop()
    assert bench.page.rows.shares == []


def test_a_network_still_learning_cannot_be_taken(bench: Bench, qtbot: QtBot) -> None:
    bench.click(bench.page.run)
    qtbot.waitUntil(lambda: bool(bench.page.rows.shares))
    assert not any(button.isEnabled() for button in bench.page.rows.findChildren(QToolButton))


def test_nothing_scrolls_where_all_that_is_said_has_room(bench: Bench, qtbot: QtBot) -> None:
    page = bench.page
    page.set_look(Look())
    page.show_experiment(2, EXPERIMENTS[2].question)
    page.show_rows([Row(name, (("Hard pictures", 0.9),)) for name in ("Convolution", "Dense", "Dense, shuffled")])
    page.show_lesson(EXPERIMENTS[2].conclusion(((0.97,), (0.965,), (0.9,), (0.9,)), 400))
    area = page.findChild(QScrollArea)
    assert area is not None
    content, room = area.widget(), area.viewport()
    assert content is not None
    qtbot.waitUntil(page.rows.findChildren(QToolButton)[-1].isVisible)
    page.resize(615, page.height() + content.heightForWidth(room.width()) - room.height())
    qtbot.waitUntil(lambda: room.height() == content.heightForWidth(room.width()))
    assert area.verticalScrollBar().maximum() == 0


def test_every_look_fits(bench: Bench) -> None:
    bench.page.set_look(Look(DARK, 200))
    assert bench.page.minimumSizeHint().height() < 500
