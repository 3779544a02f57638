from __future__ import annotations

import pytest

from cnnviz.engine.explain import has_cell
from cnnviz.model.networks import SHIPPED, Shipped, lecture_network
from cnnviz.model.places import probe_named, stage_named
from cnnviz.model.refused import Refused
from cnnviz.model.view import Probe
from cnnviz.model.words import stage_names


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda shipped: shipped.title)
def test_every_stage_and_value_can_be_named(shipped: Shipped) -> None:
    network = shipped.make().network
    names = stage_names(network)
    assert [stage_named(network, name) for name in names] == list(range(len(names)))
    for stage, (name, shape) in enumerate(zip(names, network.shapes, strict=True)):
        last = tuple(size - 1 for size in shape)
        assert probe_named(network, f"{name} {','.join(map(str, shape))}") == Probe(stage, last)
        beyond = ",".join(str(size + 1) for size in shape)
        assert not has_cell(network, stage, shape)
        with pytest.raises(Refused, match="There is no"):
            probe_named(network, f"{name} {beyond}")


def test_names_are_read_as_people_write_them() -> None:
    network = lecture_network()
    assert stage_named(network, "max pooling") == stage_named(network, " Max Pooling 1 ") == 3
    assert stage_named(network, "4") == 4
    assert probe_named(network, "Picture 2,3") == probe_named(network, "picture 1,2,3") == Probe(0, (0, 1, 2))
    assert probe_named(network, "votes o") == probe_named(network, "Votes 2") == Probe(6, (1,))


@pytest.mark.parametrize(
    "text", ["", "Convolution", "Convolution 0,1,1", "Convolution x", "Votes Z", "Picture 1", "7 1"]
)
def test_what_names_no_value_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        probe_named(lecture_network(), text)
