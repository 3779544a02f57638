"""A panel as a figure."""

from __future__ import annotations

import argparse

from cnnviz.cli.inputs import open_input, qt

#: As `ui.figures.panels` calls them; told here so that --help need not load what draws.
PANELS = ("stages", "picture", "filters", "arithmetic", "votes")


def export_figure(given: argparse.Namespace) -> None:
    """Draw a panel into a .png, .svg or .pdf."""
    with qt():
        from cnnviz.cli.export.values import probe_given
        from cnnviz.model.sight import sight_of
        from cnnviz.model.view import ColorScheme, View
        from cnnviz.ui.figures.panels import draw
        from cnnviz.ui.figures.writing import USUAL_SCALE, write_figure
        from cnnviz.ui.style import theme_for
        from cnnviz.ui.theme import Look

        document = open_input(given.file)
        sight = sight_of(document, View(pinned=probe_given(document.network, given)))
        look = Look(theme_for(ColorScheme(given.theme or "light")))
        write_figure(draw(given.panel or "stages", sight, look), given.output, given.scale or USUAL_SCALE)
