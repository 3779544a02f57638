"""What all plots share."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyqtgraph
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from cnnviz.ui.results import plot as results
from cnnviz.ui.theme import DARK, Look
from cnnviz.ui.training import plot as training
from tests.ui.hands import turn_wheel

PLACES, SMALL = np.linspace(0.0, 0.9, 20), np.linspace(0.001, 0.004, 20)
Plot = results.Plot | training.Plot


def result() -> Plot:
    plot = results.Plot("A case", "share", "error")
    plot.set_curves([results.Curve(PLACES, SMALL, lambda theme: theme.accent)])
    return plot


def run() -> Plot:
    plot = training.Plot("Error", "error")
    plot.set_lines((PLACES, SMALL), (PLACES, SMALL))
    return plot


@pytest.mark.parametrize("make", [result, run])
def test_the_wheel_over_a_plot_scrolls_the_page_that_it_stands_on(qtbot: QtBot, make: Callable[[], Plot]) -> None:
    """In large text the curves fill the page, and over their axes nobody came to what stands below them."""
    area, plot = QScrollArea(), make()
    qtbot.addWidget(area)
    plot.setFixedSize(300, 600)
    area.setWidget(plot)
    area.resize(320, 300)
    with qtbot.waitExposed(area):
        area.show()
    bar = area.verticalScrollBar()
    for place in (QPoint(150, 100), QPoint(5, 100)):
        before = bar.value()
        turn_wheel(plot, place + QPoint(0, before), -1)
        assert bar.value() > before


@pytest.mark.parametrize("make", [result, run])
def test_the_axes_of_small_values_count_in_ones_in_another_theme(qtbot: QtBot, make: Callable[[], Plot]) -> None:
    plot = make()
    qtbot.addWidget(plot)
    plot.show()
    canvas = plot.findChild(pyqtgraph.PlotWidget)
    assert canvas is not None
    axes = [canvas.getAxis(side) for side in ("bottom", "left")]
    # Axes are fitted to what they show when they are painted.
    qtbot.waitUntil(lambda: axes[1].range[1] < 0.1)
    plot.set_look(Look(DARK))
    assert [axis.autoSIPrefixScale for axis in axes] == [1.0, 1.0]
