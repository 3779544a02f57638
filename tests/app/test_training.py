"""Training as a hand steers it: real store, session and worker."""

from __future__ import annotations

import gc
import random
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnnviz.app.session import Session, responder
from cnnviz.app.store import Store
from cnnviz.app.training import Amount, Training, next_order
from cnnviz.app.worker import Failure, Question, Slice, Worker
from cnnviz.engine.network import Network
from cnnviz.engine.training import SGD, Initialisation, Reason, train
from cnnviz.model.document import Coding, Document, with_coding, with_picture
from cnnviz.model.filters.edits import remove_filter, set_weight
from cnnviz.model.material import material_of, practice_of, with_practice
from cnnviz.model.networks import lecture_document, smiley_document
from cnnviz.model.practice import with_settings
from cnnviz.model.run import Run
from tests.app.gates import PATIENCE


class Prompt(Worker):
    """Has taken up each question before anything else happens, as a thread may that is not kept waiting."""

    def __init__(self) -> None:
        self._respond, self._taken = responder(), threading.Event()
        super().__init__(self._take)

    def ask(self, question: Question) -> None:
        super().ask(question)
        assert self._taken.wait(PATIENCE)
        self._taken.clear()

    def _take(self, question: Question) -> Iterator[Slice]:
        self._taken.set()
        yield from self._respond(question)


class Desk:
    """A store with all that trains it."""

    def __init__(self, qtbot: QtBot, document: Document, worker: Worker | None = None) -> None:
        self.qtbot = qtbot
        self.store = Store(document)
        self.worker = worker or Worker(responder())
        self.session = Session(self.store, self.worker)
        self.training = Training(self.store)
        self.session.start()

    @property
    def network(self) -> Network:
        return self.store.state.document.network

    @property
    def run(self) -> Run:
        assert self.store.state.run is not None
        return self.store.state.run

    @property
    def steps(self) -> list[str]:
        return [step.name for step in self.store.state.history.past]

    def go(self, amount: Amount) -> None:
        """Train so far, and wait until it is done."""
        self.training.go(amount)
        self.wait_for_rest()

    def begin(self, steps: int = 1) -> None:
        """Run without an end, and wait for so many more steps."""
        before = self.store.state.run.step if self.store.state.run else 0
        self.training.go(Amount.RUN)
        self.qtbot.waitUntil(lambda: self.store.state.run is not None and self.run.step >= before + steps)
        assert self.store.state.order is not None

    def wait_for_rest(self) -> None:
        """Until nothing trains and what is shown is of the document."""
        self.qtbot.waitUntil(lambda: self.store.state.order is None and self.is_consistent)

    @property
    def is_consistent(self) -> bool:
        trace = self.store.state.trace
        picture = self.store.state.document.picture
        return trace is not None and trace.network is self.network and np.array_equal(trace.picture[0], picture)

    def set(self, **settings: object) -> None:
        """Choose settings of the run."""
        self.store.edit("Set", partial(_with_settings, settings=settings))


def _with_settings(document: Document, settings: dict[str, object]) -> Document:
    return with_practice(document, with_settings(practice_of(document), **settings))


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    document = lecture_document()
    practice = with_settings(replace(practice_of(document), generated=60), epochs=4, batch_size=8)
    desk = Desk(qtbot, with_practice(document, practice))
    desk.wait_for_rest()
    yield desk
    desk.session.stop()


def same(one: Network, other: Network) -> bool:
    """Whether every weight is equal to the last bit."""
    return all(
        values.tobytes() == other.layers[index].parameters[name].tobytes()
        for index, layer in enumerate(one.layers)
        for name, values in layer.parameters.items()
    )


def draw(desk: Desk, value: float = 0.5) -> None:
    desk.store.edit("Draw", lambda document: with_picture(document, np.full((9, 9), value)))


def edit_by_hand(desk: Desk) -> None:
    desk.store.edit("Edit a filter", lambda document: set_weight(document, 0, 0, 0, 1, 1, 0.123))


def test_a_run_is_that_of_the_engine_to_the_last_bit(desk: Desk) -> None:
    document = desk.store.state.document
    practice = practice_of(document)
    material = material_of(practice, None, document.grid, document.coding)
    *_, last = train(document.network, material.training, material.test, practice.settings)
    desk.go(Amount.RUN)
    assert same(desk.network, last.network)
    assert desk.run.step == last.step == desk.run.last_step
    assert desk.run.curves.losses[-1] == last.loss
    assert desk.run.done is not None
    assert desk.store.state.notice is not None
    assert desk.store.state.notice.text == desk.run.done.sentence


