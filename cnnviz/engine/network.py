"""A network: an input shape, layers in order, class names."""

from __future__ import annotations

from dataclasses import dataclass, field

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

    def forward(self, pictures: Array) -> Trace:
        """Every stage's values for one picture of `input_shape`, or for many with the image axis last.

        Raises:
            ShapeError: the pictures are not of `input_shape`.
        """
        axes = len(self.input_shape)
        single = pictures.ndim == axes
        if pictures.shape[:axes] != self.input_shape or pictures.ndim > axes + 1:
            raise ShapeError(
                f"The network takes {describe_shape(self.input_shape)}, "
                f"but the picture is {'x'.join(map(str, pictures.shape))}."
            )
        # A view, so that making it read-only leaves the caller's own array alone.
        values = [pictures[..., None] if single else pictures.view()]
        for layer in self.layers:
            values.append(layer.forward(values[-1]))
        if single:
            values = [value[..., 0] for value in values]
        for value in values:
            value.setflags(write=False)
        return Trace(self, tuple(values))


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
        return self.stages[0]

    @property
    def votes(self) -> Array:
        """``(classes,)``, or ``(classes, images)`` for many pictures."""
        return self.stages[-1]
