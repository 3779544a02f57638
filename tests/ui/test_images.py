"""Images that are opened: read beside the window, the newest one wins."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from cnnviz.app.store import Store
from cnnviz.engine.arrays import Array
from cnnviz.model.networks import lecture_document
from cnnviz.ui.binding import images as binding
from cnnviz.ui.binding.images import ImagesBinding
from cnnviz.ui.drawing import DrawPanel


class SlowReading:
    """Reads that wait until they may end; every image is a black bar on white."""

    def __init__(self) -> None:
        self.may_end = threading.Event()
        self.begun = threading.Semaphore(0)
        self.threads: set[threading.Thread] = set()

    def __call__(self, path: Path) -> Array:
        self.threads.add(threading.current_thread())
        self.begun.release()
        assert self.may_end.wait(10)
        grey = np.ones((9, 9))
        grey[1:8, 4] = 0.0
        return grey


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> SlowReading:
    slow = SlowReading()
    monkeypatch.setattr(binding, "read_grey", slow)
    return slow


@pytest.fixture
def store() -> Store:
    return Store(lecture_document())


@pytest.fixture
def images(qtbot: QtBot, store: Store) -> Iterator[ImagesBinding]:
    panel = DrawPanel()
    qtbot.addWidget(panel)
    images = ImagesBinding(store, panel)
    yield images
    images.stop()


def steps(store: Store) -> list[str]:
    return [step.name for step in store.state.history.past]


def test_while_an_image_is_read_it_is_said_and_the_hand_goes_on(
    qtbot: QtBot, store: Store, images: ImagesBinding, slow: SlowReading
) -> None:
    images.open(Path("large.png"))
    assert slow.begun.acquire(timeout=10)
    assert store.state.notice is not None
    assert store.state.notice.text == "Reading “large.png” …"
    assert images.is_reading
    slow.may_end.set()
    qtbot.waitUntil(lambda: not images.is_reading)
    assert steps(store) == ["Take the picture from “large.png”"]
    assert store.state.notice is None
    assert threading.main_thread() not in slow.threads


def test_of_several_images_the_newest_becomes_the_picture(
    qtbot: QtBot, store: Store, images: ImagesBinding, slow: SlowReading
) -> None:
    for name in ("one.png", "two.png", "three.png"):
        images.open(Path(name))
    slow.may_end.set()
    qtbot.waitUntil(lambda: not images.is_reading)
    assert steps(store) == ["Take the picture from “three.png”"]


def test_an_image_that_is_let_go_of_changes_nothing(
    store: Store, images: ImagesBinding, slow: SlowReading, qtbot: QtBot
) -> None:
    images.open(Path("one.png"))
    assert slow.begun.acquire(timeout=10)
    images.forget()
    slow.may_end.set()
    images.open(Path("two.png"))
    qtbot.waitUntil(lambda: not images.is_reading)
    assert steps(store) == ["Take the picture from “two.png”"]


def test_a_decoder_that_fails_is_said_and_the_next_image_is_read(
    qtbot: QtBot, store: Store, images: ImagesBinding, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path) -> Array:
        raise RuntimeError(path.name)

    with monkeypatch.context() as breaking:
        breaking.setattr(binding, "read_grey", broken)
        images.open(Path("one.png"))
        qtbot.waitUntil(lambda: not images.is_reading)
    assert store.state.notice is not None
    assert store.state.notice.is_problem
    images.open(Path("gone.png"))
    qtbot.waitUntil(lambda: not images.is_reading)
    assert store.state.notice.text.startswith("“gone.png” is not there:")
    assert steps(store) == []
