"""How the cards share the window where the stages are put away: the canvas has the room, the votes what they need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSplitter, QSplitterHandle
from pytestqt.qtbot import QtBot

from cnnviz.app.store import Store
from cnnviz.model.document import Document
from cnnviz.model.lessons.lesson import Lesson, Scene
from cnnviz.model.networks import lecture_document, smiley_document
from cnnviz.model.view import Panel, View
from cnnviz.ui.application import Running
from cnnviz.ui.panels import Panels

CANVAS_AND_VOTES = {Panel.DRAWING, Panel.VOTES}
EVERYTHING = {Panel.DRAWING, Panel.FILTERS, Panel.STAGES, Panel.ARITHMETIC, Panel.VOTES}
SCENES = ({Panel.DRAWING}, CANVAS_AND_VOTES, {Panel.DRAWING, Panel.FILTERS}, EVERYTHING)


def _settle() -> None:
    """Let layouts that follow from layouts come to rest."""
    for _ in range(5):
        QApplication.processEvents()


def _show(store: Store, panels: set[Panel]) -> None:
    store.look(hidden=frozenset(set(Panel) - panels))
    _settle()


def _width(running: Running, panel: Panel) -> int:
    return running.window.cards[panel].width()


def _lesson(scenes: Sequence[set[Panel]] = SCENES, make: Callable[[], Document] = lecture_document) -> Lesson:
    document, view = make(), View()
    hidden = [frozenset(set(Panel) - panels - {Panel.LESSON}) for panels in scenes]
    return Lesson("Room", tuple(Scene("Look", "At it.", document, replace(view, hidden=away)) for away in hidden))


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_votes_without_the_stages_leave_the_room_to_the_canvas(running: Running, size: tuple[int, int]) -> None:
    window, store = running.window, running.store
    window.resize(*size)
    _show(store, EVERYTHING)
    before = {panel: card.size() for panel, card in window.cards.items() if card.isVisible()}
    for text_scale in (100, 150):
        store.look(text_scale=text_scale)
        _show(store, {*CANVAS_AND_VOTES, Panel.LESSON})
        assert _width(running, Panel.DRAWING) > 1.3 * _width(running, Panel.VOTES) > 1.3 * 250
        _show(store, CANVAS_AND_VOTES)
        assert _width(running, Panel.DRAWING) > 1.3 * _width(running, Panel.VOTES) > 1.3 * 300
    store.look(text_scale=100)
    _show(store, EVERYTHING)
    for panel, card_size in before.items():
        assert window.cards[panel].size().toTuple() == pytest.approx(card_size.toTuple(), abs=2), panel


def test_from_scene_to_scene_the_panels_go_back_as_they_were(running: Running) -> None:
    store = running.store
    _show(store, {*EVERYTHING, Panel.LESSON})
    before = _width(running, Panel.STAGES)
    store.open_lesson(_lesson())
    for index, _ in enumerate(SCENES):
        store.go_to_scene(index)
        _settle()
        if index == 1:
            assert _width(running, Panel.DRAWING) > 1.3 * _width(running, Panel.VOTES)
    assert _width(running, Panel.STAGES) == pytest.approx(before, abs=2)


@pytest.mark.parametrize("seen", [{Panel.DRAWING}, {Panel.STAGES}, CANVAS_AND_VOTES])
def test_in_large_text_the_columns_come_back_as_they_went(qtbot: QtBot, fresh_settings: None, seen: set[Panel]) -> None:
    """Qt gives what comes back a share of all there is: the canvas had a third more than before after such a scene."""
    running = Running(lecture_document())
    store = running.store
    store.look(text_scale=125)
    with qtbot.waitSignal(running.completed):
        running.start()
    _show(store, {Panel.DRAWING, Panel.STAGES, Panel.VOTES, Panel.LESSON})
    before = _widths(running)
    for scene in ({Panel.DRAWING}, seen, {Panel.DRAWING, Panel.FILTERS}):
        _show(store, {*scene, Panel.LESSON})
    _show(store, {Panel.DRAWING, Panel.STAGES, Panel.VOTES, Panel.LESSON})
    assert _widths(running) == pytest.approx(before, abs=2)
    running.close()


def test_learning_beside_the_votes_has_the_width_that_it_has_beside_the_stages(running: Running) -> None:
    store = running.store
    _show(store, {Panel.DRAWING, Panel.STAGES, Panel.LEARNING, Panel.VOTES})
    before = _width(running, Panel.LEARNING)
    _show(store, CANVAS_AND_VOTES)
    _show(store, {*CANVAS_AND_VOTES, Panel.LEARNING})
    assert _width(running, Panel.LEARNING) == pytest.approx(before, abs=2)


def test_a_wider_window_and_a_dragged_line_are_kept(running: Running) -> None:
    """What is dragged while the votes stand alone stays, and the room of a wider window is shared alike."""
    window = running.window
    _show(running.store, CANVAS_AND_VOTES)
    whole = window.findChildren(QSplitter)[0]
    lesson, canvas, votes = whole.sizes()
    whole.setSizes([lesson, canvas - 60, votes + 60])
    _settle()
    dragged = _width(running, Panel.VOTES)
    assert dragged == pytest.approx(votes + 60, abs=2)
    window.resize(1600, 800)
    _settle()
    assert dragged < _width(running, Panel.VOTES) < dragged + 0.4 * 320


@pytest.mark.parametrize("goes_on", [False, True])
def test_before_a_class_the_canvas_has_the_room_and_afterwards_all_is_as_it_was(
    running: Running, qtbot: QtBot, *, goes_on: bool
) -> None:
    """Also where the class has seen the next scenes meanwhile."""
    store = running.store
    store.open_lesson(_lesson(), 1)
    _settle()
    canvas = _width(running, Panel.DRAWING)
    QTest.keyClick(running.window, Qt.Key.Key_F5)
    _settle()
    assert _width(running, Panel.DRAWING) > 1.3 * _width(running, Panel.VOTES)
    if goes_on:
        store.go_to_scene(3)
        _settle()
    QTest.keyClick(running.window, Qt.Key.Key_F5)
    if not goes_on:
        qtbot.waitUntil(lambda: _width(running, Panel.DRAWING) == pytest.approx(canvas, abs=2))
        store.go_to_scene(3)
    qtbot.waitUntil(lambda: running.window.width() == 1280 and _width(running, Panel.STAGES) > 600)


def test_neither_a_page_of_panels_nor_the_next_start_is_shared_so(running: Running, qtbot: QtBot) -> None:
    window, store = running.window, running.store
    page = window.findChild(Panels)
    assert page is not None
    before, kept = _width(running, Panel.STAGES), page.states()
    _show(store, CANVAS_AND_VOTES)
    canvas = _width(running, Panel.DRAWING)
    assert page.states() == kept
    window.resize(700, 700)
    _settle()
    assert page.is_page
    assert page.states() == kept
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: _width(running, Panel.DRAWING) == pytest.approx(canvas, abs=2))
    _show(store, EVERYTHING)
    assert _width(running, Panel.STAGES) == pytest.approx(before, abs=16)


def test_a_window_that_begins_with_large_text_has_room_for_the_stages(qtbot: QtBot, fresh_settings: None) -> None:
    """What the canvas needs was asked before anything stood in it: it took half of the window."""
    running = Running(lecture_document())
    running.window.resize(1280, 720)
    running.store.look(text_scale=150)
    with qtbot.waitSignal(running.completed):
        running.start()
    _settle()
    assert _width(running, Panel.DRAWING) < 0.4 * running.window.width()
    running.close()


def _widths(running: Running) -> dict[Panel, int]:
    return {panel: card.width() for panel, card in running.window.cards.items() if card.isVisible()}


def _drag(handle: QSplitterHandle, by: int) -> None:
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=handle.rect().center())
    QTest.mouseMove(handle, handle.rect().center() + QPoint(by, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=handle.rect().center())
    _settle()


def test_larger_text_and_back_leaves_everything_as_a_hand_has_shared_it(running: Running) -> None:
    """Also by way of the page that large text makes of the window, and in several rounds."""
    window, store = running.window, running.store
    _show(store, {*EVERYTHING, Panel.LESSON})
    usual = _widths(running)
    whole = window.findChildren(QSplitter)[0]
    for dragged in (False, True):
        if dragged:
            _drag(whole.handle(1), 60)
            assert _width(running, Panel.LESSON) > usual[Panel.LESSON] + 30
        before = _widths(running), [card.height() for card in window.cards.values()]
        for text_scale in (125, 150, 200, 150, 100, 200, 100):
            store.look(text_scale=text_scale)
            _settle()
        after = _widths(running), [card.height() for card in window.cards.values()]
        assert list(after[0].values()) == pytest.approx(list(before[0].values()), abs=2)
        assert after[1] == pytest.approx(before[1], abs=2)


def test_a_lesson_that_begins_without_the_canvas_gives_it_no_more_room_than_it_needs_later(
    qtbot: QtBot, fresh_settings: None
) -> None:
    """What was never shown has not been dressed, and takes itself for wider than it is."""
    running = Running(lecture_document())
    running.store.open_lesson(_lesson(({Panel.STAGES}, EVERYTHING)))
    running.start()
    qtbot.waitExposed(running.window)
    _settle()
    running.store.go_to_scene(1)
    _settle()
    whole = running.window.findChildren(QSplitter)[0]
    lesson, left, right = whole.sizes()
    assert left == pytest.approx(0.272 * (left + right), abs=3)
    QTest.keyClick(running.window, Qt.Key.Key_F5)
    _settle()
    QTest.keyClick(running.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: whole.sizes() == pytest.approx([lesson, left, right], abs=2))
    running.close()


def test_learning_leaves_the_lower_row_as_it_was_also_where_a_class_comes_between(
    running: Running, qtbot: QtBot
) -> None:
    store, actions = running.store, running.window.actions_
    store.open_lesson(_lesson((EVERYTHING, {Panel.STAGES, Panel.ARITHMETIC})))
    _settle()
    before = running.window.cards[Panel.STAGES].height()
    actions.learn.trigger()
    _settle()
    assert running.window.cards[Panel.STAGES].height() < before - 60
    QTest.keyClick(running.window, Qt.Key.Key_F5)
    _settle()
    store.go_to_scene(1)
    _settle()
    QTest.keyClick(running.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: running.window.width() == 1280)
    _settle()
    assert running.window.cards[Panel.STAGES].height() == pytest.approx(before, abs=3)


#: How large a projector is, and the text that a class then reads.
PROJECTORS = ((1024, 768, 150), (1280, 720, 125), (1920, 1080, 200))

#: From so many pixels on, a cell has its number; on a large projector it is to be larger.
WRITTEN, WRITTEN_LARGE = 14, 19


def _present_on(running: Running, width: int, height: int, text: int) -> None:
    QTest.keyClick(running.window, Qt.Key.Key_F5)
    _settle()
    # The screen of the tests has another size.
    running.window.resize(width, height)
    running.store.look(presented_text=text)
    _settle()


@pytest.mark.parametrize("projector", PROJECTORS)
def test_before_a_class_the_maps_have_their_numbers_beside_a_lesson_and_filters(
    running: Running, qtbot: QtBot, projector: tuple[int, int, int]
) -> None:
    """On a projector of 1024 x 768 both took 60 % of the width, and no number of the smiley's maps was seen."""
    window, store = running.window, running.store
    make = smiley_document if projector[0] == 1024 else lecture_document
    store.open_lesson(_lesson(({Panel.FILTERS, Panel.STAGES}, {Panel.STAGES}, CANVAS_AND_VOTES), make))
    qtbot.waitUntil(lambda: store.state.trace is not None and store.state.trace.network is store.state.document.network)
    _settle()
    usual = _widths(running)
    _present_on(running, *projector)
    least = WRITTEN_LARGE if projector[0] == 1920 else WRITTEN
    for stage, shape in enumerate(store.state.document.network.shapes):
        if stage and len(shape) == 3:
            assert window.stages.cell_rect(stage, (0, 0, 0)).width() >= least, stage
    lesson = _width(running, Panel.LESSON)
    for index in (1, 2, 0):
        store.go_to_scene(index)
        _settle()
        # From scene to scene the text stays where it is.
        assert _width(running, Panel.LESSON) == lesson
    QTest.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: _widths(running) == pytest.approx(usual, abs=2))


