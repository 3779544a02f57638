"""A person's own samples: kept as drawn, moved between classes, told to the network, and learned from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.engine.layers import Softmax
from cnnviz.engine.network import Network
from cnnviz.engine.samples import DEFAULT, Dials, draw_samples
from cnnviz.engine.training import Samples, TrainingSettings, train
from cnnviz.model.document import MOST_SAMPLED, Coding, Document, OwnSamples, with_coding, with_picture
from cnnviz.model.material import Material, material_of, practice_of, uses_generated, with_practice
from cnnviz.model.networks import blank_document, lecture_document, smiley_document
from cnnviz.model.picture.grid import with_grid
from cnnviz.model.practice import Practice
from cnnviz.model.refused import Refused
from cnnviz.model.samples.classes import (
    unknown_classes,
    with_class,
    with_class_renamed,
    with_voted_class_renamed,
    with_votes_for_samples,
    without_class,
)
from cnnviz.model.samples.own import (
    also_kept_as,
    own_samples,
    ready,
    that_fit,
    with_added,
    with_kept,
    with_label,
    with_sample_drawn,
    without,
)
from tests.model.documents import documents

OWN_ONLY = Practice(generated=0)


def collected(*labels: int) -> Document:
    """The lecture's document with one sample for each label; each is another picture."""
    document = lecture_document()
    for place, label in enumerate(labels):
        picture = np.full((9, 9), -1.0)
        picture[place // 9, place % 9] = 1.0
        document = with_kept(with_picture(document, picture), label)
    return document


def material(document: Document, practice: Practice = OWN_ONLY) -> Material:
    return material_of(practice, document.samples, document.grid, document.coding)


def learns(document: Document, both: Material) -> bool:
    return next(train(document.network, both.training, both.test, TrainingSettings())).step == 1


def test_a_drawing_is_kept_as_it_is_and_the_others_are_shared() -> None:
    before = collected(0, 1)
    after = with_kept(before, 1)
    assert after.samples is not None
    assert before.samples is not None
    assert after.samples.counts == (1, 2)
    assert np.array_equal(after.samples.pictures[-1], before.picture)
    assert all(one is other for one, other in zip(before.samples.pictures, after.samples.pictures, strict=False))


def test_an_empty_sheet_is_not_kept() -> None:
    with pytest.raises(Refused, match="draw something"):
        with_kept(blank_document(), 0)


def test_a_number_that_the_coding_of_the_others_cannot_hold_is_not_kept() -> None:
    document = with_coding(with_kept(with_coding(lecture_document(), Coding.BYTES), 0), Coding.SIGNED)
    huge = np.where(np.eye(9), 1.7e308, -1.0)
    with pytest.raises(Refused, match="too large"), np.errstate(over="ignore"):
        with_kept(with_picture(document, huge), 0)


@given(st.lists(st.integers(0, 1), min_size=1, max_size=12), st.data())
@settings(max_examples=40)
def test_deleting_and_relabelling_touch_those_samples_alone(labels: list[int], data: st.DataObject) -> None:
    document = collected(*labels)
    places = data.draw(st.sets(st.integers(0, len(labels) - 1)))
    own = own_samples(document)
    left = own_samples(without(document, places))
    kept = [place for place in range(len(labels)) if place not in places]
    assert [id(picture) for picture in left.pictures] == [id(own.pictures[place]) for place in kept]
    assert list(left.labels) == [labels[place] for place in kept]
    moved = own_samples(with_label(document, places, 1))
    assert moved.pictures == own.pictures
    assert list(moved.labels) == [1 if place in places else label for place, label in enumerate(labels)]
    if not places:
        assert without(document, places) is document
        assert with_label(document, places, 1) is document


@given(documents(), st.integers(0, 9))
@settings(max_examples=40)
def test_a_kept_drawing_comes_back_to_the_canvas(document: Document, place: int) -> None:
    document = replace(document, samples=None, picture=np.clip(document.picture, -1e6, 1e6))
    if document.is_blank:
        return
    label = place % len(own_samples(document).classes)
    kept = with_kept(document, label)
    elsewhere = with_picture(kept, np.full(document.grid, document.coding.paper))
    assert np.array_equal(with_sample_drawn(elsewhere, 0).picture, document.picture)


@pytest.mark.parametrize("coding", Coding)
@pytest.mark.parametrize("grid", [(9, 9), (8, 7), (28, 28)])
def test_samples_follow_another_grid_and_coding(grid: tuple[int, int], coding: Coding) -> None:
    drawn = draw_samples(40, (9, 9), DEFAULT, np.random.default_rng(1))
    document = with_coding(with_grid(with_added(lecture_document(), drawn, Coding.SIGNED), grid), coding)
    own = document.samples
    assert own is not None
    samples = ready(own, document.grid, document.coding)
    assert samples.pictures.shape == (1, *grid, 40)
    assert samples.pictures.min() == coding.paper
    assert samples.pictures.max() == coding.ink
    both = material(document, Practice(generated=20))
    assert len(both.training) + len(both.test) == 60
    assert learns(document, both)
    # Another one drawn now is of the new kind, and they still go together.
    assert len(ready(own_samples(with_kept(document, 0)), grid, coding)) == 41


def test_what_was_added_in_another_coding_is_the_same_drawing() -> None:
    drawn = draw_samples(4, (9, 9), DEFAULT, np.random.default_rng(1), 0.0, 255.0)
    document = with_added(collected(0), drawn, Coding.BYTES)
    again = ready(own_samples(document), (9, 9), Coding.BYTES)
    assert np.allclose(again.pictures[..., 1:], drawn.pictures, atol=1e-9)


def test_training_on_too_little_is_refused_in_a_sentence() -> None:
    for document, sentence in (
        (lecture_document(), "There are no samples to learn from"),
        (collected(0), "one class only"),
        (collected(1, 1, 1), "one class only"),
    ):
        with pytest.raises(ValueError, match=sentence):
            material(document)


def test_one_sample_of_each_class_and_an_empty_class_are_enough() -> None:
    document = with_class(collected(0, 1), "Z")
    both = material(document)
    assert (len(both.training), len(both.test)) == (2, 0)
    assert learns(document, both)


def test_the_split_is_the_same_for_the_same_seed_and_balanced() -> None:
    document = collected(*[0, 0, 0, 1] * 10)
    first, second = material(document), material(document)
    assert np.array_equal(first.training.pictures, second.training.pictures)
    assert first.test.counts.tolist() == [6, 2]


def test_what_samples_become_is_learned_from_and_not_tested_on() -> None:
    document = collected(*[0, 1] * 10)
    plain, more = (material(document, replace(OWN_ONLY, augments=wanted)) for wanted in (False, True))
    count = len(plain.training)
    assert np.array_equal(more.test.pictures, plain.test.pictures)
    assert np.array_equal(more.training.pictures[..., :count], plain.training.pictures)
    assert more.training.counts.tolist() == [5 * found for found in plain.training.counts]
    strict = replace(OWN_ONLY, augments=True, dials=Dials())
    assert not np.array_equal(material(document, strict).training.pictures, more.training.pictures)


def test_generated_samples_become_no_others() -> None:
    plain, more = (material(lecture_document(), Practice(augments=wanted)) for wanted in (False, True))
    assert np.array_equal(more.training.pictures, plain.training.pictures)


def test_many_samples_become_few_more_or_none() -> None:
    samples = draw_samples(1500, (9, 9), DEFAULT, np.random.default_rng(1))
    document = with_added(lecture_document(), samples, Coding.SIGNED)
    practice = replace(OWN_ONLY, augments=True)
    assert len(material(document, practice).training) == 2 * 1200


def test_generated_samples_stay_away_from_classes_that_are_neither_x_nor_o() -> None:
    document = with_class_renamed(with_class_renamed(collected(0, 1), 0, "cat"), 1, "dog")
    assert document.network.classes == ("cat", "dog")
    assert material(document, Practice()).training.classes == ("cat", "dog")
    assert not uses_generated(Practice(), document.samples)
    assert uses_generated(Practice(uses_own=False), document.samples)
    assert uses_generated(Practice(), with_class(collected(0, 1), "Z").samples)


# Classes


def test_classes_come_from_the_network_until_there_are_some() -> None:
    assert own_samples(smiley_document()).classes == ("happy", "sad")
    assert own_samples(lecture_document()).classes == ("X", "O")
    only = replace(lecture_document(), samples=OwnSamples((), (), ("a", "b", "c"), Coding.SIGNED))
    assert own_samples(only).classes == ("a", "b", "c")


@pytest.mark.parametrize("name", ["", "   ", "X", " O ", "a name too long"])
def test_a_class_needs_a_name_of_its_own(name: str) -> None:
    with pytest.raises(Refused):
        with_class(lecture_document(), name)
    with pytest.raises(Refused):
        with_class_renamed(lecture_document(), 1, "X" if name == " O " else name)


def test_there_are_two_to_ten_classes() -> None:
    document = lecture_document()
    for number in range(8):
        document = with_class(document, str(number))
    with pytest.raises(Refused, match="10 classes"):
        with_class(document, "more")
    with pytest.raises(Refused, match="There are 11 classes: take at most 10"):
        OwnSamples((), (), tuple(map(str, range(11))), Coding.SIGNED)
    with pytest.raises(Refused, match="At least 2"):
        without_class(lecture_document(), 0)


def test_removing_a_class_removes_its_samples_and_no_others() -> None:
    document = with_class(collected(0, 1, 0), "Z")
    document = without_class(with_kept(document, 2), 0)
    own = own_samples(document)
    assert own.classes == ("O", "Z")
    assert own.labels == (0, 1)


def test_a_class_renamed_in_the_votes_is_renamed_among_the_samples() -> None:
    document = with_voted_class_renamed(collected(0, 1), 0, "cross")
    assert document.network.classes == own_samples(document).classes == ("cross", "O")
    assert with_voted_class_renamed(document, 0, "cross") is document
    taken = with_voted_class_renamed(with_class(collected(0, 1), "cross"), 0, "cross")
    assert taken.network.classes == ("cross", "O")
    assert own_samples(taken).classes == ("X", "O", "cross")
    strangers = replace(lecture_document(), samples=OwnSamples((), (), ("cat", "dog"), Coding.SIGNED))
    assert with_voted_class_renamed(strangers, 0, "cross").samples is strangers.samples


def test_a_drawing_kept_under_two_classes_is_known_by_the_other() -> None:
    assert also_kept_as(collected(0, 1)) == ""
    once = with_kept(lecture_document(), 0)
    assert also_kept_as(once) == ""
    assert also_kept_as(with_kept(once, 1)) == "X"
    assert also_kept_as(with_kept(with_kept(once, 1), 0)) == "O"


def test_the_network_is_given_votes_for_new_classes_and_keeps_those_it_has() -> None:
    document = with_kept(with_class(collected(0, 1), "Z"), 2)
    assert unknown_classes(document) == ("Z",)
    with pytest.raises(ValueError, match="samples of Z"):
        learns(document, material(document))
    taught = with_votes_for_samples(document)
    assert unknown_classes(taught) == ()
    before, after = (d.network.forward(d.picture[None]).votes for d in (document, taught))
    assert after.tolist() == [*before.tolist(), 0.0]
    assert learns(taught, material(taught))
    assert with_votes_for_samples(taught) is taught
    network = document.network
    shares = Network(network.input_shape, (*network.layers, Softmax()), network.classes)
    taught = with_votes_for_samples(replace(document, network=shares))
    assert taught.network.classes == ("X", "O", "Z")
    assert taught.network.layers[-1] is shares.layers[-1]


def test_a_network_without_votes_cannot_be_given_any() -> None:
    network = lecture_document().network
    maps = replace(network, layers=network.layers[:2], classes=())
    with pytest.raises(Refused, match="no layer of votes"):
        with_votes_for_samples(replace(lecture_document(), network=maps))
    with pytest.raises(Refused, match="no layer of votes"):
        with_votes_for_samples(replace(lecture_document(), network=replace(network, classes=())))


def full_but_for(room: int) -> Document:
    """The lecture's document with so many samples of 9x9 that there is room for `room` more."""
    picture = lecture_document().picture
    count = MOST_SAMPLED // picture.size - room
    return replace(lecture_document(), samples=OwnSamples((picture,) * count, (0,) * count, ("X", "O"), Coding.SIGNED))


def test_more_samples_than_can_be_kept_are_refused_and_none_is_lost() -> None:
    full = with_kept(full_but_for(1), 1)
    with pytest.raises(Refused, match="more samples than can be kept"):
        with_kept(full, 0)


@given(st.integers(0, 12), st.integers(1, 20))
@settings(max_examples=10)
def test_as_many_are_taken_as_there_is_room_for(room: int, count: int) -> None:
    document = full_but_for(room)
    own = own_samples(document)
    more = Samples(np.zeros((1, 9, 9, count)), np.arange(count) % 2, ("X", "O"))
    taken = that_fit(own, more)
    assert len(taken) == min(room, count)
    assert (taken is more) == (count <= room)
    assert len(own_samples(with_added(document, taken, Coding.SIGNED))) == len(own) + len(taken)


def test_practice_that_changes_nothing_is_the_same_document() -> None:
    document = lecture_document()
    assert with_practice(document, practice_of(document)) is document
