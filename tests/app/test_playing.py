"""The step player moves by itself only while it plays, keeps its place, and leaves no clock behind."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from cnnviz.app.playing import Playing
from cnnviz.app.store import Store
from cnnviz.engine.layers import Conv2d, Flatten, Linear, MaxPool2d, ReLU
from cnnviz.engine.network import Network
from cnnviz.model.concealment import concealment
from cnnviz.model.document import Document, with_picture
from cnnviz.model.networks import lecture_document
from cnnviz.model.player.script import Span
from cnnviz.model.view import Panel, Probe


def tiny_document() -> Document:
    """A way that is played in two seconds: 4, 4, 1, 1 and 2 values."""
    filters = np.arange(4.0).reshape(1, 1, 2, 2)
    layers = (Conv2d(filters), ReLU(), MaxPool2d(), Flatten(), Linear(np.array([[1.0], [-1.0]])))
    network = Network((1, 3, 3), layers, ("X", "O"))
    return replace(lecture_document(), network=network, picture=np.eye(3))


class Bench:
    def __init__(self, document: Document) -> None:
        self.store = Store(document)
        self.playing = Playing(self.store)

    @property
    def is_ticking(self) -> bool:
        return any(timer.isActive() for timer in self.playing.findChildren(QTimer))

    @property
    def position(self) -> int:
        assert self.playing.head is not None
        return self.playing.head.position


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(lecture_document())


def test_it_opens_at_the_start_of_the_whole_way_and_waits(bench: Bench) -> None:
    bench.store.look(hidden=frozenset({Panel.STAGES, Panel.LESSON}))
    bench.playing.open()
    head = bench.playing.head
    assert head is not None
    assert (head.span, head.position, head.playing) == (Span.WAY, 0, False)
    assert bench.store.state.view.hidden == {Panel.LESSON}
    assert not bench.is_ticking


@pytest.mark.parametrize(
    ("pinned", "span", "stage", "of_map"),
    [(Probe(3, (1, 2, 2)), Span.MAP, 3, 1), (Probe(5, (7,)), Span.STAGE, 5, 0), (Probe(0, (0, 1, 1)), Span.WAY, 1, 0)],
)
def test_it_opens_where_a_value_is_pinned_and_lets_it_go(
    bench: Bench, pinned: Probe, span: Span, stage: int, of_map: int
) -> None:
    bench.store.look(pinned=pinned)
    bench.playing.open()
    head = bench.playing.head
    assert head is not None
    assert (head.span, head.stage, head.of_map, head.position) == (span, stage, of_map, 0)
    assert bench.store.state.view.pinned is None


def test_what_is_asked_about_is_what_it_has_come_to(bench: Bench) -> None:
    bench.playing.open()
    assert bench.store.state.view.probe is None
    bench.playing.step_on()
    assert bench.store.state.view.probe == Probe(1, (0, 0, 0))
    bench.store.look(pinned=Probe(0, (0, 4, 4)))
    bench.playing.step_on()
    assert bench.store.state.view.probe == Probe(1, (0, 0, 1))
    bench.playing.go_to_value(4, (2, 1, 0))
    assert bench.store.state.view.probe == Probe(4, (2, 1, 0))
    bench.playing.step_back()
    assert bench.store.state.view.probe == Probe(4, (2, 0, 1))


def test_another_map_is_gone_to_where_one_is_played(bench: Bench) -> None:
    bench.store.look(pinned=Probe(1, (0, 0, 0)))
    bench.playing.open()
    bench.playing.go_to_value(2, (1, 3, 3))
    head = bench.playing.head
    assert head is not None
    assert (head.span, head.stage, head.of_map) == (Span.MAP, 2, 1)
    assert bench.store.state.view.probe == Probe(2, (1, 3, 3))


@pytest.mark.parametrize("span", Span)
def test_how_much_is_played_can_be_changed_on_the_way(bench: Bench, span: Span) -> None:
    bench.playing.open()
    bench.playing.go_to_value(3, (1, 2, 3))
    bench.playing.set_span(span)
    assert bench.store.state.view.probe == Probe(3, (1, 2, 3))
    bench.playing.go_to_start()
    bench.playing.set_span(Span.WAY)
    assert bench.position == 0


def test_drawing_keeps_the_place(bench: Bench) -> None:
    bench.playing.open()
    bench.playing.go_to(20)
    bench.playing.set_fine(True)
    bench.playing.step_on()
    before = bench.playing.head
    bench.store.edit("Draw", lambda document: with_picture(document, -document.picture))
    assert bench.playing.head is before


def test_it_plays_to_the_end_and_everything_is_there(qtbot: QtBot) -> None:
    bench = Bench(tiny_document())
    bench.playing.open()
    bench.playing.set_speed(8.0)
    bench.playing.play_or_pause()
    assert bench.is_ticking
    with qtbot.waitSignal(
        bench.store.changed, timeout=5000, check_params_cb=lambda _, new: new.view.probe == Probe(5, (1,))
    ):
        pass
    assert bench.playing.head is not None
    assert not bench.playing.head.playing
    assert not bench.is_ticking
    state = bench.store.state
    assert not any(mask is not None for mask in concealment(state.document.network, state.view))
    # Played again, it begins anew.
    bench.playing.play_or_pause()
    assert bench.position == 0
    bench.playing.play_or_pause()


def test_it_pauses_and_stops_when_it_is_closed(bench: Bench) -> None:
    bench.playing.open()
    bench.playing.play_or_pause()
    bench.playing.play_or_pause()
    assert not bench.is_ticking
    bench.playing.play_or_pause()
    bench.playing.close()
    assert not bench.is_ticking
    assert bench.store.state.view.probe is None
    for act in (bench.playing.play_or_pause, bench.playing.step_on, bench.playing.go_to_end):
        act()
    assert bench.playing.head is None


def test_eight_times_the_speed_is_an_eighth_of_the_wait(bench: Bench) -> None:
    bench.playing.open()
    bench.playing.play_or_pause()
    (timer,) = bench.playing.findChildren(QTimer)
    assert timer.interval() == 500
    bench.playing.set_speed(8.0)
    assert timer.interval() == round(500 / 8)
    bench.playing.set_fine(True)
    assert timer.interval() == round(1000 / 1.5 / 8)
    bench.playing.close()
