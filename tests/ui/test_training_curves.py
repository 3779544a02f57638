"""The curves of a training run: what they show of it, and how lines of any length are drawn."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QPainter, QPicture
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cnnviz.model.material import practice_of, with_practice
from cnnviz.model.networks import lecture_document
from cnnviz.model.practice import with_settings
from cnnviz.model.run import Curves
from cnnviz.model.view import Panel
from cnnviz.ui.application import Running
from cnnviz.ui.theme import DARK, Look
from cnnviz.ui.training import TrainingPage
from cnnviz.ui.training.curves import CurvePlots
from cnnviz.ui.training.lines import MOST_POINTS, finite, smoothed, thinned
from tests.ui.hands import LEFT


def test_the_curves_are_of_the_run_and_say_their_values(running: Running, qtbot: QtBot) -> None:
    document, store, learning = lecture_document(), running.store, running.window.learning
    practice = with_settings(replace(practice_of(document), generated=50), epochs=4, batch_size=8)
    store.open(with_practice(document, practice))
    store.look(hidden=frozenset({Panel.ARITHMETIC}))
    learning.show_title("Training")
    page = learning.findChild(TrainingPage)
    assert page is not None
    QTest.mouseClick(page.transport.buttons["run"], LEFT)
    qtbot.waitUntil(lambda: store.state.order is None)
    qtbot.waitUntil(lambda: page.curves.is_up_to_date)
    canvas = page.curves.error.findChildren(QObject, "", Qt.FindChildOption.FindDirectChildrenOnly)[-1]
    viewport = canvas.viewport()  # type: ignore[attr-defined]
    QTest.mouseMove(viewport, QPoint(viewport.width() - 30, 20))
    assert page.curves.values.text.startswith("step ")
    assert "test" in page.curves.values.text
    QCoreApplication.sendEvent(viewport, QEvent(QEvent.Type.Leave))
    assert page.curves.values.text == ""
    page.curves.is_logarithmic.click()
    page.set_look(Look(DARK, 150))


def test_the_axis_of_shares_says_where_none_and_all_are_right(qtbot: QtBot) -> None:
    plots = CurvePlots()
    qtbot.addWidget(plots)
    plots.set_look(Look())
    plots.resize(390, 140)
    with qtbot.waitExposed(plots):
        plots.show()
    canvas: Any = plots.accuracy.findChildren(QObject, "", Qt.FindChildOption.FindDirectChildrenOnly)[-1]
    axis, picture = canvas.getAxis("left"), QPicture()
    painter = QPainter(picture)
    painter.setFont(axis.style["tickFont"])
    labels = [text for *_, text in axis.generateDrawSpecs(painter)[2]]
    painter.end()
    assert {"0", "100"} <= set(labels)


def test_the_first_step_is_a_dot_on_an_axis_of_steps_that_are_there(qtbot: QtBot) -> None:
    plots = CurvePlots()
    qtbot.addWidget(plots)
    with qtbot.waitExposed(plots):
        plots.show()
    canvas: Any = plots.error.findChildren(QObject, "", Qt.FindChildOption.FindDirectChildrenOnly)[-1]
    symbols = {}
    for count in (1, 5):
        plots.set_curves(curves(count))
        qtbot.waitUntil(lambda: plots.is_up_to_date)
        symbols[count] = [line.opts["symbol"] for line in canvas.listDataItems()]
        first, last = canvas.viewRange()[0]
        assert -1 < first <= 0
        assert 10 <= last < 11
    plots.stop()
    assert symbols[1].count("o") == symbols[5].count("o") + 1


def test_curves_that_come_quickly_are_drawn_now_and_then(qtbot: QtBot) -> None:
    plots = CurvePlots()
    qtbot.addWidget(plots)
    plots.resize(500, 200)
    plots.show()
    drawn = 0
    for count in range(1, 200):
        drawn += plots.set_curves(curves(count))
    assert drawn == 1
    qtbot.waitUntil(lambda: plots.is_up_to_date)
    plots.stop()


def curves(count: int) -> Curves:
    steps = np.arange(1.0, count + 1)
    losses = np.where(steps % 7 == 0, np.nan, 1 / steps)
    return Curves(steps, losses, np.ones(count), steps[::10], losses[::10], np.ones(len(steps[::10])))


@given(st.integers(0, 5000), st.integers(0, 2**32 - 1))
def test_long_lines_keep_their_ends_and_their_peaks(count: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    steps, values = np.arange(1.0, count + 1), random.normal(size=count)
    few, thin = thinned(steps, values)
    assert len(few) == len(thin) <= MOST_POINTS + 2
    assert (np.diff(few) > 0).all()
    mean = smoothed(values)
    assert len(mean) == count
    if count:
        assert few[-1] == count
        assert (thin.min(), thin.max()) == (values.min(), values.max())
        assert values.min() - 1e-9 <= mean.min() <= mean.max() <= values.max() + 1e-9


def test_what_is_not_finite_is_left_out_of_a_line() -> None:
    steps, values = finite(np.arange(3.0), np.array([1.0, math.inf, math.nan]))
    assert (list(steps), list(values)) == ([0.0], [1.0])
