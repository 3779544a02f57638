"""The thread and its mailbox, with real threads and thousands of messages."""

from __future__ import annotations

import logging
import threading
import weakref
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from cnnviz.app.worker import Failure, Worker, answering, computed
from cnnviz.engine.layers import Conv2d, ReLU
from cnnviz.engine.network import Network, Trace
from tests.app.gates import PATIENCE, Broken, Gate, Listener, question

QUICK = Network((1, 3, 3), (ReLU(),))


@pytest.fixture
def worker(qtbot: QtBot) -> Iterator[Worker]:
    worker = Worker(answering(computed))
    yield worker
    worker.stop()


@pytest.fixture
def listener(worker: Worker) -> Listener:
    listener = Listener()
    worker.answered.connect(listener.on_answered)
    return listener


def deliver_everything() -> None:
    """Let the window's thread handle every message that was sent to it."""
    QCoreApplication.sendPostedEvents()
    QCoreApplication.processEvents()


def test_an_answer_carries_its_question_and_arrives_in_the_windows_thread(
    qtbot: QtBot, worker: Worker, listener: Listener
) -> None:
    asked = question(QUICK, 0.5)
    worker.ask(asked)
    qtbot.waitUntil(lambda: bool(listener.answers))
    (trace,) = listener.answers
    assert isinstance(trace, Trace)
    assert trace.network is QUICK
    assert (trace.picture == asked.picture).all()
    assert listener.threads == {threading.main_thread()}


def test_a_thread_is_there_with_the_first_question(qtbot: QtBot, worker: Worker, listener: Listener) -> None:
    assert not any(thread.name == "cnnviz worker" for thread in threading.enumerate())
    worker.ask(question(QUICK, 1.0))
    assert any(thread.name == "cnnviz worker" for thread in threading.enumerate())
    qtbot.waitUntil(lambda: listener.values == [1.0])


def test_of_the_questions_that_wait_only_the_newest_is_computed(
    qtbot: QtBot, worker: Worker, listener: Listener
) -> None:
    gate = Gate()
    network = Network((1, 3, 3), (gate,))
    worker.ask(question(network, 0))
    assert gate.entered.wait(PATIENCE)
    for value in range(1, 5001):
        worker.ask(question(network, value))
    gate.is_open.set()
    qtbot.waitUntil(lambda: 5000.0 in listener.values)
    assert gate.passed == [0.0, 5000.0]


def test_of_the_answers_that_wait_only_the_newest_is_delivered(
    qtbot: QtBot, worker: Worker, listener: Listener
) -> None:
    wake_ups: list[None] = []
    worker._wake.connect(lambda: wake_ups.append(None))
    for value in range(200):
        gate = Gate()
        gate.is_open.set()
        last = Gate()
        worker.ask(question(Network((1, 3, 3), (gate, last)), value))
        # The window's thread is busy here: it takes no answer while 200 are computed.
        assert last.entered.wait(PATIENCE)
        last.is_open.set()
        worker.ask(question(QUICK, -1.0))
    qtbot.waitUntil(lambda: listener.values[-1:] == [-1.0])
    deliver_everything()
    assert listener.values.count(-1.0) <= 2
    assert len(listener.values) <= len(wake_ups) <= 3


def test_in_a_storm_of_questions_answers_keep_their_order_and_the_last_one_comes(
    qtbot: QtBot, worker: Worker, listener: Listener
) -> None:
    for value in range(5000):
        worker.ask(question(QUICK, value))
        if value % 7 == 0:
            QCoreApplication.processEvents()
    qtbot.waitUntil(lambda: listener.values[-1:] == [4999.0])
    assert listener.values == sorted(set(listener.values))


