from __future__ import annotations

from functools import cache

import pytest

from cnnviz.model.experiments import EXPERIMENTS, Standing, adopted, run
from cnnviz.model.networks import lecture_document

CORNERS, FROZEN, SHUFFLED = EXPERIMENTS


@cache
def outcome(index: int) -> tuple[Standing, ...]:
    standings: tuple[Standing, ...] = ()
    for standings in run(EXPERIMENTS[index].contestants(0)):
        assert all(0 <= standing.share <= 1 for standing in standings)
    assert all(standing.share == 1 for standing in standings)
    return standings


def test_what_a_filter_learned_in_one_corner_it_knows_in_the_other() -> None:
    convolution, dense = outcome(0)
    assert convolution.accuracies is not None
    assert dense.accuracies is not None
    assert min(convolution.accuracies) > 0.95
    near, far = dense.accuracies
    assert near > 0.95
    assert far < 0.6
    counts = [
        sum(values.size for layer in standing.network.layers for values in layer.parameters.values())
        for standing in (convolution, dense)
    ]
    assert counts == [730, 724]


def test_filters_that_learn_beat_random_ones_and_those_the_slides_filters() -> None:
    slides, drawn, learned = (standing.accuracies[0] for standing in outcome(1) if standing.accuracies)
    assert 0.7 < slides < drawn < learned
    assert learned > 0.9


def test_frozen_filters_stay_as_they_were() -> None:
    slides, drawn, learned = outcome(1)
    for standing in (slides, drawn):
        before = standing.contestant.network.layers[0].parameters["weight"]
        assert (standing.network.layers[0].parameters["weight"] == before).all()
    assert (learned.network.layers[0].parameters["weight"] != slides.network.layers[0].parameters["weight"]).any()


def test_shuffled_columns_hurt_the_convolution_and_not_the_dense_network() -> None:
    usual, shuffled, dense, dense_shuffled = (standing.accuracies[0] for standing in outcome(2) if standing.accuracies)
    assert usual - shuffled > 0.03
    assert abs(dense - dense_shuffled) < 0.03


@pytest.mark.parametrize("index", range(len(EXPERIMENTS)))
def test_a_network_taken_into_the_document_fits_its_picture(index: int) -> None:
    standings = next(iter(run(EXPERIMENTS[index].contestants(0))))
    document = lecture_document()
    for standing in standings:
        taken = adopted(document, standing)
        assert taken.network is standing.network
        assert taken.network.classes == ("X", "O")
