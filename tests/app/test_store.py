"""The one owner of the state: one signal for each change, in order, and a view that always fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject, Slot

from cnnviz.app.state import Notice, State
from cnnviz.app.store import Store
from cnnviz.engine.arrays import Mask
from cnnviz.engine.explain import has_cell
from cnnviz.engine.layers import Conv2d
from cnnviz.engine.network import Network
from cnnviz.model.document import Document, with_picture
from cnnviz.model.lessons.lesson import Lesson, Place, Scene, begun
from cnnviz.model.networks import blank_document, lecture_document, smiley_document
from cnnviz.model.refused import Refused
from cnnviz.model.view import Panel, Probe, View, fit
from tests.engine.networks import networks


class Listener(QObject):
    """Keeps each change that it hears of."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.changes: list[tuple[State, State]] = []
        store.changed.connect(self.on_changed)

    @Slot(object, object)
    def on_changed(self, old: State, new: State) -> None:
        self.changes.append((old, new))


@pytest.fixture
def store() -> Store:
    return Store(lecture_document())


@pytest.fixture
def listener(store: Store) -> Iterator[Listener]:
    listener = Listener(store)
    yield listener
    # Whatever a test did, the changes were one unbroken chain to the present.
    for (_, new), (old, _) in zip(listener.changes, listener.changes[1:], strict=False):
        assert new is old
    assert not listener.changes or listener.changes[-1][1] is store.state


def inverted(document: Document) -> Document:
    return with_picture(document, -document.picture)


def test_an_edit_is_one_change_and_one_step(store: Store, listener: Listener) -> None:
    first = store.state.document
    assert store.edit("Invert", inverted)
    assert len(listener.changes) == 1
    assert store.state.history.undo_name == "Invert"
    assert store.state.is_unsaved
    store.undo()
    assert store.state.document is first
    assert not store.state.is_unsaved
    store.redo()
    assert (store.state.document.picture == -first.picture).all()


def test_what_changes_nothing_is_not_told(store: Store, listener: Listener) -> None:
    store.edit("Nothing", lambda document: document)
    store.undo()
    store.redo()
    store.look(pen_weight=store.state.view.pen_weight, pinned=None)
    assert listener.changes == []
    assert store.state.history.past == ()


def test_a_refused_edit_changes_nothing_and_is_said(store: Store, listener: Listener) -> None:
    document = store.state.document
    assert not store.edit("Spoil", lambda d: with_picture(d, np.full((9, 9), np.nan)))
    assert store.state.document is document
    assert store.state.notice == Notice("A picture holds finite numbers only.", is_problem=True)
    store.edit("Invert", inverted)
    assert store.state.notice is None


def test_what_was_refused_is_said_until_the_hand_goes_on(store: Store) -> None:
    """“Pin a value” stood there in red when one had been pinned."""
    store.tell("Pin a value.", is_problem=True)
    store.look(hovered=Probe(1, (0, 3, 3)))
    assert store.state.notice == Notice("Pin a value.", is_problem=True)
    store.look(pinned=Probe(1, (0, 3, 3)))
    assert store.state.notice is None
    store.tell("Trained for 20 epochs, as asked.")
    store.look(pinned=Probe(1, (0, 3, 4)))
    assert store.state.notice == Notice("Trained for 20 epochs, as asked.")


def test_a_sequence_that_does_not_fit_is_refused_as_well(store: Store) -> None:
    def unfit(document: Document) -> Document:
        return replace(document, network=Network((1, 9, 9), (Conv2d(np.ones((1, 2, 3, 3))),)))

    assert not store.edit("Break", unfit)
    assert store.state.notice is not None
    assert store.state.notice.is_problem