@pytest.mark.parametrize("while_presenting", [False, True])
def test_what_a_hand_has_dragged_stays_so_before_a_class(running: Running, *, while_presenting: bool) -> None:
    window, store = running.window, running.store
    store.open_lesson(_lesson(({Panel.FILTERS, Panel.STAGES}, {Panel.FILTERS, Panel.STAGES, Panel.VOTES})))
    _settle()
    if not while_presenting:
        _drag(window.findChildren(QSplitter)[0].handle(1), 160)
    _present_on(running, *PROJECTORS[0])
    if while_presenting:
        _drag(window.findChildren(QSplitter)[0].handle(1), 160)
    dragged = _width(running, Panel.LESSON)
    assert dragged == pytest.approx(410, abs=3)
    store.go_to_scene(1)
    _settle()
    assert _width(running, Panel.LESSON) == dragged


def test_a_left_column_that_was_wider_last_time_is_so_before_a_class(running: Running) -> None:
    store, whole = running.store, running.window.findChildren(QSplitter)[0]
    store.open_lesson(_lesson(({Panel.FILTERS, Panel.STAGES},)))
    _settle()
    lesson, left, right = whole.sizes()
    whole.setSizes([lesson, left + 200, right - 200])
    _settle()
    _present_on(running, *PROJECTORS[1])
    assert _width(running, Panel.FILTERS) > 400
