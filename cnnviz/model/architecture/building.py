"""From a plan to a network: weights that still fit are kept to the last bit, the rest is newly drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cnnviz.engine.layers import Conv2d, Linear
from cnnviz.engine.network import Network
from cnnviz.model.architecture.blueprints import blueprint_of
from cnnviz.model.architecture.keeping import Kept, Stream, kept_weights
from cnnviz.model.architecture.plan import Plan, titles
from cnnviz.model.architecture.problems import blank_network, problem_of
from cnnviz.model.document import Document, first_convolution
from cnnviz.model.practice import Practice, with_settings
from cnnviz.model.refused import Refused

#: What new weights are drawn from, so that the same edit of the same network gives the same numbers.
SEED = 1


@dataclass(frozen=True, eq=False)
class Built:
    """A network made from a plan.

    filter_names: of its first convolution.
    origins: for each layer which one of the base it was, and how many of its filters or neurons are those of the base;
        None for one that is new, or that an example brought.
    told: which weights were kept, in a sentence.
    """

    network: Network
    filter_names: tuple[str, ...]
    origins: tuple[tuple[int, int] | None, ...]
    told: str

    def place_of(self, layer: int) -> int | None:
        """Where layer number `layer` of the base stands now; None where it is gone."""
        found = (index for index, origin in enumerate(self.origins) if origin is not None and origin[0] == layer)
        return next(found, None)


def build(plan: Plan) -> Built:
    """The network of a plan; the plan's own base where nothing differs.

    Raises:
        Refused: the plan does not fit; the sentence is that of `problem_of`.
    """
    problem = problem_of(plan)
    if problem is not None:
        raise Refused(problem.sentence)
    kept = _kept(plan, _drawn(blank_network(plan)))
    network = Network(plan.input_shape, tuple(each.layer for each in kept), plan.classes)
    if _is_same(network, plan.base):
        network = plan.base
    origins = tuple(
        None if place.origin is None or plan.is_example else (place.origin, each.count)
        for place, each in zip(plan.places, kept, strict=True)
    )
    return Built(network, _filter_names(plan, kept), origins, _told(plan, kept))


def with_built(document: Document, built: Built) -> Document:
    """`document` with another network; itself where it has it already. What is frozen goes with its layer.

    Raises:
        Refused: the network is not for pictures of this size.
    """
    if built.network is document.network:
        return document
    practice = None if document.practice is None else _frozen_with(document.practice, built)
    return replace(document, network=built.network, filter_names=built.filter_names, practice=practice)


def _frozen_with(practice: Practice, built: Built) -> Practice:
    """`practice` with the layers and filters that stay as they are under their new numbers."""
    layers, filters = practice.settings.frozen_layers, practice.settings.frozen_filters
    found = [(index, *origin) for index, origin in enumerate(built.origins) if origin is not None]
    return with_settings(
        practice,
        frozen_layers=frozenset(index for index, old, _ in found if old in layers),
        frozen_filters=frozenset(
            (index, at) for index, old, count in found for of, at in filters if of == old and at < count
        ),
    )


def _drawn(network: Network) -> Network:
    # NumPy's random numbers take time to load, and nothing else at the start needs them.
    import numpy as np

    from cnnviz.engine.training import Initialisation, initialise

    return initialise(network, Initialisation.HE, np.random.default_rng(SEED))


def _kept(plan: Plan, drawn: Network) -> list[Kept]:
    """The layers of the new network."""
    before = _streams(plan.base)
    now = _picture(drawn)
    kept = []
    for place, layer, shape in zip(plan.places, drawn.layers, drawn.shapes[1:], strict=True):
        found = Kept(layer, 0)
        if place.origin is not None:
            old = plan.base.layers[place.origin]
            if blueprint_of(old) == place.blueprint and not isinstance(old, Conv2d | Linear):
                found = Kept(old, 0)
            elif isinstance(old, Conv2d | Linear) and isinstance(layer, Conv2d | Linear):
                found = kept_weights(old, layer, before[place.origin], now)
        kept.append(found)
        now = now.through(layer, shape, _names(found, place.origin))
    return kept


def _names(kept: Kept, origin: int | None) -> list[object]:
    """Whose each filter or neuron is: that of the base which it was, or nobody else's."""
    count = len(kept.layer.weight) if isinstance(kept.layer, Conv2d | Linear) else 0
    return [(origin, index) if index < kept.count else object() for index in range(count)]


def _streams(network: Network) -> list[Stream]:
    """What comes into each layer of a network, everything with its own name."""
    streams = [_picture(network)]
    for index, (layer, shape) in enumerate(zip(network.layers, network.shapes[1:], strict=True)):
        streams.append(streams[-1].through(layer, shape, [(index, which) for which in range(shape[0])]))
    return streams


def _picture(network: Network) -> Stream:
    maps, rows, columns = network.input_shape
    return Stream(tuple(("picture", index) for index in range(maps)), (rows, columns))


def _is_same(network: Network, base: Network) -> bool:
    return (
        network.input_shape == base.input_shape
        and network.classes == base.classes
        and len(network.layers) == len(base.layers)
        and all(new is old for new, old in zip(network.layers, base.layers, strict=True))
    )


def _filter_names(plan: Plan, kept: Sequence[Kept]) -> tuple[str, ...]:
    """Filters of the first convolution that were its filters before keep their names."""
    index = next((number for number, each in enumerate(kept) if isinstance(each.layer, Conv2d)), None)
    if index is None or plan.places[index].origin != first_convolution(plan.base):
        return ()
    return plan.names[: kept[index].count]


def _told(plan: Plan, kept: Sequence[Kept]) -> str:
    """Which weights were kept and which were not."""
    weighted = [(name, each) for name, each in zip(titles(plan), kept, strict=True) if each.layer.parameters]
    new = [name for name, each in weighted if not each.count]
    if not weighted:
        return ""
    if len(new) == len(weighted):
        return "All weights are newly drawn."
    as_before = "are the example's own" if plan.is_example else "are kept"
    parts = [f"Newly drawn: {', '.join(new)}"] if new else []
    parts += [f"{name}: {', '.join(each.notes)}" for name, each in weighted if each.notes]
    return f"{'; '.join(parts)}; all other weights {as_before}." if parts else f"All weights {as_before}."