def test_questions_from_several_threads_are_as_good(qtbot: QtBot, worker: Worker, listener: Listener) -> None:

    def ask_many(of: int) -> None:
        for value in range(1000):
            worker.ask(question(QUICK, of + value))

    threads = [threading.Thread(target=ask_many, args=(of,)) for of in (10_000, 20_000, 30_000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    worker.ask(question(QUICK, -1.0))
    qtbot.waitUntil(lambda: listener.values[-1:] == [-1.0])


def test_an_idle_worker_sleeps_without_an_alarm(
    qtbot: QtBot, worker: Worker, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[tuple[Any, ...]] = []
    wait = threading.Condition.wait

    def noted(condition: threading.Condition, *timeout: Any) -> bool:
        if threading.current_thread().name == "cnnviz worker":
            waits.append(timeout)
        return wait(condition, *timeout)

    monkeypatch.setattr(threading.Condition, "wait", noted)
    worker.ask(question(QUICK))
    qtbot.waitUntil(lambda: bool(listener.answers))
    worker.stop()
    assert len(waits) <= 2
    assert set(waits) <= {()}


def test_a_failing_layer_gives_a_sentence_and_a_log_and_the_thread_lives_on(
    qtbot: QtBot, worker: Worker, listener: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        worker.ask(question(Network((1, 3, 3), (Broken(),))))
        qtbot.waitUntil(lambda: bool(listener.answers))
    (failure,) = listener.answers
    assert isinstance(failure, Failure)
    assert failure.text.endswith(".")
    assert "ZeroDivisionError: as planted" in caplog.text
    worker.ask(question(QUICK, 3.0))
    qtbot.waitUntil(lambda: listener.values == [3.0])


def test_numbers_that_grow_out_of_bounds_are_an_answer_too(qtbot: QtBot, worker: Worker, listener: Listener) -> None:
    huge = Conv2d(np.full((1, 1, 3, 3), 1e308))
    worker.ask(question(Network((1, 3, 3), (huge, ReLU())), 1e308))
    qtbot.waitUntil(lambda: bool(listener.answers))
    (trace,) = listener.answers
    assert isinstance(trace, Trace)
    assert np.isinf(trace.votes).all()


def test_nothing_arrives_once_stop_has_returned(worker: Worker, listener: Listener) -> None:
    gate = Gate()
    worker.ask(question(Network((1, 3, 3), (gate,)), 1.0))
    assert gate.entered.wait(PATIENCE)
    # The answer is put, and its wake-up sent, while stop waits for the thread.
    gate.is_open.set()
    worker.stop()
    assert gate.passed == [1.0]
    deliver_everything()
    assert listener.answers == []
    assert not any(thread.name == "cnnviz worker" for thread in threading.enumerate())


def test_a_stopped_worker_takes_questions_and_answers_none(worker: Worker, listener: Listener) -> None:
    worker.stop()
    worker.ask(question(QUICK))
    worker.stop()
    deliver_everything()
    assert listener.answers == []


def test_stopping_in_the_middle_of_a_storm_leaves_nothing(qtbot: QtBot) -> None:
    for round_ in range(50):
        worker = Worker(answering(computed))
        listener = Listener()
        worker.answered.connect(listener.on_answered)
        for value in range(round_ * 3):
            worker.ask(question(QUICK, value))
        worker.stop()
        seen = len(listener.answers)
        deliver_everything()
        assert len(listener.answers) == seen
    assert not any(thread.name == "cnnviz worker" for thread in threading.enumerate())


def test_an_answer_may_stop_the_worker(qtbot: QtBot, worker: Worker, listener: Listener) -> None:
    worker.answered.connect(worker.stop)
    worker.ask(question(QUICK))
    qtbot.waitUntil(lambda: bool(listener.answers))
    worker.ask(question(QUICK))
    deliver_everything()
    assert len(listener.answers) == 1


def test_what_is_done_with_is_let_go_of(qtbot: QtBot, worker: Worker, listener: Listener) -> None:
    asked = question(QUICK, 0.5)
    worker.ask(asked)
    qtbot.waitUntil(lambda: bool(listener.answers))
    kept: list[weakref.ref[object]] = [weakref.ref(asked), weakref.ref(listener.answers[0])]
    del asked
    listener.answers.clear()
    qtbot.waitUntil(lambda: not any(reference() for reference in kept))
