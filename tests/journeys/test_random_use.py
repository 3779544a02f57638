"""Whatever a hand does, nothing breaks, nothing is left behind, and undo leads all the way back."""

from __future__ import annotations

import gc
import threading
import weakref
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.model.document import with_picture
from cnnviz.model.files.document_file import save
from cnnviz.model.history import LONGEST
from cnnviz.model.networks import SHIPPED, lecture_document
from cnnviz.model.view import Panel
from cnnviz.ui.application import Running
from tests.everything import open_every_page, open_everything
from tests.monkey import Monkey

DEEDS = 500
_PAGES_WITH_A_THREAD = 9


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, ...]:
    """A document, one cut short, and nothing at all."""
    whole, cut = tmp_path / "whole.cnnviz", tmp_path / "cut.cnnviz"
    save(SHIPPED[1].make(), whole)
    cut.write_bytes(whole.read_bytes()[:100])
    return whole, cut, tmp_path / "nowhere.cnnviz"


@pytest.mark.parametrize("seed", range(3))
def test_random_use(running: Running, qtbot: QtBot, files: tuple[Path, ...], seed: int) -> None:
    monkey = Monkey(running, seed, files)
    for _ in range(DEEDS):
        monkey.act()
        history = running.store.state.history
        assert len(history.past) <= LONGEST
    assert running.window.isVisible()
    _answers(running, qtbot)


@pytest.mark.parametrize("seed", range(10, 12))
def test_undo_leads_back_to_the_first_document(running: Running, qtbot: QtBot, seed: int) -> None:
    store, first = running.store, running.store.state.document
    actions = running.window.actions_
    # Each of them begins another work: what led there cannot be undone.
    monkey = Monkey(running, seed, avoids=(actions.new, actions.open, actions.lesson))
    for _ in range(150):
        monkey.act()
    assert 0 < len(store.state.history.past) < LONGEST
    last, steps = store.state.document, len(store.state.history.past)
    for _ in range(steps):
        store.undo()
    assert store.state.document is first
    for _ in range(steps):
        store.redo()
    assert store.state.document is last
    _answers(running, qtbot)


def test_random_use_leaves_no_widget_and_no_thread(running: Running, qtbot: QtBot) -> None:
    open_everything(running)
    monkey = Monkey(running, seed=99)
    for _ in range(100):
        monkey.act()
    before, threads = _widgets(running), threading.active_count()
    for _ in range(200):
        monkey.act()
    running.store.open(lecture_document())
    _answers(running, qtbot)
    # Each page's thread is there once the page has been used, and then it is the only one.
    assert threading.active_count() <= threads + _PAGES_WITH_A_THREAD
    # Menus and entries are made when first used; what grows with use would be far more than these.
    assert len(_widgets(running)) <= len(before) + 40


def test_the_work_before_is_forgotten(running: Running, qtbot: QtBot) -> None:
    store, hidden = running.store, running.store.state.view.hidden
    store.edit("Draw", lambda document: with_picture(document, -document.picture))
    open_every_page(running)
    store.look(hidden=hidden - {Panel.LESSON}, notes=True)
    store.look(hidden=hidden, notes=False)
    history, document = weakref.ref(store.state.history), weakref.ref(store.state.document)
    store.open(lecture_document())
    _answers(running, qtbot)
    gc.collect()
    assert (history(), document()) == (None, None)


def _answers(running: Running, qtbot: QtBot) -> None:
    """The worker still answers, and what is shown belongs to the document."""
    store = running.store
    qtbot.waitUntil(
        lambda: (
            store.state.trace is not None
            and store.state.trace.network is store.state.document.network
            and bool((store.state.trace.picture[0] == store.state.document.picture).all())
        )
    )


def _widgets(running: Running) -> list[QWidget]:
    QApplication.processEvents()
    return running.window.findChildren(QWidget)
