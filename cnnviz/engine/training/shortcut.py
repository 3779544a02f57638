"""A shorter way through a network: the same votes and, for every weight, the same gradient, from less work.

A training run goes this way thousands of times. What is shown and explained goes through every layer by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from cnnviz.engine.arrays import Shape
from cnnviz.engine.layers import MaxPool2d, ReLU
from cnnviz.engine.layers.seats import Seats, seats_of
from cnnviz.engine.network import Network

#: A layer of the network by its index, because its numbers change while the way stays; or one in place of two.
Step = int | MaxPool2d


def shortcut(network: Network) -> tuple[Step, ...]:
    """The steps of the shorter way, in order.

    The largest value of a window is the same whether negative ones became 0 before or it alone does after, and where
    it is not positive it hands no gradient on: so ReLU waits until max pooling has left fewer values. And the largest
    of the largest is the largest of them all: so two max poolings in a row are one with a larger window.
    """
    steps: list[Step] = []
    for index, layer in enumerate(network.layers):
        place = len(steps)
        if isinstance(layer, MaxPool2d):
            while place and _is_relu(network, steps[place - 1]):
                place -= 1
        steps.insert(place, index)
        if isinstance(layer, MaxPool2d) and place and (both := _in_one(network, steps[place - 1], index)):
            steps[place - 1 : place + 1] = [both]
    return tuple(steps)


def _is_relu(network: Network, step: Step) -> bool:
    return isinstance(step, int) and isinstance(network.layers[step], ReLU)


def _in_one(network: Network, step: Step, index: int) -> MaxPool2d | None:
    """The pooling that does what `step` and the pooling at `index` do, if there is one."""
    first, second = step if isinstance(step, MaxPool2d) else network.layers[step], network.layers[index]
    if not (type(first) is MaxPool2d and isinstance(second, MaxPool2d)):
        return None
    tiles = first.stride == first.window and second.stride >= second.window
    if not tiles or first.partial_windows != second.partial_windows:
        return None
    window, stride = first.window * second.window, first.stride * second.stride
    return _TwoPoolings(window, stride, first.partial_windows, first.window)


@dataclass(frozen=True, eq=False)
class _TwoPoolings(MaxPool2d):
    """Two max poolings whose windows do not overlap, as one.

    first: the window of the first. Of equal values the one in the first of its windows is the largest, as if they
        were asked one after the other.
    """

    first: int = 1

    def seats(self, shape: Shape) -> Seats:
        return seats_of(self.places(shape), shape[0], self.first)
