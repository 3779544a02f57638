"""Which layers and filters stay as they are while the others learn."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QVBoxLayout, QWidget

from cnnviz.ui.flow import Flow
from cnnviz.ui.theme import Look, Type


@dataclass(frozen=True)
class Freezable:
    """A layer that can be frozen.

    index: in the network. title: what it is called. is_frozen: as a whole.
    filters: for each filter that can be frozen by itself, whether it is.
    """

    index: int
    title: str
    is_frozen: bool
    filters: tuple[bool, ...] = ()


class Freezing(QWidget):
    """A box for each layer, and a button for each filter.

    layer_chosen(layer, is_frozen), filter_chosen(layer, filter, is_frozen): a hand wants it so.
    """

    layer_chosen = Signal(int, bool)
    filter_chosen = Signal(int, int, bool)

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._shown: tuple[Freezable, ...] = ()
        self.layers: dict[int, QCheckBox] = {}
        self.filters: dict[tuple[int, int], QPushButton] = {}
        self._title = QLabel("Freeze")
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._title)
        layout.addWidget(self._list, 1)

    def set_layers(self, layers: tuple[Freezable, ...]) -> None:
        """Offer these, as they are now."""
        if [(one.title, len(one.filters)) for one in layers] != [(one.title, len(one.filters)) for one in self._shown]:
            self._build(layers)
        if layers != self._shown:
            self._shown = layers
            self._tick()

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        self._title.setFont(look.font(bold=True))
        self._rows.setSpacing(look.length(4))
        for box in self.layers.values():
            box.setFont(look.font())
        for button in self.filters.values():
            button.setFont(look.font(Type.CAPTION))

    def _build(self, layers: tuple[Freezable, ...]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.layers, self.filters = {}, {}
        for one in layers:
            box = self.layers[one.index] = QCheckBox(one.title)
            box.setStatusTip(f"{one.title} stays as it is")
            box.clicked.connect(self._on_layer_clicked)
            self._rows.addWidget(box)
            if one.filters:
                filters = QWidget()
                flow = Flow(filters, spacing=3)
                for at in range(len(one.filters)):
                    flow.addWidget(self._filter_button(one, at))
                self._rows.addWidget(filters)
        self._rows.addStretch(1)
        self.set_look(self._look)

    def _filter_button(self, layer: Freezable, at: int) -> QPushButton:
        button = self.filters[layer.index, at] = QPushButton()
        button.setText(str(at + 1))
        button.setCheckable(True)
        button.setToolTip(f"Filter {at + 1} stays as it is")
        button.setStatusTip(button.toolTip())
        button.setAccessibleName(f"{layer.title}: filter {at + 1} stays as it is")
        button.clicked.connect(self._on_filter_clicked)
        return button

    def _tick(self) -> None:
        for one in self._shown:
            self.layers[one.index].setChecked(one.is_frozen)
            for at, is_frozen in enumerate(one.filters):
                button = self.filters[one.index, at]
                button.setChecked(is_frozen or one.is_frozen)
                button.setEnabled(not one.is_frozen)

    @Slot(bool)
    def _on_layer_clicked(self, is_frozen: bool) -> None:
        layer = next(index for index, box in self.layers.items() if box is self.sender())
        self.layer_chosen.emit(layer, is_frozen)

    @Slot(bool)
    def _on_filter_clicked(self, is_frozen: bool) -> None:
        layer, at = next(key for key, button in self.filters.items() if button is self.sender())
        self.filter_chosen.emit(layer, at, is_frozen)