def test_steps_pauses_and_drawing_change_nothing_of_what_is_learned(desk: Desk) -> None:
    desk.go(Amount.RUN)
    through = desk.network
    desk.training.rewind()
    for _ in range(3):
        desk.go(Amount.BATCH)
    assert desk.run.step == 3
    desk.go(Amount.EPOCH)
    assert desk.run.epochs == 1
    desk.store.look(pace=100.0)
    desk.begin()
    draw(desk)
    desk.training.pause()
    desk.wait_for_rest()
    desk.store.look(pace=float("inf"))
    desk.go(Amount.BATCH)
    desk.go(Amount.RUN)
    assert same(desk.network, through)


def test_one_batch_after_a_pause_is_one_batch(desk: Desk) -> None:
    desk.set(epochs=None)
    desk.begin(50)
    desk.training.pause()
    desk.wait_for_rest()
    step = desk.run.step
    desk.go(Amount.BATCH)
    assert desk.run.step == step + 1


def test_one_picture_is_learned_from_by_itself(desk: Desk) -> None:
    desk.go(Amount.SAMPLE)
    assert desk.run.step == 1
    assert desk.run.curves.accuracies[0] in {0.0, 1.0}
    desk.go(Amount.SAMPLE)
    desk.go(Amount.RUN)
    assert desk.run.epochs == 4


def test_a_run_is_one_undo_step_and_after_undo_it_begins_anew(desk: Desk) -> None:
    before = desk.network
    desk.go(Amount.BATCH)
    desk.go(Amount.RUN)
    trained = desk.network
    assert desk.steps == ["Train"]
    desk.store.undo()
    assert desk.network is before
    desk.go(Amount.RUN)
    assert same(desk.network, trained)
    assert desk.run.step == desk.run.last_step


def test_undo_takes_a_run_back_that_goes_on(desk: Desk) -> None:
    before = desk.network
    desk.set(epochs=None)
    desk.begin(3)
    desk.store.undo()
    desk.wait_for_rest()
    assert desk.network is before


def test_a_run_that_was_redone_goes_on(desk: Desk) -> None:
    desk.go(Amount.EPOCH)
    step = desk.run.step
    desk.store.undo()
    desk.store.redo()
    desk.go(Amount.BATCH)
    assert desk.run.step == step + 1


def test_what_is_drawn_during_a_run_keeps_its_own_steps(desk: Desk) -> None:
    before, picture = desk.network, desk.store.state.document.picture
    desk.set(epochs=None)
    for value in (0.1, 0.2, 0.3):
        desk.begin(2)
        draw(desk, value)
    desk.begin(2)
    assert desk.steps == ["Set", "Train", "Draw", "Draw", "Draw"]
    for _ in range(3):
        desk.store.undo()
    assert np.array_equal(desk.store.state.document.picture, picture)
    # What was learned stays, and training goes on.
    assert desk.network is desk.run.network
    step = desk.run.step
    desk.qtbot.waitUntil(lambda: desk.run.step > step)
    desk.store.redo()
    assert desk.store.state.document.picture[0, 0] == 0.1
    for _ in range(2):
        desk.store.undo()
    desk.wait_for_rest()
    assert desk.network is before


def test_rewinding_returns_to_the_very_first_weights(desk: Desk) -> None:
    desk.go(Amount.BATCH)
    first = desk.run.first
    edit_by_hand(desk)
    desk.go(Amount.EPOCH)
    desk.training.rewind()
    desk.wait_for_rest()
    assert desk.network is first
    desk.go(Amount.BATCH)
    assert same(desk.run.first, first)
    assert desk.run.step == 1


def test_a_hand_edit_pauses_a_run_is_kept_and_run_goes_on_from_it(desk: Desk) -> None:
    desk.set(epochs=None, learning_rate=1e-9)
    desk.begin(3)
    edit_by_hand(desk)
    edited = desk.network
    desk.wait_for_rest()
    assert desk.network is edited
    assert "paused, for the network was changed by hand; Run goes on from there." in str(desk.store.state.notice)
    step = desk.run.step
    desk.training.go(Amount.BATCH)
    seen: list[float] = []
    desk.store.changed.connect(partial(_note, seen))
    desk.wait_for_rest()
    # In no frame are the numbers of before the edit shown.
    assert all(abs(weight - 0.123) < 1e-6 for weight in seen)
    assert desk.run.step == step + 1
    assert desk.network.layers[0].parameters["weight"][0, 0, 1, 1] == pytest.approx(0.123)


