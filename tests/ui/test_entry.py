"""What is half typed when it is time for something else: it belongs to the work that it was typed into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit

from cnnviz.model.lessons.reading import lesson_of
from cnnviz.model.networks import lecture_document
from cnnviz.ui.application import Running
from cnnviz.ui.layers import LayersPage
from cnnviz.ui.layers.knobs import NumberKnob
from tests.ui.dialogs import clicking

#: What is typed into is out of sight there.
LESSON = """
title = "Mine"
[[scene]]
title = "One"
panels = ["Stages"]
network = "smiley"
"""


@pytest.fixture
def running(used: Running) -> Running:
    """One window for all of them: what a test is about it brings about itself."""
    return used


def _cell(running: Running) -> None:
    grid = running.window.filter_bank.cards[-1].grids[-1]
    grid.setFocus()
    QTest.keyClicks(grid, "7")


def _filter_name(running: Running) -> None:
    name = running.window.filter_bank.cards[-1].name_edit
    name.begin()
    QTest.keyClicks(name, "Mine")


def _value(running: Running) -> None:
    canvas = running.window.draw_panel.canvas
    canvas.setFocus()
    QTest.keyClicks(canvas, "0.5")


def _knob(running: Running) -> None:
    running.window.learning.show_title("Layers")
    page = running.window.learning.findChild(LayersPage)
    assert page is not None
    _type_over(next(control.box for control in page.rows[-4].controls if isinstance(control, NumberKnob)))


def _setting(running: Running) -> None:
    running.window.learning.show_title("Training")
    field = running.window.learning.findChild(QLineEdit, "epochs")
    assert field is not None
    _type_over(field)


def _type_over(field: QLineEdit | QAbstractSpinBox) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "3")


TYPED = pytest.mark.parametrize("typed", [_cell, _filter_name, _value, _knob, _setting])


@TYPED
def test_a_scene_comes_back_as_it_was_written_and_an_undo_brings_what_was_typed_before(
    running: Running, typed: Callable[[Running], None]
) -> None:
    store, actions = running.store, running.window.actions_
    store.open_lesson(lesson_of(LESSON, "mine.toml"))
    store.edit("Stray", lambda document: replace(lecture_document(), lesson=document.lesson))
    strayed = store.state.document
    store.look(hidden=frozenset())
    typed(running)
    actions.return_to_scene.trigger()
    document, scene = store.state.document, store.state.document.lesson.scene.document  # type: ignore[union-attr]
    assert (document.network, document.practice) == (scene.network, scene.practice)
    assert (document.picture is scene.picture, document.filter_names) == (True, scene.filter_names)
    actions.undo.trigger()
    assert store.state.document is not strayed
    actions.undo.trigger()
    assert store.state.document is strayed


@TYPED
def test_an_undo_that_leads_to_another_scene_first_takes_back_what_is_half_typed(
    running: Running, typed: Callable[[Running], None]
) -> None:
    """The button takes no keyboard from a field: what stood in it was written into the scene before."""
    store, actions = running.store, running.window.actions_
    text = LESSON.replace("smiley", "lecture") + '[[scene]]\ntitle = "Two"\n'
    store.open_lesson(lesson_of(text, "mine.toml"))
    store.go_to_scene(1)
    first, second = store.state.history.past[0].document, store.state.document
    store.look(hidden=frozenset())
    typed(running)
    actions.undo.trigger()
    assert store.state.document is second
    store.look(hidden=frozenset())
    actions.undo.trigger()
    running.window.stages.setFocus()
    assert store.state.document is first
    actions.redo.trigger()
    actions.redo.trigger()
    assert store.state.document not in {first, second}


@TYPED
def test_what_is_half_typed_is_asked_about_before_the_work_is_closed(
    running: Running, typed: Callable[[Running], None]
) -> None:
    running.store.look(hidden=frozenset())
    typed(running)
    answer = clicking("Cancel")
    assert not running.files.new_document()
    assert answer.text is not None
    assert running.store.state.is_unsaved


@TYPED
def test_another_work_is_as_it_was_left(running: Running, typed: Callable[[Running], None]) -> None:
    running.store.look(hidden=frozenset())
    typed(running)
    running.store.open_lesson(lesson_of(LESSON, "mine.toml"))
    assert not running.store.state.history.past
    assert running.store.state.notice is None


def test_the_keyboard_is_where_it_was_after_the_question(running: Running) -> None:
    _cell(running)
    clicking("Cancel")
    running.files.new_document()
    assert running.window.focusWidget() is running.window.filter_bank.cards[-1].grids[-1]
