"""What comes late finds the window as it is by then: a network not computed yet, a page out of sight, one gone."""

from __future__ import annotations

import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnnviz.app.store import Store
from cnnviz.app.worker import Worker
from cnnviz.engine.layers import ReLU
from cnnviz.engine.network import Network
from cnnviz.model.concealment import to_predict
from cnnviz.model.document import with_network, with_picture
from cnnviz.model.networks import SHIPPED, lecture_document, lecture_network
from cnnviz.model.player.script import Span
from cnnviz.model.view import Panel, Probe
from cnnviz.ui.application import Running
from cnnviz.ui.binding.step import StepBinding
from cnnviz.ui.panels import Panels
from cnnviz.ui.step import StepPage
from cnnviz.ui.theme import Look
from cnnviz.ui.window import Window


def test_what_is_to_be_predicted_waits_until_its_network_is_computed(running: Running, qtbot: QtBot) -> None:
    store, smiley = running.store, SHIPPED[1].make()
    store.open(smiley)
    qtbot.waitUntil(lambda: store.state.trace is not None and store.state.trace.network is smiley.network)
    store.open(lecture_document())
    running.playing.open()
    running.playing.set_span(Span.WAY)
    running.playing.go_to_end()
    store.look(predicts=True)
    # Painted before the worker has answered, as where it has much to do. The smiley has no stage 6.
    running.window.grab()
    assert store.state.view.asked == Probe(6, (1,))
    assert to_predict(store.state.shown_view) != Probe(6, (1,))
    qtbot.waitUntil(lambda: store.state.trace is not None and store.state.trace.network is not smiley.network)
    assert to_predict(store.state.shown_view) == Probe(6, (1,))


def test_a_step_computed_for_a_page_out_of_sight_is_neither_shown_nor_taken(qtbot: QtBot) -> None:
    page, store = StepPage(), Store(lecture_document())
    binding = StepBinding(store, page)
    qtbot.addWidget(page, before_close_func=lambda _: binding.stop())
    binding.render(None, store.state)
    qtbot.waitUntil(page.take.isEnabled)
    first = store.state
    store.edit("Draw", lambda document: with_picture(document, -document.picture))
    binding.render(first, store.state)
    page.take.click()
    # The page is put away: nobody tells it of the network that has a layer more.
    network = Network((1, 9, 9), (ReLU(), *lecture_network().layers), ("X", "O"))
    store.open(with_network(lecture_document(), network))
    worker = binding.findChild(Worker)
    assert worker is not None
    with qtbot.waitSignal(worker.answered):
        pass
    assert store.state.document.network is network


def test_a_window_that_is_gone_brings_no_panel_into_sight(qtbot: QtBot) -> None:
    window = Window(Look())
    panels = window.findChild(Panels)
    assert panels is not None
    panels.set_hidden(frozenset({Panel.LEARNING, Panel.LESSON}))
    panels.set_hidden(frozenset({Panel.LEARNING}))
    shiboken6.delete(window)
    QApplication.processEvents()
