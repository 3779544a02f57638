"""Joins the filter bank to the state."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, Slot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import Conv2d
from cnnviz.model.document import Document
from cnnviz.model.filters import edits
from cnnviz.model.filters.edits import Operation, filter_name
from cnnviz.model.filters.patch import take_patch
from cnnviz.model.filters.presets import FilterPreset
from cnnviz.model.rewiring import describe_rewiring
from cnnviz.model.view import Weight
from cnnviz.ui.filters import FilterBank


class FiltersBinding(QObject):
    """Joins the filter bank to the state."""

    def __init__(self, store: Store, widget: FilterBank) -> None:
        super().__init__(widget)
        self._store = store
        self._widget = widget
        widget.weight_chosen.connect(self._on_weight_chosen)
        widget.bias_chosen.connect(self._on_bias_chosen)
        widget.weight_edited.connect(self._on_weight_edited)
        widget.block_pasted.connect(self._on_block_pasted)
        widget.bias_edited.connect(self._on_bias_edited)
        widget.renamed.connect(self._on_renamed)
        widget.preset_chosen.connect(self._on_preset_chosen)
        widget.operation_chosen.connect(self._on_operation_chosen)
        widget.patch_taken.connect(self._on_patch_taken)
        widget.filter_added.connect(self._on_filter_added)
        widget.preset_added.connect(self._on_preset_added)
        widget.duplicated.connect(self._on_duplicated)
        widget.moved.connect(self._on_moved)
        widget.removed.connect(self._on_removed)
        widget.divide_chosen.connect(self._on_divide_chosen)
        widget.layer_chosen.connect(self._on_layer_chosen)
        widget.filter_entered.connect(self._on_filter_entered)
        widget.filter_left.connect(self._on_filter_left)
        widget.refused.connect(self._on_refused)

    def render(self, old: State | None, new: State) -> None:
        """Show what differs between `old` and `new`; everything where `old` is None."""
        layer, document = new.view.layer, new.document
        if old is None or layer != old.view.layer or _convolutions(document) != _convolutions(old.document):
            self._widget.set_layers(_convolutions(document), layer)
        if old is None or layer != old.view.layer or _differs(old.document, document, layer):
            self._render_filters(document, layer)
        if old is None or document.settings.numbers is not old.document.settings.numbers:
            self._widget.set_style(document.settings.numbers)
        if old is None or new.view.lit_filter != old.view.lit_filter:
            self._widget.set_lit(new.view.lit_filter)

    def _render_filters(self, document: Document, layer: int) -> None:
        if layer not in _convolutions(document):
            return
        shown = edits.convolution(document.network, layer)
        names = [filter_name(document, layer, index) for index in range(shown.filters)]
        self._widget.set_filters(shown.weight, names, shown.bias)
        self._widget.set_divide(shown.divide_by_pixels, shown.weight[0].size)

    # What a hand did

    @property
    def _layer(self) -> int:
        return self._store.state.view.layer

    def _edit(self, name: str, edit: Callable[[Document], Document], gesture: object | None = None) -> None:
        """One undo step, and a sentence where the layers after the filters were rewired."""
        before = self._store.state.document.network
        if self._store.edit(name, edit, gesture):
            told = describe_rewiring(before, self._store.state.document.network)
            if told:
                self._store.tell(told)

    def _called(self, index: int, what: str) -> str:
        return f"{filter_name(self._store.state.document, self._layer, index)}: {what}"

    @Slot(int, int, int, int)
    def _on_weight_chosen(self, index: int, map_index: int, row: int, column: int) -> None:
        self._store.look(weight=Weight(self._layer, "weight", (index, map_index, row, column)))

    @Slot(int)
    def _on_bias_chosen(self, index: int) -> None:
        self._store.look(weight=Weight(self._layer, "bias", (index,)))

    @Slot(int, int, int, int, float, object)
    def _on_weight_edited(
        self, index: int, map_index: int, row: int, column: int, value: float, gesture: object
    ) -> None:
        layer = self._layer
        self._edit(
            self._called(index, "change a number"),
            lambda document: edits.set_weight(document, layer, index, map_index, row, column, value),
            gesture,
        )

    @Slot(int, int, int, int, object)
    def _on_block_pasted(self, index: int, map_index: int, row: int, column: int, block: Array) -> None:
        layer = self._layer
        self._edit(
            self._called(index, "paste"),
            lambda document: edits.set_block(document, layer, index, map_index, row, column, block),
        )

    @Slot(int, float, object)
    def _on_bias_edited(self, index: int, value: float, gesture: object) -> None:
        layer = self._layer
        self._edit(
            self._called(index, "change the bias"),
            lambda document: edits.set_bias(document, layer, index, value),
            gesture,
        )

    @Slot(int, str)
    def _on_renamed(self, index: int, name: str) -> None:
        layer = self._layer
        self._edit(self._called(index, "rename"), lambda document: edits.rename_filter(document, layer, index, name))

    @Slot(int, object)
    def _on_preset_chosen(self, index: int, preset: FilterPreset) -> None:
        layer = self._layer
        self._edit(
            self._called(index, f"becomes {preset.name}"),
            lambda document: edits.apply_preset(document, layer, index, preset),
        )

    @Slot(int, object)
    def _on_operation_chosen(self, index: int, operation: Operation) -> None:
        layer, rng = self._layer, np.random.default_rng()
        self._edit(
            self._called(index, operation.value.lower()),
            lambda document: edits.operate(document, layer, index, operation, rng),
        )

    @Slot(int)
    def _on_patch_taken(self, index: int) -> None:
        layer, probe = self._layer, self._store.state.view.probe
        self._edit(
            self._called(index, "take a patch"),
            lambda document: take_patch(document, layer, index, probe),
        )

    @Slot()
    def _on_filter_added(self) -> None:
        layer = self._layer
        self._edit("Add a filter", lambda document: edits.add_filter(document, layer))

    @Slot(object)
    def _on_preset_added(self, preset: FilterPreset) -> None:
        layer = self._layer
        self._edit(f"Add {preset.name}", lambda document: edits.add_preset(document, layer, preset))

    @Slot(int)
    def _on_duplicated(self, index: int) -> None:
        layer = self._layer
        self._edit(self._called(index, "duplicate"), lambda document: edits.duplicate_filter(document, layer, index))

    @Slot(int, int)
    def _on_moved(self, index: int, to: int) -> None:
        layer = self._layer
        self._edit(self._called(index, "move"), lambda document: edits.move_filter(document, layer, index, to))

    @Slot(int)
    def _on_removed(self, index: int) -> None:
        layer = self._layer
        self._edit(self._called(index, "remove"), lambda document: edits.remove_filter(document, layer, index))

    @Slot(bool)
    def _on_divide_chosen(self, divide: bool) -> None:
        layer = self._layer
        name = "Divide the sums" if divide else "Do not divide the sums"
        self._edit(name, lambda document: edits.set_divide(document, layer, divide))

    @Slot(int)
    def _on_layer_chosen(self, layer: int) -> None:
        self._store.look(layer=layer, lit_filter=None)

    @Slot(int)
    def _on_filter_entered(self, index: int) -> None:
        self._store.look(lit_filter=index)

    @Slot()
    def _on_filter_left(self) -> None:
        self._store.look(lit_filter=None)

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self._store.tell(sentence, is_problem=True)


def _convolutions(document: Document) -> list[int]:
    """The indices of the layers that have filters."""
    return [index for index, layer in enumerate(document.network.layers) if isinstance(layer, Conv2d)]


def _differs(old: Document, new: Document, layer: int) -> bool:
    """Whether what the bank shows of `layer` is another; drawing a stroke leaves it as it is."""
    if old.filter_names != new.filter_names:
        return True
    return old.network is not new.network and old.network.layers[layer:][:1] != new.network.layers[layer:][:1]
