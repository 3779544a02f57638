"""A network: an input shape, layers in order, class names."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from cnnviz.engine.arrays import Array, Shape, describe_shape
from cnnviz.engine.layers import Layer, ShapeError


@dataclass(frozen=True, eq=False)
class Network:
    """Layers that fit one another.

    input_shape: ``(maps, rows, columns)``.
    layers: in order; may be empty.
    classes: one name per value of the last layer, or empty where the network gives no votes.
    shapes: the shape of every stage; ``shapes[0]`` is the picture's, ``shapes[i]`` what ``layers[i - 1]`` gives.

    Raises:
        ShapeError: the sequence does not fit; the message names the layer, what came in and what it needs.
    """

    input_shape: Shape
    layers: tuple[Layer, ...]
    classes: tuple[str, ...] = ()
    shapes: tuple[Shape, ...] = field(init=False)

    def __post_init__(self) -> None:
        shapes = [tuple(self.input_shape)]
        if len(shapes[0]) not in (1, 3) or min(shapes[0]) < 1:
            raise ShapeError(f"A picture has maps, rows and columns, at least 1 of each, not {shapes[0]}.")
        object.__setattr__(self, "input_shape", shapes[0])
        for number, layer in enumerate(self.layers, start=1):
            try:
                shapes.append(layer.output_shape(shapes[-1]))
            except ShapeError as error:
                raise ShapeError(f"Layer {number} does not fit: {error}.") from None
        if self.classes and shapes[-1] != (len(self.classes),):
            raise ShapeError(
                f"The network has {len(self.classes)} classes ({', '.join(self.classes)}), "
                f"but its last layer gives {describe_shape(shapes[-1])}."
            )
        object.__setattr__(self, "shapes", tuple(shapes))

    @property
    def parameter_count(self) -> int:
        """How many numbers the network has to learn."""
        return sum(layer.parameter_count for layer in self.layers)

    def with_layers(self, layers: tuple[Layer, ...]) -> Network:
        """This network with layers that differ from its own in their numbers alone, so that nothing needs checking."""
        network = object.__new__(Network)
        network.__dict__.update(self.__dict__)
        network.__dict__["layers"] = layers
        return network

    def forward(self, pictures: npt.ArrayLike) -> Trace:
        """Every stage's values for one picture of `input_shape`, or for many with the image axis last.

        Raises:
            ShapeError: the pictures are not of `input_shape`.
        """
        values = np.ascontiguousarray(pictures, dtype=np.float64)
        if values.shape == self.input_shape:
            stages = self._stages(values[..., None])
            return Trace(self, tuple([stage[..., 0] for stage in stages]))
        if values.shape[:-1] == self.input_shape:
            # A view, so that making it read-only leaves the caller's own array alone.
            return Trace(self, tuple(self._stages(values.view())))
        raise ShapeError(
            f"The network takes {describe_shape(self.input_shape)}, "
            f"but the picture is {'x'.join(map(str, values.shape)) or 'a single number'}."
        )

    def _stages(self, values: Array) -> list[Array]:
        """The read-only values of every stage, image axis last."""
        stages = [values]
        for layer in self.layers:
            stages.append(layer.forward(stages[-1]))
        for stage in stages:
            stage.setflags(write=False)
        return stages


@dataclass(frozen=True, eq=False)
class Trace:
    """What a network computed for a picture (or for many, image axis last).

    stages: read-only values of every stage; ``stages[0]`` is the picture, ``stages[i]`` the output of
        ``network.layers[i - 1]``.
    """

    network: Network
    stages: tuple[Array, ...]

    @property
    def picture(self) -> Array:
        """``(maps, rows, columns)``, or ``(maps, rows, columns, images)`` for many."""
        return self.stages[0]

    @property
    def votes(self) -> Array:
        """``(classes,)``, or ``(classes, images)`` for many pictures."""
        return self.stages[-1]
