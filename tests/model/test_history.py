"""Undo and redo: over any row of edits the way back is the way there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.engine.layers import Flatten, Linear
from cnnviz.engine.network import Network
from cnnviz.engine.samples import DEFAULT
from cnnviz.model.document import Coding, Document, OwnSamples, with_picture
from cnnviz.model.filters.edits import set_weight
from cnnviz.model.history import FEWEST, LONGEST, MOST_HELD, History
from cnnviz.model.lessons.editing import captured, new_lesson, with_text
from cnnviz.model.material import practice_of, with_practice
from cnnviz.model.networks import lecture_document
from cnnviz.model.samples.own import without
from cnnviz.model.view import View


def large_document(value: float) -> Document:
    """With weights of 4 MB that no other has."""
    layers = (Flatten(), Linear(np.full((128, 64 * 64), value)))
    return Document(np.zeros((64, 64)), Network((1, 64, 64), layers))


def another(document: Document, value: float) -> Document:
    return with_picture(document, np.full((9, 9), value))


def test_a_step_back_returns_the_very_document_and_names_what_it_takes_back() -> None:
    first = lecture_document()
    history = History(first).did("Draw", second := another(first, 0.1)).did("Invert", another(second, 0.2))
    assert (history.undo_name, history.redo_name) == ("Invert", None)
    back = history.undone()
    assert back.document is second
    assert (back.undo_name, back.redo_name) == ("Draw", "Invert")
    assert back.undone().document is first
    assert back.undone().undo_name is None
    assert back.redone().document is history.document


def test_where_there_is_nothing_to_undo_the_history_stays_itself() -> None:
    history = History(lecture_document())
    assert history.undone() is history
    assert history.redone() is history
    assert history.did("Nothing", history.document) is history


def test_edits_of_one_gesture_are_one_step() -> None:
    first = lecture_document()
    stroke, other = object(), object()
    history = History(first)
    for value in (0.1, 0.2, 0.3):
        history = history.did("Draw", another(first, value), stroke)
    one = history.document
    history = history.did("Draw", another(first, 0.4), other)
    assert len(history.past) == 2
    assert history.undone().document is one
    assert history.undone().undone().document is first


@pytest.mark.parametrize("kind", ["picture", "filter", "dial", "lesson"])
def test_a_gesture_that_ends_where_it_began_is_no_step(kind: str) -> None:
    """Dragged up and down again, a filter is as it was: it was unsaved, and undo took back nothing."""
    before = lecture_document()
    if kind == "lesson":
        before = replace(before, lesson=new_lesson("Mine", captured(before, View(), "First")))
    first = another(before, 0.1)

    def edited(document: Document, value: float) -> Document:
        match kind:
            case "picture":
                return another(document, value)
            case "filter":
                return set_weight(document, 0, 0, 0, 1, 1, value)
            case "dial":
                return with_practice(document, replace(practice_of(document), dials=replace(DEFAULT, noise=value)))
            case _:
                assert document.lesson is not None
                return replace(document, lesson=with_text(document.lesson, text=f"{value}"))

    start = first if kind == "dial" else edited(first, 0.25)
    drag = object()
    history = History(before).did("Draw", start)
    assert history.undo_name == "Draw"
    away = history.did("Drag", edited(start, 0.5), drag)
    assert away.undo_name == "Drag"
    # A dial begins where nobody has moved one yet.
    back = away.did("Drag", edited(away.document, DEFAULT.noise if kind == "dial" else 0.25), drag)
    assert back.document is start
    assert (back.undo_name, back.redo_name) == ("Draw", None)
    # The hand goes on: what it does then is a step again, and no part of the one before.
    again = back.did("Drag", edited(start, 0.75), drag)
    assert again.undo_name == "Drag"
    assert again.undone().document is start
    assert again.undone().undone().document is before


def test_undo_ends_a_gesture() -> None:
    first = lecture_document()
    stroke = object()
    history = History(first).did("Draw", another(first, 0.1), stroke).did("Turn", another(first, 0.2)).undone()
    again = history.did("Draw", another(first, 0.3), stroke)
    assert len(again.past) == 2
    assert again.undone().document is history.document


def test_a_new_edit_forgets_what_was_undone() -> None:
    first = lecture_document()
    history = History(first).did("Draw", another(first, 0.1)).undone().did("Draw", another(first, 0.2))
    assert history.redone() is history


def test_two_hundred_steps_are_kept() -> None:
    first = lecture_document()
    history = History(first)
    for step in range(LONGEST + 50):
        history = history.did(f"Step {step}", another(first, step / 1000))
    assert LONGEST == 200
    assert len(history.past) == LONGEST
    assert history.past[0].name == "Step 50"


def test_large_steps_are_fewer() -> None:
    history, size = History(large_document(0.0)), large_document(0.0).network.layers[1].parameters["weight"].nbytes
    for value in range(40):
        history = history.did("Train", large_document(value))
    assert len(history.past) == MOST_HELD // size + 1
    for value in range(10):
        history = history.did("Draw", with_picture(history.document, np.full((64, 64), float(value))))
    # A stroke shares the network with the step before it, so that the strokes drove none of the large steps out.
    assert sum(step.name == "Train" for step in history.past) == MOST_HELD // size


def test_the_last_steps_are_kept_however_large_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cnnviz.model.history.MOST_HELD", 1)
    history = History(lecture_document())
    for value in range(20):
        history = history.did("Draw", another(history.document, value))
    assert len(history.past) == FEWEST


def test_samples_that_are_gone_count_as_long_as_they_can_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    pictures = tuple(np.full((9, 9), float(value)) for value in range(30))
    document = replace(lecture_document(), samples=OwnSamples(pictures, (0,) * 30, ("X", "O"), Coding.SIGNED))
    monkeypatch.setattr("cnnviz.model.history.MOST_HELD", 15 * pictures[0].nbytes)
    history = History(document)
    for _ in range(20):
        history = history.did("Remove a sample", without(history.document, [0]))
    assert len(history.past) == 16


@given(st.lists(st.sampled_from(["edit", "gesture", "undo", "redo"]), max_size=60))
@settings(max_examples=50)
def test_undoing_everything_returns_the_first_document_and_redoing_the_last(moves: list[str]) -> None:
    first = lecture_document()
    history = History(first)
    for number, move in enumerate(moves):
        match move:
            case "undo":
                history = history.undone()
            case "redo":
                history = history.redone()
            case _:
                gesture = "one drag" if move == "gesture" else None
                history = history.did(move, another(first, number / 100), gesture)
    there = history
    while there.future:
        there = there.redone()
    last = there.document
    back = there
    while back.past:
        back = back.undone()
    assert back.document is first
    while back.future:
        back = back.redone()
    assert back.document is last
    assert [step.name for step in back.past] == [step.name for step in there.past]


def test_a_gesture_that_is_cancelled_has_never_been() -> None:
    begun = History(first := lecture_document()).did("Invert", second := another(first, 0.1))
    stroke = object()
    drawn = begun.did("Draw", third := another(second, 0.2), stroke).did("Draw", another(third, 0.3), stroke)
    cancelled = drawn.cancelled(stroke)
    assert cancelled.document is second
    assert [(step.name, step.document) for step in cancelled.past] == [("Invert", first)]
    assert cancelled.future == ()
    assert drawn.cancelled(object()) is drawn
    assert cancelled.cancelled(stroke) is cancelled


def test_what_is_done_while_training_goes_on_stays_a_step_of_its_own() -> None:
    first = lecture_document()
    gesture = object()
    networks = [first.network.with_layers(first.network.layers) for _ in range(4)]
    history = History(first).learned("Train", networks[0], gesture).learned("Train", networks[1], gesture)
    assert [step.name for step in history.past] == ["Train"]
    drawn = replace(history.document, picture=-first.picture)
    history = history.did("Draw", drawn, "stroke").learned("Train", networks[2], gesture)
    history = history.did("Draw", replace(history.document, picture=first.picture * 0.5), "stroke")
    assert [step.name for step in history.past] == ["Train", "Draw"]
    undone = history.undone()
    assert undone.document.network is networks[2]
    assert np.array_equal(undone.document.picture, first.picture)
    undone = undone.learned("Train", networks[3], gesture)
    assert undone.redone().document.network is networks[3]
    assert undone.undone().document is first


def test_what_was_learned_after_the_network_was_changed_is_another_step() -> None:
    first, gesture = lecture_document(), object()
    networks = [first.network.with_layers(first.network.layers) for _ in range(3)]
    history = History(first).learned("Train", networks[0], gesture)
    history = history.did("Edit", replace(history.document, network=networks[1]))
    again = history.learned("Train", networks[2], gesture)
    assert [step.name for step in again.past] == ["Train", "Edit", "Train"]
    again = again.did("Draw", another(again.document, 0.1)).learned("Train", networks[0], gesture)
    assert [step.name for step in again.past] == ["Train", "Edit", "Train", "Draw"]
    # A change that was undone, and that learning goes past, cannot be redone.
    past_it = history.undone().learned("Train", networks[2], gesture)
    assert ([step.name for step in past_it.past], past_it.future) == (["Train"], ())
    drawn = history.undone()
    drawn = drawn.did("Draw", another(drawn.document, 0.1))
    both = drawn.did("Edit", replace(drawn.document, network=networks[1])).undone().undone()
    assert [step.name for step in both.future] == ["Edit", "Draw"]
    assert both.learned("Train", networks[2], gesture).future == ()
