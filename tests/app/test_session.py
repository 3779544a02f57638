"""The rules that join the state and the worker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from cnnviz.app.session import Session
from cnnviz.app.store import Store
from cnnviz.app.worker import Worker, answering, computed
from cnnviz.engine.network import Network
from cnnviz.model.document import Document, Settings, with_picture, with_settings
from cnnviz.model.networks import lecture_document, smiley_document
from cnnviz.model.numbers import NumberStyle
from tests.app.gates import PATIENCE, Broken, Gate


@pytest.fixture
def store() -> Store:
    return Store(lecture_document())


@pytest.fixture
def session(qtbot: QtBot, store: Store) -> Iterator[Session]:
    session = Session(store, Worker(answering(computed)))
    yield session
    session.stop()


def shows_its_document(store: Store) -> bool:
    """Whether the trace was computed from the very picture and network of the document."""
    trace, document = store.state.trace, store.state.document
    return (
        trace is not None and trace.network is document.network and np.array_equal(trace.picture[0], document.picture)
    )


def inverted(document: Document) -> Document:
    return with_picture(document, -document.picture)


def test_the_first_document_is_computed_at_the_start(qtbot: QtBot, store: Store, session: Session) -> None:
    session.start()
    qtbot.waitUntil(lambda: shows_its_document(store))
    assert store.state.trace is not None
    assert store.state.trace.votes == pytest.approx([1.0, 5 / 9])


def test_edits_undo_redo_and_opening_are_each_computed(qtbot: QtBot, store: Store, session: Session) -> None:
    session.start()
    qtbot.waitUntil(lambda: shows_its_document(store))
    for change in (
        lambda: store.edit("Invert", inverted),
        lambda: store.edit("Choose", lambda _: smiley_document()),
        store.undo,
        store.undo,
        store.redo,
        lambda: store.open(smiley_document()),
    ):
        change()
        assert not shows_its_document(store)
        qtbot.waitUntil(lambda: shows_its_document(store))


def test_what_leaves_picture_and_network_alone_is_not_computed_anew(
    qtbot: QtBot, store: Store, session: Session
) -> None:
    session.start()
    qtbot.waitUntil(lambda: shows_its_document(store))
    trace = store.state.trace
    store.look(zoom=2.0)
    store.edit("Round", lambda d: with_settings(d, Settings(NumberStyle.ROUNDED)))
    store.edit("Name", lambda d: replace(d, filter_names=("a", "b", "c")))
    session.stop()
    assert store.state.trace is trace


def test_a_late_trace_never_mixes_with_a_newer_network(qtbot: QtBot, store: Store, session: Session) -> None:
    gate = Gate()
    gated = Network((1, 9, 9), (gate, *store.state.document.network.layers), ("X", "O"))
    session.start()
    store.edit("Gate", lambda d: replace(d, network=gated))
    assert gate.entered.wait(PATIENCE)
    store.open(smiley_document())
    with qtbot.waitSignal(store.changed):
        gate.is_open.set()
    late = store.state.trace
    assert late is not None
    for stage, shape in zip(late.stages, late.network.shapes, strict=True):
        assert stage.shape == shape
    qtbot.waitUntil(lambda: shows_its_document(store))


def test_a_network_that_fails_is_said_and_the_next_one_is_computed(
    qtbot: QtBot, store: Store, session: Session
) -> None:
    session.start()
    broken = Network((1, 9, 9), (Broken(),))
    store.edit("Break", lambda d: replace(d, network=broken))
    qtbot.waitUntil(lambda: store.state.notice is not None and store.state.notice.is_problem)
    store.undo()
    assert store.state.notice is None
    qtbot.waitUntil(lambda: shows_its_document(store))


def test_a_thousand_edits_end_with_the_last_one_shown(qtbot: QtBot, store: Store, session: Session) -> None:
    session.start()
    for value in range(1000):
        store.edit("Draw", partial(with_picture, picture=np.full((9, 9), value / 1000)), "one stroke")
    qtbot.waitUntil(lambda: shows_its_document(store))
    assert len(store.state.history.past) == 1
