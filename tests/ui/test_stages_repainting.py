"""Painting only what changed leaves the same picture as painting everything."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from cnnviz.engine.layers import Conv2d, Layer, Linear
from cnnviz.engine.training import CrossEntropy, gradients
from cnnviz.model.document import Document, Scale, with_network, with_picture, with_settings
from cnnviz.model.networks import lecture_document, smiley_document
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.view import Probe
from cnnviz.ui.binding.stages import StagesBinding
from cnnviz.ui.stages import Stages
from cnnviz.ui.theme import DARK, LIGHT, Look
from tests.ui.test_stages import Bench

#: Of 255: smoothed lines that a clip cuts through come out a shade lighter or darker.
BLURRED = 8
#: What repaints everything, and would paint over what was left stale.
WHOLE = ("settings", "zoom", "theme", "gradients")
#: What repaints some of it.
PARTS = ("draw", "draw", "clear", "weigh", "hover", "leave", "class")
#: What a hand does, one thing after another, and a seed for where it does it.
DEEDS = st.lists(st.tuples(st.sampled_from(PARTS + WHOLE), st.integers(0, 10_000)), min_size=3, max_size=9)


def on_screen(bench: Bench) -> QImage:
    """The viewport as it has been painted bit by bit."""
    return bench.stages.screen().grabWindow(bench.stages.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)


def painted_at_once(bench: Bench) -> QImage:
    """What stages paint that have kept nothing from before."""
    old, fresh = bench.stages, Stages()
    fresh.resize(old.size())
    fresh.set_look(old._styles[0].look)
    StagesBinding(bench.store, bench.playing, fresh).render(None, bench.store.state)
    fresh.horizontalScrollBar().setValue(old.horizontalScrollBar().value())
    fresh.verticalScrollBar().setValue(old.verticalScrollBar().value())
    image = fresh.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    delete(fresh)
    return image


def differing(one: QImage, other: QImage) -> int:
    """By how much, of 255, the two differ where they differ most."""
    assert one.size() == other.size()
    first, second = (np.frombuffer(image.constBits(), dtype=np.uint8).astype(int) for image in (one, other))
    return int(np.abs(first - second).max())


def do(bench: Bench, deed: str, seed: int) -> None:
    """Do it, and let the window paint what came of it."""
    if deed in WHOLE:
        do_whole(bench, deed, seed)
    else:
        do_part(bench, deed, np.random.default_rng(seed))
    trace = bench.store.state.trace
    if bench.store.state.view.gradients and trace is not None:
        bench.store.receive_gradients(gradients(trace, 0, CrossEntropy()))
    QApplication.processEvents()


def do_whole(bench: Bench, deed: str, seed: int) -> None:
    store = bench.store
    match deed:
        case "settings":
            chosen = replace(
                store.state.document.settings, numbers=list(NumberStyle)[seed % 2], scale=list(Scale)[seed // 2 % 2]
            )
            store.edit("Settings", lambda document: with_settings(document, chosen))
        case "zoom":
            store.look(zoom=1.0 + seed % 3)
        case "gradients":
            store.look(gradients=not store.state.view.gradients)
        case "theme":
            bench.stages.set_look(Look((LIGHT, DARK)[seed % 2], (100, 150)[seed // 2 % 2]))


def do_part(bench: Bench, deed: str, random: np.random.Generator) -> None:
    store = bench.store
    network, grid = store.state.document.network, store.state.document.grid
    match deed:
        case "draw":
            picture = store.state.document.picture.copy()
            row, column = random.integers(grid[0]), random.integers(grid[1])
            picture[row : row + 2, column] = random.choice([-1.0, 0.25, 1.0])
            store.edit("Draw", lambda document: with_picture(document, picture))
        case "clear":
            store.edit("Clear", lambda document: with_picture(document, np.full(grid, -1.0)))
        case "weigh":
            layers = tuple(weighed(layer, random) for layer in network.layers)
            store.edit("Weigh", lambda document: with_network(document, replace(network, layers=layers)))
        case "hover":
            stage = int(random.integers(len(network.shapes)))
            cell = tuple(int(random.integers(size)) for size in network.shapes[stage])
            store.look(hovered=Probe(stage, cell), lit_filter=int(random.integers(2)) or None)
        case "leave":
            store.look(hovered=None, lit_filter=None, lit_class=None)
        case "class":
            store.look(lit_class=int(random.integers(2)))


def weighed(layer: Layer, random: np.random.Generator) -> Layer:
    """With other weights, perhaps, where it has any."""
    if not isinstance(layer, Conv2d | Linear) or random.integers(2):
        return layer
    return replace(layer, weight=layer.weight + random.integers(-1, 2, layer.weight.shape))


@pytest.mark.parametrize("document", [lecture_document, smiley_document])
def test_painting_what_changed_leaves_nothing_stale(qtbot: QtBot, document: Callable[[], Document]) -> None:
    # Without the search for the shortest example, which would open a window for every try.
    @settings(
        max_examples=10,
        phases=(Phase.reuse, Phase.generate),
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(DEEDS)
    def check(deeds: list[tuple[str, int]]) -> None:
        bench = Bench(document())
        bench.stages.resize(720, 300)
        # The frame that shows the keyboard's focus would come and go by itself.
        bench.stages.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        with qtbot.waitExposed(bench.stages):
            bench.stages.show()
        for (before, _), (deed, seed) in itertools.pairwise([("theme", 0), *deeds]):
            if deed in WHOLE and before in PARTS:
                assert differing(on_screen(bench), painted_at_once(bench)) <= BLURRED, before
            do(bench, deed, seed)
        assert differing(on_screen(bench), painted_at_once(bench)) <= BLURRED
        delete(bench.stages)

    check()


def test_what_is_hidden_and_shown_again_leaves_no_legend_stale(qtbot: QtBot) -> None:
    bench = Bench(smiley_document())
    qtbot.addWidget(bench.stages)
    bench.stages.resize(720, 400)
    bench.stages.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    with qtbot.waitExposed(bench.stages):
        bench.stages.show()
    for concealed in (frozenset({1, 3}), frozenset({3}), frozenset[int]()):
        before = on_screen(bench)
        bench.store.look(concealed=concealed)
        QApplication.processEvents()
        now = on_screen(bench)
        assert now != before
        assert differing(now, painted_at_once(bench)) <= BLURRED