def test_a_network_that_is_built_otherwise_during_a_run_is_said_to_begin_anew(desk: Desk) -> None:
    desk.set(epochs=None)
    desk.begin(3)
    desk.store.edit("Remove", lambda document: remove_filter(document, 0, 0))
    desk.wait_for_rest()
    assert desk.store.state.notice is not None
    text = "Training has paused, for the network was changed by hand; Run begins anew."
    assert desk.store.state.notice.text == text
    desk.go(Amount.BATCH)
    assert desk.run.step == 1


def _note(seen: list[float], _: object, new: object) -> None:
    seen.append(float(new.document.network.layers[0].parameters["weight"][0, 0, 1, 1]))  # type: ignore[attr-defined]


def test_an_edit_that_is_undone_lets_the_run_go_on_from_what_is_shown(desk: Desk) -> None:
    desk.set(epochs=None)
    desk.begin(20)
    edit_by_hand(desk)
    desk.wait_for_rest()
    step = desk.run.step
    desk.store.undo()
    desk.go(Amount.BATCH)
    assert desk.run.step == step + 1


def test_going_back_shows_what_was_and_goes_on_from_there(desk: Desk) -> None:
    desk.go(Amount.RUN)
    end = desk.network
    assert desk.store.state.notice is not None
    desk.training.go_to(5)
    desk.wait_for_rest()
    assert desk.network is desk.run.snapshots[5].network
    # "Trained for 1 epoch, as asked." stood there as if it were said of the fifth step, and of the next run.
    assert desk.store.state.notice is None
    desk.training.go_to(10_000)
    desk.wait_for_rest()
    assert desk.network is end
    desk.training.go_to(9)
    desk.go(Amount.BATCH)
    assert (desk.run.step, desk.run.epochs) == (10, 1)
    assert list(desk.run.curves.steps) == list(range(1, 11))
    assert desk.steps == ["Train"]
    desk.training.go_to(0)
    assert desk.network is desk.run.first


