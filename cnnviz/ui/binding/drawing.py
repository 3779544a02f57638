"""Joins the drawing panel to the state."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, Slot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.engine.arrays import Array, Mask
from cnnviz.engine.explain import receptive_field
from cnnviz.model.document import Coding, Document, with_coding, with_picture
from cnnviz.model.numbers import parse_number
from cnnviz.model.picture.changes import Change, changed, turned, turns
from cnnviz.model.picture.grid import Grid, format_grid, parse_grid, with_grid
from cnnviz.model.picture.presets import picture_presets, with_preset
from cnnviz.model.picture.strokes import Brush, draw_segment, fill, set_cell
from cnnviz.model.picture.transforms import Pose
from cnnviz.model.refused import Refused
from cnnviz.model.rewiring import describe_rewiring
from cnnviz.model.view import Probe, Tool
from cnnviz.ui.drawing import DrawPanel
from cnnviz.ui.drawing.canvas import Drag


class DrawingBinding(QObject):
    """Joins the drawing panel to the state."""

    def __init__(self, store: Store, widget: DrawPanel) -> None:
        super().__init__(widget)
        self._store = store
        self._widget = widget
        self._line: tuple[object, Array] = (None, store.state.document.picture)
        self._pose: tuple[Array, Pose] | None = None
        widget.presets.set_pictures([(p.name, p.picture, p.coding.paper, p.coding.ink) for p in picture_presets()])
        canvas, tools = widget.canvas, widget.tools
        canvas.dragged.connect(self._on_dragged)
        canvas.cancelled.connect(store.cancel)
        canvas.filled.connect(self._on_filled)
        canvas.value_typed.connect(self._on_value_typed)
        canvas.hovered.connect(self._on_hovered)
        canvas.left.connect(self._on_left)
        tools.tool_chosen.connect(self._on_tool_chosen)
        tools.weight_chosen.connect(self._on_weight_chosen)
        tools.soft_chosen.connect(self._on_soft_chosen)
        tools.change_chosen.connect(self._on_change_chosen)
        widget.presets.preset_chosen.connect(self._on_preset_chosen)
        widget.grid_typed.connect(self._on_grid_typed)
        widget.coding_chosen.connect(self._on_coding_chosen)

    def render(self, old: State | None, new: State) -> None:
        """Show what differs between `old` and `new`; everything where `old` is None."""
        document, view, widget = new.document, new.view, self._widget
        if old is None or old.document is not document:
            widget.canvas.set_picture(document.picture, document.coding)
            if old is None or old.document.grid != document.grid:
                widget.set_grid(document.grid)
            if old is None or old.document.coding is not document.coding:
                widget.set_coding(document.coding)
            if old is None or old.document.settings is not document.settings:
                widget.canvas.set_number_style(document.settings.numbers)
        if old is None or old.view.tool is not view.tool:
            widget.canvas.set_tool(view.tool)
            widget.tools.set_tool(view.tool)
        if old is None or (old.view.pen_weight, old.view.soft_edges) != (view.pen_weight, view.soft_edges):
            widget.tools.set_brush(view.pen_weight, soft=view.soft_edges)
        if old is None or old.view.probe != view.probe or old.document.network is not document.network:
            self._mark(new)

    def _mark(self, state: State) -> None:
        """Mark the probed cell, or the cells that the probed value comes from."""
        probe, canvas = state.view.probe, self._widget.canvas
        in_picture = probe is not None and probe.stage == 0
        canvas.set_probe((probe.cell[1], probe.cell[2]) if probe is not None and in_picture else None)
        canvas.set_field(None if probe is None or in_picture else _field(state, probe))

    # Strokes

    @Slot(object)
    def _on_dragged(self, drag: Drag) -> None:
        view = self._store.state.view
        brush = Brush(view.pen_weight, view.soft_edges, drag.erases or view.tool is Tool.ERASER)
        if view.tool is Tool.LINE and drag.press != drag.end:
            name, draw = "Draw a line", self._line_drawn(drag, brush)
        else:
            name = "Erase" if brush.erases else "Draw"

            def draw(document: Document) -> Document:
                return with_picture(
                    document, draw_segment(document.picture, drag.start, drag.end, brush, document.coding)
                )

        self._store.edit(name, draw, gesture=drag.gesture)

    def _line_drawn(self, drag: Drag, brush: Brush) -> Callable[[Document], Document]:
        """The line from the press to where the hand is now, on the picture as it was before."""
        if self._line[0] is not drag.gesture:
            self._line = (drag.gesture, self._store.state.document.picture)
        before = self._line[1]
        return lambda document: with_picture(
            document, draw_segment(before, drag.press, drag.end, brush, document.coding)
        )

    @Slot(int, int, bool)
    def _on_filled(self, row: int, column: int, erases: bool) -> None:
        def filled(document: Document) -> Document:
            value = document.coding.paper if erases else document.coding.ink
            return with_picture(document, fill(document.picture, (row, column), value))

        self._store.edit("Fill", filled)

    @Slot(int, int, str)
    def _on_value_typed(self, row: int, column: int, text: str) -> None:
        self._store.edit(
            "Set a value",
            lambda document: with_picture(document, set_cell(document.picture, (row, column), parse_number(text))),
        )

    @Slot(int, int)
    def _on_hovered(self, row: int, column: int) -> None:
        self._store.look(hovered=Probe(0, (0, row, column)))

    @Slot()
    def _on_left(self) -> None:
        self._store.look(hovered=None)

    # Tools and changes

    @Slot(object)
    def _on_tool_chosen(self, tool: Tool) -> None:
        self._store.look(tool=tool)

    @Slot(int)
    def _on_weight_chosen(self, weight: int) -> None:
        self._store.look(pen_weight=weight)

    @Slot(bool)
    def _on_soft_chosen(self, is_soft: bool) -> None:
        self._store.look(soft_edges=is_soft)

    @Slot(object)
    def _on_change_chosen(self, change: Change) -> None:
        document = self._store.state.document
        if turns(change):
            self._turn(document, change)
        else:
            picture = changed(document.picture, change, document.coding, np.random.default_rng())
            self._store.edit(change.value, lambda document: with_picture(document, picture))

    def _turn(self, document: Document, change: Change) -> None:
        """Rotate or scale; a picture that was turned a moment ago is turned anew from what it was before that."""
        known = self._pose is not None and self._pose[0] is document.picture
        pose = turned(self._pose[1] if self._pose is not None and known else Pose(document.picture), change)
        picture = pose.picture(document.coding)
        self._store.edit(change.value, lambda document: with_picture(document, picture))
        self._pose = (self._store.state.document.picture, pose)

    # Sheets and sample pictures

    @Slot(int)
    def _on_preset_chosen(self, index: int) -> None:
        preset = picture_presets()[index]
        self._edit_sheet(f"Choose “{preset.name}”", lambda document: with_preset(document, preset))

    @Slot(str)
    def _on_grid_typed(self, text: str) -> None:
        try:
            grid = parse_grid(text)
        except Refused as error:
            self._store.tell(str(error), is_problem=True)
        else:
            self._change_grid(grid)
        self._widget.set_grid(self._store.state.document.grid)

    def _change_grid(self, grid: Grid) -> None:
        # A size that is typed and also offered is announced twice; the second must not hide what was said of the first.
        if grid != self._store.state.document.grid:
            self._edit_sheet(f"Change the grid to {format_grid(grid)}", lambda document: with_grid(document, grid))

    def _edit_sheet(self, name: str, edit: Callable[[Document], Document]) -> None:
        """An edit that may change the picture's size; what the network did to follow is said."""
        before = self._store.state.document
        if not self._store.edit(name, edit):
            return
        after = self._store.state.document
        if after.grid != before.grid:
            rewired = describe_rewiring(before.network, after.network)
            self._store.tell(f"The picture is now {format_grid(after.grid)}. {rewired}".rstrip())

    @Slot(object)
    def _on_coding_chosen(self, coding: Coding) -> None:
        self._store.edit(f"Change the pixels to {coding.value}", lambda document: with_coding(document, coding))


def _field(state: State, probe: Probe) -> Mask:
    """The cells of the picture ``(rows, columns)`` that the probed value comes from."""
    field: Mask = receptive_field(state.document.network, probe.stage, probe.cell)[0][0]
    return field
