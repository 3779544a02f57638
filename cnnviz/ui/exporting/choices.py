"""Boxes to choose from, each value with a name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from cnnviz.model.view import ColorScheme
from cnnviz.ui.drop_down import DropDown

T = TypeVar("T")

THEMES = (
    (ColorScheme.LIGHT, "Light"),
    (ColorScheme.DARK, "Dark"),
    (ColorScheme.CONTRAST, "High contrast"),
    (ColorScheme.GREY, "Grey, for printing"),
)


class ChoiceBox(DropDown, Generic[T]):
    """One of several values."""

    def __init__(self, name: str, offers: Iterable[tuple[T, str]] = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._values: list[T] = []
        self.offer(offers)

    @property
    def value(self) -> T:
        return self._values[self.currentIndex()]

    def offer(self, offers: Iterable[tuple[T, str]]) -> None:
        """Let a person choose among these; what was chosen stays, where it is among them."""
        offers = tuple(offers)
        chosen = self._values[self.currentIndex()] if self._values else None
        self._values = [value for value, _ in offers]
        self.clear()
        self.addItems([name for _, name in offers])
        if chosen in self._values:
            self.setCurrentIndex(self._values.index(chosen))

    def set_value(self, value: T) -> None:
        """Choose `value`, where it is offered."""
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))


def scales(largest: int, usual: int) -> ChoiceBox[int]:
    """How many pixels a point has."""
    box = ChoiceBox("Size", [(scale, f"{scale}×") for scale in range(1, largest + 1)])
    box.set_value(usual)
    box.setToolTip("Pixels for each point: 1× is the size on a screen, 3× is crisp on a projector")
    return box