def test_another_size_during_a_run_is_never_asked_of_the_network_that_trains(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk(qtbot, lecture_document(), Prompt())
    desk.set(epochs=None)
    desk.begin()
    desk.store.edit("Choose another network", lambda document: smiley_document())
    desk.wait_for_rest()
    desk.store.undo()
    desk.wait_for_rest()
    desk.session.stop()
    assert not caplog.records
    notice = desk.store.state.notice
    assert notice is None or not notice.is_problem


def test_going_back_during_a_run_pauses_it(desk: Desk) -> None:
    desk.set(epochs=None)
    desk.begin(5)
    desk.training.go_to(desk.run.step)
    desk.wait_for_rest()
    step = desk.run.step
    desk.go(Amount.BATCH)
    assert desk.run.step == step + 1


def test_a_run_on_another_grid_is_left_alone(desk: Desk) -> None:
    desk.go(Amount.RUN)
    desk.store.edit("Smiley", lambda _: smiley_document())
    shown = desk.network
    desk.training.go_to(1)
    desk.training.rewind()
    assert desk.network is shown


def test_another_network_is_trained_from_the_start(desk: Desk) -> None:
    desk.go(Amount.RUN)
    desk.store.edit("Remove a filter", lambda document: remove_filter(document, 0, 2))
    desk.go(Amount.BATCH)
    assert desk.run.step == 1


def test_opening_other_work_ends_the_run(desk: Desk) -> None:
    desk.set(epochs=None)
    desk.begin(3)
    document = smiley_document()
    desk.store.open(document)
    desk.wait_for_rest()
    assert desk.store.state.run is None
    assert desk.store.state.document is document


def test_the_pace_is_kept_and_another_counts_at_once(desk: Desk) -> None:
    desk.store.look(pace=0.001)
    desk.training.go(Amount.RUN)
    desk.qtbot.waitUntil(lambda: desk.store.state.run is not None and desk.run.step == 1)
    # The first step is taken, and seen, at once; the next would be due in a quarter of an hour.
    desk.store.look(pace=float("inf"))
    desk.wait_for_rest()
    assert desk.run.done is not None


def test_single_steps_do_not_wait_for_the_pace(desk: Desk) -> None:
    desk.store.look(pace=0.001)
    for step in (1, 2, 3):
        desk.go(Amount.BATCH)
        assert desk.run.step == step


def test_settings_that_change_during_a_run_count_at_once(desk: Desk) -> None:
    desk.set(epochs=None)
    desk.begin(3)
    desk.set(learning_rate=0.001, epochs=3)
    desk.wait_for_rest()
    assert desk.run.order.practice.settings.learning_rate == 0.001
    assert desk.run.done is not None
    assert desk.steps == ["Set", "Train", "Set"]


def test_other_numbers_for_ink_during_a_run_are_learned_from(desk: Desk) -> None:
    desk.set(epochs=None)
    desk.begin(3)
    desk.store.edit("Recode", lambda document: with_coding(document, Coding.UNIT))
    desk.qtbot.waitUntil(lambda: desk.run.order.coding is Coding.UNIT)
    assert desk.run.material.training.pictures.min() == 0.0


def test_the_epochs_that_are_over_count_when_a_run_goes_on(desk: Desk) -> None:
    desk.go(Amount.EPOCH)
    desk.set(learning_rate=0.01)
    desk.go(Amount.RUN)
    assert desk.run.epochs == 4
    assert desk.run.step == desk.run.last_step
    # What is over and is told to run goes on for as long again.
    desk.go(Amount.RUN)
    assert desk.run.epochs == 8


def test_a_run_that_diverges_stops_with_its_sentence(desk: Desk) -> None:
    desk.set(optimiser=SGD(momentum=0.9), learning_rate=1e6, epochs=None)
    desk.go(Amount.RUN)
    assert desk.run.done is not None
    assert desk.run.done.reason is Reason.DIVERGED
    notice = desk.store.state.notice
    assert notice is not None
    assert notice.is_problem
    assert "learning rate" in notice.text
    assert all(np.isfinite(v).all() for layer in desk.network.layers for v in layer.parameters.values())


def test_what_cannot_be_trained_is_said_and_changes_nothing(desk: Desk) -> None:
    before = desk.network
    desk.set(frozen_layers=frozenset(range(len(before.layers))))
    desk.training.go(Amount.RUN)
    desk.qtbot.waitUntil(lambda: desk.store.state.notice is not None and desk.store.state.notice.is_problem)
    assert desk.store.state.order is None
    assert desk.network is before


def test_a_refusal_that_comes_late_does_not_stop_what_was_ordered_since(desk: Desk) -> None:
    earlier = next_order(desk.store.state, Amount.RUN)
    desk.training.go(Amount.RUN)
    desk.worker.answered.emit(Failure("There is nothing to learn from.", earlier))
    desk.wait_for_rest()
    assert desk.run.done is not None


def test_a_long_run_keeps_no_more_than_it_needs(desk: Desk) -> None:
    desk.set(epochs=None)
    desk.begin(2000)
    assert len(desk.run.snapshots) <= 402
    assert desk.run.snapshots[0].step == 0
    assert desk.run.order.before is None


def test_a_thousand_deeds_at_random_leave_nothing_behind(desk: Desk) -> None:
    hand = random.Random(5)
    desk.set(epochs=None)
    deeds: tuple[tuple[Callable[[], object], int], ...] = (
        (lambda: desk.training.go(hand.choice(list(Amount))), 8),
        (desk.training.run_or_pause, 8),
        (desk.training.pause, 6),
        (desk.training.rewind, 3),
        (lambda: desk.training.go_to(hand.randrange(200)), 4),
        (lambda: edit_by_hand(desk), 2),
        (lambda: draw(desk, hand.random()), 4),
        (lambda: desk.set(learning_rate=hand.uniform(0.001, 0.1)), 2),
        (lambda: desk.store.look(pace=hand.choice((50.0, float("inf")))), 2),
        (desk.store.undo, 3),
        (desk.store.redo, 2),
        (QApplication.processEvents, 10),
    )
    threads = threading.active_count()

    def do(count: int) -> int:
        for deed, _ in hand.choices(deeds, [weight for _, weight in deeds], k=count):
            deed()
            assert desk.store.state.trace is not None
        desk.training.pause()
        desk.wait_for_rest()
        # What history and run hold of right is let go; what is left would be held by nobody's right.
        desk.store.open(lecture_document())
        desk.wait_for_rest()
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        do(200)
        before = do(400)
        assert do(400) - before < 2_000_000
    finally:
        tracemalloc.stop()
    assert threading.active_count() == threads
    answers: list[object] = []
    desk.store.changed.connect(partial(_count, answers))
    desk.session.stop()
    QApplication.processEvents()
    assert not answers


def _count(answers: list[object], _: object, new: object) -> None:
    answers.append(new)


def test_a_filter_that_was_drawn_anew_has_lost_its_name(desk: Desk) -> None:
    names = desk.store.state.document.filter_names
    assert all(names)
    desk.set(frozen_filters=frozenset({(0, 1)}))
    desk.go(Amount.BATCH)
    assert desk.store.state.document.filter_names == ("", names[1], "")
    desk.store.undo()
    desk.set(initialisation=Initialisation.PRESENT)
    desk.go(Amount.RUN)
    assert desk.store.state.document.filter_names == names
