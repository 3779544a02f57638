"""Which weight, and whose error: lists for the kind of weight, for its place, and for the pictures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from cnnviz.model.errors.weights import Axis
from cnnviz.ui.drop_down import DropDown
from cnnviz.ui.flow import Flow
from cnnviz.ui.theme import Look

SCOPES = ("this picture", "all samples")


class WeightPicker(QWidget):
    """Lists to choose one weight from, and the pictures that the error is of.

    parameter_chosen(index): weights of another kind.
    place_chosen(axis, place): another place along one axis.
    scope_chosen(index): the error of the picture (0) or of all samples (1).
    """

    parameter_chosen = Signal(int)
    place_chosen = Signal(int, int)
    scope_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._axes: tuple[Axis, ...] = ()
        self._titles: tuple[str, ...] = ()
        self._flow = Flow(self, spacing=4)
        self.parameters = self._list("Kind of weight", "Which kind of weight to nudge")
        self.parameters.activated.connect(self.parameter_chosen)
        # A filter has a place in four axes, and no layer has more.
        self.places = tuple(self._list("", "") for _ in range(4))
        for place in self.places:
            place.activated.connect(self._on_place_activated)

        self.scope = self._list(
            "Pictures", "The error of the picture on the canvas, or the mean of all samples to learn from"
        )
        self.scope.addItems(SCOPES)
        self.scope.activated.connect(self.scope_chosen)

    def set_scope(self, index: int) -> None:
        """Show whose error it is: that of the picture (0) or of all samples (1)."""
        self.scope.setCurrentIndex(index)

    def set_parameters(self, titles: Sequence[str], index: int) -> None:
        """Offer these kinds of weights, of which one is chosen."""
        if tuple(titles) != self._titles:
            self._titles = tuple(titles)
            self.parameters.clear()
            self.parameters.addItems(self._titles)
        self.parameters.setCurrentIndex(index)

    def set_place(self, axes: tuple[Axis, ...], index: tuple[int, ...]) -> None:
        """Offer the places along each axis, of which one is chosen; an axis of one place is left out."""
        for at, box in enumerate(self.places):
            axis = axes[at] if at < len(axes) else None
            if axis != (self._axes[at] if at < len(self._axes) else None) and axis is not None:
                box.clear()
                box.addItems(axis.places)
                box.setAccessibleName(axis.title)
                tip = f"Which {axis.title.lower()} the weight is of"
                box.setToolTip(tip)
                box.setStatusTip(tip)
            box.setVisible(axis is not None and len(axis.places) > 1)
            if axis is not None:
                box.setCurrentIndex(index[at])
        self._axes = axes

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        for box in (self.parameters, *self.places, self.scope):
            box.setFont(look.font())

    def _list(self, name: str, tip: str) -> QComboBox:
        box = _List()
        box.setAccessibleName(name)
        box.setToolTip(tip)
        box.setStatusTip(tip)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._flow.addWidget(box)
        return box

    @Slot(int)
    def _on_place_activated(self, place: int) -> None:
        axis = next(at for at, box in enumerate(self.places) if box is self.sender())
        if place != -1:
            self.place_chosen.emit(axis, place)


class _List(DropDown):
    def minimumSizeHint(self) -> QSize:
        # WORKAROUND Qt 6.11: its own is that of the font before.
        return self.sizeHint()
