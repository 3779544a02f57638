"""The filters, each a small spreadsheet in place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QToolButton, QVBoxLayout, QWidget

from cnnviz.engine.arrays import Array
from cnnviz.model.filters.edits import MOST_FILTERS
from cnnviz.model.filters.presets import FilterPreset
from cnnviz.model.numbers import NumberStyle
from cnnviz.ui.drop_down import DropDown
from cnnviz.ui.filters.card import FilterCard
from cnnviz.ui.filters.flow import CardFlow
from cnnviz.ui.filters.menu import FilterMenu
from cnnviz.ui.filters.presets import PresetMenu
from cnnviz.ui.flow import Flow
from cnnviz.ui.icons import icon
from cnnviz.ui.leaving import Leaving
from cnnviz.ui.theme import Look

_ADD = "Add an empty filter, or one by its name"
_FULL = f"There are {MOST_FILTERS} filters, the most there can be: remove one before you add another"


class FilterBank(QWidget):
    """The filters of one convolution as cards, with the way to add more above them.

    weight_chosen(filter, map, row, column), bias_chosen(filter): a hand came to a number.
    weight_edited(filter, map, row, column, value, gesture), block_pasted(filter, map, row, column, values),
    bias_edited(filter, value, gesture), renamed(filter, name): numbers and names were changed in place.
    preset_chosen(filter, preset), operation_chosen(filter, operation), patch_taken(filter): a filter as a whole.
    filter_added(), preset_added(preset), duplicated(filter), moved(filter, to), removed(filter): the bank as a whole.
    divide_chosen(divide), layer_chosen(layer): which sums, and which convolution is shown.
    filter_entered(filter), filter_left(): the pointer came to a filter or went.
    refused(sentence): an entry was no number.
    """

    weight_chosen = Signal(int, int, int, int)
    bias_chosen = Signal(int)
    weight_edited = Signal(int, int, int, int, float, object)
    block_pasted = Signal(int, int, int, int, object)
    bias_edited = Signal(int, float, object)
    renamed = Signal(int, str)
    preset_chosen = Signal(int, object)
    operation_chosen = Signal(int, object)
    patch_taken = Signal(int)
    filter_added = Signal()
    preset_added = Signal(object)
    duplicated = Signal(int)
    moved = Signal(int, int)
    removed = Signal(int)
    divide_chosen = Signal(bool)
    layer_chosen = Signal(int)
    filter_entered = Signal(int)
    filter_left = Signal()
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._cards: list[FilterCard] = []
        self._look = Look()
        self._style = NumberStyle.TRUNCATED
        self._lit: int | None = None
        self._layers: tuple[int, ...] = ()
        self._renamable = True
        self._expected: int | None = None
        self._layer = self._make_layer()
        self._divide = self._make_divide()
        self._add_menu = self._make_add_menu()
        self._add = self._make_add()
        for control in (self._layer, self._divide, self._add):
            control.setStatusTip(control.toolTip())
        self._menu = self._make_menu()
        self._flow = CardFlow()
        self._without = self._make_without()
        self._lay_out()
        self.set_look(self._look)

    def _make_layer(self) -> QComboBox:
        box = DropDown()
        box.setAccessibleName("Convolution")
        box.setToolTip("Whose filters are shown")
        box.hide()
        box.activated.connect(self._on_layer_activated)
        return box

    def _make_divide(self) -> QCheckBox:
        box = QCheckBox("Divide by 9")
        box.setToolTip("Divide each sum by the number of pixels in the filter, as the lecture does")
        box.clicked.connect(self.divide_chosen)
        return box

    @staticmethod
    def _make_without() -> QLabel:
        label = QLabel("This network has no convolution, and so no filters.")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setWordWrap(True)
        label.hide()
        return label

    def _make_add_menu(self) -> PresetMenu:
        menu = PresetMenu("Add", self)
        menu.addAction("Empty filter").triggered.connect(self._on_empty_triggered)
        menu.addSeparator()
        menu.preset_chosen.connect(self._on_preset_triggered)
        Leaving(menu)
        return menu

    def _make_add(self) -> QToolButton:
        button = QToolButton()
        button.setText("Add")
        button.setToolTip(_ADD)
        button.setAccessibleName("Add a filter")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(self._add_menu)
        return button

    def _make_menu(self) -> FilterMenu:
        menu = FilterMenu(self)
        for mine, theirs in (
            (self.preset_chosen, menu.preset_chosen),
            (self.operation_chosen, menu.operation_chosen),
            (self.patch_taken, menu.patch_taken),
            (self._on_duplicate_triggered, menu.duplicated),
            (self.moved, menu.moved),
            (self.removed, menu.removed),
        ):
            theirs.connect(mine)
        return menu

    def _lay_out(self) -> None:
        bar = Flow(spacing=8)
        bar.setContentsMargins(6, 0, 0, 0)
        bar.addWidget(self._layer)
        bar.addWidget(self._divide)
        bar.addWidget(self._add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 2, 6, 6)
        layout.setSpacing(4)
        layout.addLayout(bar)
        layout.addWidget(self._flow, 1)
        layout.addWidget(self._without, 1)

    def heightForWidth(self, width: int) -> int:
        # The filters scroll by themselves; a second bar around them would only be in the way.
        layout = self.layout()
        assert layout is not None
        return layout.minimumHeightForWidth(width)

    # What is shown

    @property
    def cards(self) -> tuple[FilterCard, ...]:
        """The filters in order."""
        return tuple(self._cards)

    def set_filters(self, weight: Array, names: Sequence[str], bias: Array | None = None) -> None:
        """Show the filters ``(filters, maps, rows, columns)``; `bias` ``(filters,)`` where there is one."""
        before = self._shape()
        self._fit_cards(weight.shape[0])
        limit = float(np.abs(weight).max()) or 1.0
        for index, (card, kernel, name) in enumerate(zip(self._cards, weight, names, strict=True)):
            card.set_filter(kernel, name, None if bias is None else float(bias[index]), limit)
        is_full = len(self._cards) >= MOST_FILTERS
        self._add.setEnabled(not is_full)
        self._add.setToolTip(_FULL if is_full else _ADD)
        self._add.setStatusTip(self._add.toolTip())
        if self._shape() != before:
            # The filter that it was opened for may be gone.
            self._menu.close()
            self._flow.set_cards(self._cards)
            self._order_stops()
            self._show_expected()

    def set_layers(self, layers: Sequence[int], layer: int) -> None:
        """Offer these convolutions, by their index in the network; the filters shown next are those of `layer`.

        Without any, a sentence stands in place of the filters.
        """
        self._without.setHidden(bool(layers))
        for part in (self._divide, self._add, self._flow):
            part.setVisible(bool(layers))
        if tuple(layers) != self._layers:
            self._layers = tuple(layers)
            self._layer.clear()
            # With something in it, the box has ten widgets, which a single convolution never shows.
            if len(layers) > 1:
                self._layer.addItems([f"Convolution {number}" for number in range(1, len(layers) + 1)])
        self._layer.setVisible(len(layers) > 1)
        index = self._layers.index(layer) if layer in self._layers else 0
        self._layer.setCurrentIndex(index)
        self._renamable = index == 0
        for card in self._cards:
            card.cancel_entries()
            card.set_renamable(self._renamable)

    def set_divide(self, divide: bool, pixels: int) -> None:
        """Show whether sums are divided by the filter's number of `pixels`."""
        self._divide.setText(f"Divide by {pixels}")
        self._divide.setChecked(divide)

    def set_style(self, style: NumberStyle) -> None:
        """Show the decimals that fit cut off or rounded."""
        self._style = style
        for card in self._cards:
            card.set_style(style)

    def set_lit(self, index: int | None) -> None:
        """Highlight one filter, or none."""
        self._lit = index
        for number, card in enumerate(self._cards):
            card.set_lit(number == index)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        for widget in (self._layer, self._divide, self._add, self._without):
            widget.setFont(look.font())
        side = look.length(16)
        self._add.setIcon(icon("add", look.theme.text, side))
        # In a narrow panel the name of the layer gives way first.
        self._layer.setMinimumWidth(look.length(64))
        self._add.setIconSize(QSize(side, side))
        for menu in (self._add_menu, self._menu):
            menu.set_look(look)
        for card in self._cards:
            card.set_look(look)
        self._flow.set_look(look)

    def _shape(self) -> tuple[object, ...]:
        """What decides where the cards stand."""
        return tuple((len(c.grids), c.grids[0].values.shape, c.bias_grid is None) for c in self._cards)

    def _order_stops(self) -> None:
        """Let Tab come from the bar to the cards: a widget made later stands behind those of all other panels."""
        stops = [self._add, *(stop for card in self._cards for stop in card.stops)]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _show_expected(self) -> None:
        """Go to a filter that a hand has added: among many, it would come where nobody looks.

        With the keyboard on its numbers: they are typed or pasted next.
        """
        if self._expected is not None and self._expected < len(self._cards):
            card = self._cards[self._expected]
            self._flow.ensureWidgetVisible(card, 0, 0)
            card.grids[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._expected = None

    def _fit_cards(self, count: int) -> None:
        while len(self._cards) > count:
            card = self._cards.pop()
            card.cancel_entries()
            card.hide()
            card.deleteLater()
        while len(self._cards) < count:
            self._cards.append(self._new_card(len(self._cards)))

    def _new_card(self, index: int) -> FilterCard:
        card = FilterCard(index, self._flow.ground)
        card.set_look(self._look)
        card.set_style(self._style)
        card.set_lit(index == self._lit)
        card.set_renamable(self._renamable)
        for mine, theirs in (
            (self.weight_chosen, card.weight_chosen),
            (self.bias_chosen, card.bias_chosen),
            (self.weight_edited, card.weight_edited),
            (self.block_pasted, card.block_pasted),
            (self.bias_edited, card.bias_edited),
            (self.renamed, card.renamed),
            (self.refused, card.refused),
            (self.filter_entered, card.entered),
            (self.filter_left, card.left),
            (self._on_menu_wanted, card.menu_wanted),
            (self._on_dropped, card.dropped),
        ):
            theirs.connect(mine)
        card.show()
        return card

    # What a hand did

    @Slot(int, QPoint)
    def _on_menu_wanted(self, index: int, place: QPoint) -> None:
        self._menu.open_for(index, len(self._cards), place)

    @Slot(int, QPoint)
    def _on_dropped(self, index: int, place: QPoint) -> None:
        to = self._flow.nearest(place)
        self._flow.lay_out()
        if to != index:
            self.moved.emit(index, to)

    @Slot()
    def _on_empty_triggered(self) -> None:
        self._expected = len(self._cards)
        self.filter_added.emit()

    @Slot(object)
    def _on_preset_triggered(self, preset: FilterPreset) -> None:
        self._expected = len(self._cards)
        self.preset_added.emit(preset)

    @Slot(int)
    def _on_duplicate_triggered(self, index: int) -> None:
        self._expected = index + 1
        self.duplicated.emit(index)

    @Slot(int)
    def _on_layer_activated(self, index: int) -> None:
        self.layer_chosen.emit(self._layers[index])