def test_a_fault_of_the_program_is_not_taken_for_a_refusal(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        store.edit("Crash", lambda document: replace(document, picture=document.picture / (1 // 0)))
    assert store.state.history.past == ()


def test_a_whole_stroke_is_one_step(store: Store) -> None:
    stroke = object()
    for column in range(9):
        ink = np.arange(9) <= column
        store.edit("Draw", partial(_draw, ink), stroke)
    assert len(store.state.history.past) == 1
    assert (store.state.document.picture == 1.0).all()


def test_what_is_saved_is_known_through_undo_and_redo(store: Store, tmp_path: Path) -> None:
    store.edit("Invert", inverted)
    store.saved(store.state.document, tmp_path / "a.cnnviz")
    assert not store.state.is_unsaved
    store.undo()
    assert store.state.is_unsaved
    store.redo()
    assert not store.state.is_unsaved
    assert store.state.path == tmp_path / "a.cnnviz"


def test_opening_begins_anew(store: Store, listener: Listener, tmp_path: Path) -> None:
    store.edit("Invert", inverted)
    opened = smiley_document()
    store.open(opened, tmp_path / "b.cnnviz")
    assert (store.state.document, store.state.path, store.state.is_unsaved) == (opened, tmp_path / "b.cnnviz", False)
    store.undo()
    assert store.state.document is opened
    store.open(recovered := lecture_document(), is_saved=False)
    assert store.state.document is recovered
    assert store.state.is_unsaved


def test_when_the_network_changes_what_it_lacks_is_let_go_in_the_same_change(store: Store, listener: Listener) -> None:
    far = Probe(1, (2, 6, 6))
    store.look(pinned=far, hovered=Probe(0, (0, 8, 8)), lit_filter=2, lit_class=1)
    store.edit("Choose", lambda _: smiley_document())
    old, new = listener.changes[-1]
    assert len(listener.changes) == 2
    assert old.view.pinned == far
    assert (new.view.pinned, new.view.hovered, new.view.lit_filter) == (None, None, None)
    assert new.view.lit_class == 1
    store.undo()
    assert store.state.view.pinned is None


def test_a_look_at_what_is_not_there_is_no_look(store: Store, listener: Listener) -> None:
    store.look(hovered=Probe(1, (3, 0, 0)))
    store.look(lit_filter=3, layer=4)
    assert store.state.view.hovered is None
    assert store.state.view.layer == 0
    assert listener.changes == []


@given(networks(), st.builds(Probe, st.integers(-1, 8), st.tuples(*[st.integers(-1, 3)] * 3)), st.integers(-1, 8))
@settings(max_examples=100)
def test_a_view_fits_any_network_after_fitting_and_fitting_again_changes_nothing(
    network: Network, probe: Probe, index: int
) -> None:
    view = View(pinned=probe, hovered=Probe(probe.stage, probe.cell[:1]), layer=max(index, 0), lit_filter=index)
    fitted = fit(view, network)
    for kept in (fitted.pinned, fitted.hovered):
        assert kept is None or has_cell(network, kept.stage, kept.cell)
    convolutions = [at for at, layer in enumerate(network.layers) if isinstance(layer, Conv2d)]
    assert fitted.layer in (convolutions or [0])
    assert fit(fitted, network) is fitted


class Meddler(QObject):
    """Changes the state when it hears of a change, as a binding may."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        store.changed.connect(self.on_changed)

    @Slot(object, object)
    def on_changed(self, old: State, new: State) -> None:
        if new.view.zoom < 5:
            self._store.look(zoom=new.view.zoom + 1)


def test_changes_made_while_a_change_is_told_are_heard_in_order_by_all(store: Store) -> None:
    before, meddler, after = Listener(store), Meddler(store), Listener(store)
    store.edit("Invert", inverted)
    assert store.state.view.zoom == 5
    assert before.changes == after.changes
    assert [new.view.zoom for _, new in after.changes] == [1.0, 2.0, 3.0, 4.0, 5.0]
    assert isinstance(meddler, Meddler)


@given(st.lists(st.sampled_from(["invert", "blank", "smiley", "undo", "redo", "probe", "refuse"]), max_size=30))
@settings(max_examples=40)
def test_after_anything_undoing_everything_returns_the_first_document(moves: list[str]) -> None:
    first = lecture_document()
    store = Store(first)
    listener = Listener(store)
    for move in moves:
        match move:
            case "undo":
                store.undo()
            case "redo":
                store.redo()
            case "probe":
                store.look(pinned=Probe(len(store.state.document.network.layers), (1,)))
            case "refuse":
                store.edit(move, _refuse)
            case "invert":
                store.edit(move, inverted)
            case _:
                shipped = blank_document() if move == "blank" else smiley_document()
                store.edit(move, partial(_choose, shipped))
    for _, new in listener.changes:
        pinned = new.view.pinned
        assert pinned is None or has_cell(new.document.network, pinned.stage, pinned.cell)
    while store.state.history.past:
        store.undo()
    assert store.state.document is first


@pytest.mark.parametrize("begins_there", [True, False])
def test_a_lesson_is_seen_as_written_and_gives_the_panels_back(begins_there: bool) -> None:
    remembered = View(hidden=frozenset({Panel.FILTERS, Panel.LESSON}), pen_weight=3)
    written = View(hidden=frozenset({Panel.VOTES}), concealed=frozenset({2}), pen_weight=2)
    in_lesson = begun(Place(Lesson("One", (Scene("A scene", "", lecture_document(), written),)), 0))
    if begins_there:
        store = Store(in_lesson, view=remembered)
    else:
        store = Store(lecture_document(), view=remembered)
        store.open(in_lesson)
    view = store.state.view
    assert (view.hidden, view.concealed, view.pen_weight) == (written.hidden, written.concealed, 3)
    assert view.usual == remembered.hidden
    store.look(zoom=2.0)
    store.open(lecture_document())
    view = store.state.view
    assert (view.hidden, view.concealed, view.pen_weight) == (remembered.hidden, frozenset(), 3)
    assert view.usual is None


def _refuse(document: Document) -> Document:
    raise Refused("No.")


def _draw(ink: Mask, document: Document) -> Document:
    return with_picture(document, np.where(ink, 1.0, document.picture))


def _choose(other: Document, document: Document) -> Document:
    return other
