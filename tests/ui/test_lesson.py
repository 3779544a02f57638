"""The lesson panel in the real window: read, solved, strayed from, written, undone and saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.app.state import State
from cnnviz.model.concealment import to_predict
from cnnviz.model.document import with_picture
from cnnviz.model.lessons.conditions import Answered
from cnnviz.model.lessons.drafts import Goal
from cnnviz.model.lessons.lesson import Lesson, Place
from cnnviz.model.lessons.reading import lesson_of, read_lesson
from cnnviz.model.lessons.shipped import shipped_lessons
from cnnviz.model.networks import lecture_document
from cnnviz.model.view import Panel, Probe, View
from cnnviz.ui.application import Running
from cnnviz.ui.binding.learning import HIDDEN
from cnnviz.ui.lesson.reading import Reading
from cnnviz.ui.lesson.shelf import Entry, Shelf
from cnnviz.ui.lesson.writing import Writing
from cnnviz.ui.line import Line
from cnnviz.ui.panels import Panels
from cnnviz.ui.player import PlayerBar
from cnnviz.ui.preferences import preferences, remembered_view
from cnnviz.ui.recent_files import recent_files
from cnnviz.ui.window import Window
from tests.ui.dialogs import choosing, clicking, escaping
from tests.ui.hands import LEFT

_CONTROL = Qt.KeyboardModifier.ControlModifier
LESSON = """
title = "Mine"
[[scene]]
title = "One"
text = "Look at **this**, & at <b>that</b>."
panels = ["Picture", "Stages"]
picture = "O"
[scene.task]
text = "What is 5 ÷ 9?"
solution = "It is .55"
check = [{ answer = "5/9" }]
[[scene]]
title = "Two & three"
text = "Now learn."
panels = ["Stages", "Learning"]
tab = "Results"
probe = { stage = "Convolution", map = 1, row = 2, column = 2 }
"""


@pytest.fixture
def running(used: Running) -> Running:
    """One window for all that only read: what is written stays in sight until it is done."""
    return used


@pytest.fixture
def reading(running: Running) -> Reading:
    return opened(running)


def opened(running: Running) -> Reading:
    running.store.open_lesson(lesson_of(LESSON, "mine.toml"))
    page = running.window.lesson.currentWidget()
    assert isinstance(page, Reading)
    return page


def press(page: QWidget, text: str) -> None:
    QTest.mouseClick(
        next(each for each in page.findChildren(QPushButton) if text in each.text() + each.accessibleName()), LEFT
    )


def place_of(state: State) -> Place:
    assert state.document.lesson is not None
    return state.document.lesson


def test_a_lesson_is_taken_from_the_shelf_by_the_keyboard(running: Running) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        running.store.look(hidden=frozenset())
        shelf = running.window.lesson.currentWidget()
        assert isinstance(shelf, Shelf)
        entry = shelf.findChildren(Entry)[1]
        entry.setFocus()
        QTest.keyClick(entry, key)
        place = running.store.state.document.lesson
        assert place is not None, key
        assert place.lesson.title == shipped_lessons()[1].title
        page = running.window.lesson.currentWidget()
        assert isinstance(page, Reading)
        press(page, "Close")


def test_by_its_keys_a_lesson_is_opened_and_written_without_the_mouse(fresh: Running) -> None:
    window = fresh.window
    _press(window, Qt.Key.Key_L, _CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert isinstance(window.focusWidget(), Entry)
    shelf = window.lesson.currentWidget()
    assert isinstance(shelf, Shelf)
    # Its words are read on the ground that they are written for.
    chosen, other = (entry.grab().toImage() for entry in shelf.findChildren(Entry)[:2])
    assert chosen.pixelColor(8, chosen.height() - 8) == other.pixelColor(8, other.height() - 8)
    press(shelf, "Write a lesson")
    page = writing_page(fresh)
    assert page.lesson_title.hasFocus()
    # Put away and back.
    for _ in range(2):
        _press(window, Qt.Key.Key_L, _CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert page.isAncestorOf(window.focusWidget())


def test_learning_has_the_keyboard_once_its_key_has_opened_it(fresh: Running) -> None:
    window = fresh.window
    _press(window, Qt.Key.Key_L, _CONTROL)
    assert window.focusWidget() is window.learning.tabBar()
    _press(window, Qt.Key.Key_Right)
    assert window.learning.currentIndex() == 1


def _press(window: Window, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.focusWidget(), key, modifiers)


def test_a_lesson_is_taken_from_the_shelf_and_put_back(running: Running) -> None:
    window, store = running.window, running.store
    window.actions_.lesson.trigger()
    shelf = window.lesson.currentWidget()
    assert isinstance(shelf, Shelf)
    press(shelf, shipped_lessons()[1].title)
    assert place_of(store.state).lesson.title == shipped_lessons()[1].title
    page = window.lesson.currentWidget()
    assert isinstance(page, Reading)
    press(page, "Close")
    assert store.state.document.lesson is None
    assert not window.lesson.isVisible()
    store.undo()
    assert place_of(store.state).index == 0


def test_the_words_on_the_buttons_are_whole_at_any_text_size(fresh: Running) -> None:
    reading = opened(fresh)
    for scale in (100, 150, 200):
        fresh.store.look(text_scale=scale, hidden=frozenset({Panel.LEARNING}))
        assert _least_room(reading) >= 0
        press(reading, "Edit")
        writing = fresh.window.lesson.currentWidget()
        assert isinstance(writing, Writing)
        assert _least_room(writing) >= 0
        press(writing, "Done")


def test_a_page_stays_where_it_is_read_while_a_lesson_is_written(fresh: Running) -> None:
    opened(fresh)
    fresh.store.look(text_scale=200)
    QApplication.processEvents()
    panels = fresh.window.findChild(Panels)
    assert panels is not None
    assert panels.is_page
    for text in ("Edit", "Done"):
        page = fresh.window.lesson.currentWidget()
        assert page is not None
        button = next(each for each in page.findChildren(QPushButton) if each.text() == text)
        button.setFocus()
        panels.ensureWidgetVisible(button)
        before = panels.verticalScrollBar().value()
        QTest.mouseClick(button, LEFT)
        assert panels.verticalScrollBar().value() == before


def test_on_a_page_a_scene_begins_with_its_text_and_its_first_step_leads_to_the_player(running: Running) -> None:
    window, panels = running.window, running.window.findChild(Panels)
    assert panels is not None
    # Learning comes with the second scene, alone, and so would be scrolled to.
    lesson = """
title = "Mine"
[[scene]]
title = "One"
panels = ["Stages", "Arithmetic"]
[[scene]]
title = "Two"
panels = ["Stages", "Arithmetic", "Learning"]
play = { stage = "Convolution", map = 1, at = "start" }
"""
    running.store.look(text_scale=175)
    running.store.open_lesson(lesson_of(lesson, "mine.toml"))
    _settle()
    assert panels.is_page

    def seen(widget: QWidget) -> bool:
        return widget.visibleRegion().boundingRect() == widget.rect()

    panels.verticalScrollBar().setValue(10_000)
    window.actions_.page_on.trigger()
    _settle()
    assert seen(window.cards[Panel.LESSON])
    (bar,) = window.findChildren(PlayerBar)
    assert not seen(bar)
    window.actions_.step_on.trigger()
    _settle()
    assert seen(bar)
    # Who reads on below stays there.
    panels.verticalScrollBar().setValue(10_000)
    window.actions_.step_on.trigger()
    _settle()
    assert panels.verticalScrollBar().value() == panels.verticalScrollBar().maximum()
    window.actions_.player.trigger()
    panels.verticalScrollBar().setValue(0)
    window.actions_.player.trigger()
    _settle()
    assert seen(bar)


def _settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def _least_room(page: QWidget) -> int:
    """How many pixels wider its buttons are seen than they must be; the least of all."""
    for _ in range(5):
        QApplication.processEvents()
    buttons = [each for each in page.findChildren(QAbstractButton) if each.isVisible()]
    assert len(buttons) > 5
    panels, rooms = page.window().findChild(Panels), []
    assert panels is not None
    for each in buttons:
        panels.ensureWidgetVisible(each)
        rooms.append(each.visibleRegion().boundingRect().width() - each.minimumSizeHint().width())
    return min(rooms)


def test_the_text_and_its_buttons_stay_where_they_are_from_scene_to_scene(running: Running, reading: Reading) -> None:
    widths = []
    for index in (0, 1, 0):
        running.store.go_to_scene(index)
        QApplication.processEvents()
        widths.append(reading.width())
    assert len(set(widths)) == 1, widths


def test_there_is_a_scene_to_return_to_only_in_a_lesson(running: Running) -> None:
    back = running.window.actions_.return_to_scene
    assert not back.isEnabled()
    running.store.open_lesson(lesson_of(LESSON, "mine.toml"))
    assert back.isEnabled()
    running.store.open(lecture_document())
    assert not back.isEnabled()


def test_markup_in_a_text_is_only_text(reading: Reading) -> None:
    assert reading.text.toPlainText() == "Look at this, & at <b>that</b>."


def test_a_scene_shows_its_panels_its_tab_and_its_probe(running: Running, reading: Reading, qtbot: QtBot) -> None:
    press(reading, "Next")
    window, state = running.window, running.store.state
    assert {panel for panel, card in window.cards.items() if card.isVisible()} == {
        Panel.LESSON,
        Panel.STAGES,
        Panel.LEARNING,
    }
    assert window.learning.title == "Results"
    assert state.view.pinned == Probe(1, (0, 1, 1))
    assert not reading.task.isVisible()


def test_one_key_leads_back_from_a_detour(running: Running, reading: Reading) -> None:
    store = running.store
    before = store.state
    running.window.draw_panel.presets.preset_chosen.emit(0)
    store.look(hidden=frozenset({Panel.STAGES}), zoom=3.0)
    assert store.state.document.picture is not before.document.picture
    QTest.keyClick(running.window, Qt.Key.Key_F4)
    assert store.state.document.picture is before.document.picture
    assert store.state.view == before.view
    store.undo()
    assert store.state.document.picture is not before.document.picture


def seen(running: Running) -> set[Panel]:
    return {panel for panel, card in running.window.cards.items() if card.isVisible()}


def test_undo_leads_back_to_the_scene_before_with_its_panels(running: Running, reading: Reading) -> None:
    first = running.store.state.view
    press(reading, "Next")
    second = running.store.state.view
    QTest.keyClick(running.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (place_of(running.store.state).index, running.store.state.view) == (0, first)
    assert seen(running) == {Panel.LESSON, Panel.DRAWING, Panel.STAGES}
    running.store.redo()
    assert running.store.state.view == second


def test_who_only_leafed_through_a_lesson_has_nothing_to_save(running: Running) -> None:
    """New and Quit asked whether to save what nobody had made."""
    store = running.store
    for draws in (False, True):
        store.open_lesson(lesson_of(LESSON, "mine.toml"))
        store.go_to_scene(1)
        if draws:
            store.edit("Draw", lambda document: with_picture(document, -document.picture))
        press(running.window.lesson, "Close")
        assert store.state.document.lesson is None
        assert store.state.is_unsaved is draws


def test_closing_a_lesson_undone_and_done_again_leaves_nothing_to_save(running: Running, reading: Reading) -> None:
    store = running.store
    press(reading, "Close")
    for go in (store.undo, store.redo, store.undo):
        go()
        assert not store.state.is_unsaved
    running.window.draw_panel.presets.preset_chosen.emit(0)
    press(reading, "Close")
    for go in (store.undo, store.redo):
        go()
        assert store.state.is_unsaved


def test_a_lesson_that_is_begun_anew_by_redo_is_unsaved(fresh: Running) -> None:
    store = fresh.store
    fresh.window.actions_.lesson.trigger()
    shelf = fresh.window.lesson.currentWidget()
    assert isinstance(shelf, Shelf)
    press(shelf, "Write")
    store.undo()
    assert not store.state.is_unsaved
    store.redo()
    assert store.state.is_unsaved


def test_what_only_a_file_can_say_is_no_goal_to_choose(fresh: Running) -> None:
    lesson = """
title = "Mine"
[[scene]]
title = "One"
[[scene]]
title = "Two"
[scene.task]
text = "Do both."
check = [{ answer = "5/9" }, { wins = "X" }]
"""
    fresh.store.open_lesson(lesson_of(lesson, "mine.toml"))
    page = fresh.window.lesson.currentWidget()
    assert isinstance(page, Reading)
    press(page, "Edit")
    writing = fresh.window.lesson.currentWidget()
    assert isinstance(writing, Writing)
    other = list(Goal).index(Goal.OTHER)
    entry = writing.goal.model().index(other, 0)
    offered, seen = [], []
    for index in (0, 1, 0):
        fresh.store.go_to_scene(index)
        offered.append(bool(entry.flags() & Qt.ItemFlag.ItemIsEnabled))
        writing.goal.showPopup()
        seen.append(not writing.goal.view().visualRect(entry).isEmpty())
        writing.goal.hidePopup()
    assert offered == seen == [False, True, False]


def test_closing_a_lesson_undone_hides_what_the_lesson_hides(running: Running) -> None:
    lesson = lesson_of(LESSON.replace('picture = "O"', 'hide = ["Votes"]'), "mine.toml")
    store = running.store
    store.open_lesson(lesson)
    told = store.state.view
    press(running.window.lesson, "Close")
    assert store.state.view.concealed == frozenset()
    store.undo()
    assert store.state.view == told
    store.redo()
    assert store.state.view.concealed == frozenset()


def test_after_a_lesson_the_panels_are_as_they_were_before(fresh: Running, fresh_settings: None) -> None:
    before = seen(fresh)
    lesson = lesson_of(LESSON, "mine.toml")
    fresh.store.open_lesson(lesson)
    fresh.store.go_to_scene(1)
    assert seen(fresh) != before
    press(fresh.window.lesson, "Close")
    assert seen(fresh) == before
    fresh.store.open_lesson(lesson)
    fresh.store.look(concealed=frozenset({6}))
    fresh.store.open(lecture_document())
    assert seen(fresh) == before
    assert fresh.store.state.view.concealed == frozenset()
    fresh.store.open_lesson(lesson)
    fresh.window.close()
    assert remembered_view(preferences())["hidden"] == View().hidden


def test_an_answer_is_checked_and_the_task_stays_solved(running: Running, reading: Reading, qtbot: QtBot) -> None:
    task = reading.task
    QTest.keyClicks(task.answer, "4/9")
    QTest.keyClick(task.answer, Qt.Key.Key_Return)
    assert "4/9" in task.told
    task.answer.clear()
    QTest.keyClicks(task.answer, ",55")
    press(task, "Check")
    qtbot.waitUntil(lambda: task.is_solved)
    assert task.told == ""
    press(reading, "Next")
    press(reading, "Back")
    assert task.is_solved
    assert 0 in running.store.state.view.solved
    # As written, nobody has solved it.
    QTest.keyClick(running.window, Qt.Key.Key_F4)
    assert not task.is_solved


def test_who_has_answered_the_task_has_predicted_the_value(running: Running, qtbot: QtBot) -> None:
    predicted = LESSON.replace(
        'picture = "O"',
        'picture = "X"\npredict = true\nprobe = { stage = "Convolution", map = 1, row = 4, column = 4 }',
    )
    running.store.open_lesson(lesson_of(predicted, "mine.toml"))
    page = running.window.lesson.currentWidget()
    assert isinstance(page, Reading)
    QTest.keyClicks(page.task.answer, "1")
    press(page, "Check")
    qtbot.waitUntil(lambda: page.task.told != "")
    assert to_predict(running.store.state.view) is not None
    page.task.answer.clear()
    QTest.keyClicks(page.task.answer, ".55")
    press(page, "Check")
    qtbot.waitUntil(lambda: page.task.is_solved)
    assert to_predict(running.store.state.view) is None
    running.window.actions_.return_to_scene.trigger()
    assert to_predict(running.store.state.view) is not None


def test_a_faulty_scene_says_what_is_wrong_and_the_rest_goes_on(running: Running) -> None:
    wrong = LESSON.replace('picture = "O"', 'picture = "Q"').replace('["Picture", "Stages"]', '["<b>Pictures</b>"]')
    running.store.open_lesson(lesson_of(wrong, "mine.toml"))
    page = running.window.lesson.currentWidget()
    assert isinstance(page, Reading)
    # Line by line, as they stand in the file, and as they are written there.
    first, second = page.problem.splitlines()
    assert first.startswith("line 6")
    assert "“Q”" in second
    assert [each.textFormat() for each in page.findChildren(QLabel) if "<b>" in each.text()] == [
        Qt.TextFormat.PlainText
    ]
    press(page, "Next")
    assert page.problem == ""


def writing_page(running: Running) -> Writing:
    page = running.window.lesson.currentWidget()
    assert isinstance(page, Writing)
    return page


def begin_lesson(running: Running) -> Writing:
    running.window.actions_.lesson.trigger()
    press(running.window.lesson, "Write a lesson")
    return writing_page(running)


def begin_second_scene_with_half_a_task(running: Running) -> Writing:
    page = begin_lesson(running)
    press(page, "Add a scene")
    QTest.keyClicks(page.task, "What is 1 + 1?")
    return page


def test_the_field_for_what_solves_a_task_says_what_it_wants(fresh: Running) -> None:
    """Five kinds of things can be typed there, and it was empty."""
    page = begin_lesson(fresh)
    asked = [page.typed.placeholderText()]
    for _ in range(page.goal.count() - 1):
        QTest.keyClick(page.goal, Qt.Key.Key_Down)
        asked.append(page.typed.placeholderText())
    # What only a file can say cannot be chosen.
    assert len(set(asked)) == len(Goal) - 1
    assert asked[list(Goal).index(Goal.WINS)] == "The class, such as X"
    fresh.store.undo()
    assert not page.isVisible()


def choose_goal(page: Writing, goal: Goal) -> None:
    """By the keyboard, as Home and the arrows go."""
    QTest.keyClick(page.goal, Qt.Key.Key_Home)
    for _ in range(list(Goal).index(goal)):
        QTest.keyClick(page.goal, Qt.Key.Key_Down)


def test_what_nobody_has_typed_yet_is_no_fault(fresh: Running) -> None:
    """A task was scolded for its missing answer at its first letter, and for another goal's at each that was chosen."""
    page, store = begin_lesson(fresh), fresh.store
    QTest.keyClicks(page.task, "Let O win.")
    assert store.state.notice is None
    QTest.keyClicks(page.typed, "5/9")
    choose_goal(page, Goal.WINS)
    assert (store.state.notice, page.typed.text()) == (None, "")
    # Only looked at, the others lose nothing.
    choose_goal(page, Goal.ANSWER)
    assert page.typed.text() == "5/9"
    choose_goal(page, Goal.WINS)
    press(page, "Done")
    assert store.state.notice is not None
    assert "X or O" in store.state.notice.text
    assert page.isVisible()
    QTest.keyClicks(page.typed, "O")
    # Emptied, it is asked for as well, rather than that what was there before stays unsaid.
    page.typed.selectAll()
    QTest.keyClick(page.typed, Qt.Key.Key_Delete)
    press(page, "Done")
    assert page.isVisible()


def test_a_task_that_its_scene_begins_with_solved_is_told_of(fresh: Running, qtbot: QtBot) -> None:
    page, store = begin_lesson(fresh), fresh.store
    QTest.keyClicks(page.task, "Let it win.")
    choose_goal(page, Goal.WINS)
    for wins, is_told in (("X", True), ("O", False)):
        page.typed.selectAll()
        QTest.keyClicks(page.typed, wins)
        press(page, "Done")
        notice, reading = store.state.notice, fresh.window.lesson.currentWidget()
        assert (notice is not None and "begins with its task solved" in notice.text) is is_told
        assert isinstance(reading, Reading)
        assert reading.task.is_solved is is_told
        press(reading, "Edit")
    # Done by the hand that tries it, it is not as the scene begins.
    fresh.window.draw_panel.presets.preset_chosen.emit(1)
    qtbot.waitUntil(lambda: store.state.trace is not None and store.state.trace.votes.argmax() == 1)
    press(page, "Done")
    assert 0 in store.state.view.solved
    assert store.state.notice is None


def test_the_heading_leaves_its_buttons_beside_it(fresh: Running) -> None:
    page = begin_lesson(fresh)
    (heading,) = (each for each in page.findChildren(Line) if each.isVisible())
    buttons = [each for each in page.findChildren(QPushButton) if each.accessibleName() in {"Back", "Next"}]
    for scale in (100, 150, 200):
        fresh.store.look(text_scale=scale)
        _settle()
        assert {each.geometry().center().y() // 4 for each in buttons} == {heading.geometry().center().y() // 4}
        assert "1 of 1" in heading.shown


def test_a_lesson_is_written_from_what_is_seen(fresh: Running, qtbot: QtBot, tmp_path: Path) -> None:
    window, store = fresh.window, fresh.store
    page = begin_lesson(fresh)
    page.title.selectAll()
    QTest.keyClicks(page.title, "First")
    QTest.keyClicks(page.text, "Some *text*")
    QTest.keyClicks(page.task, "What is 1 + 1?")
    page.goal.setCurrentIndex(list(Goal).index(Goal.ANSWER))
    QTest.keyClicks(page.typed, "2; two")
    window.draw_panel.presets.preset_chosen.emit(1)
    store.look(pinned=Probe(1, (0, 0, 0)))
    press(page, "Add a scene")
    place = place_of(store.state)
    assert (place.index, len(place.lesson.scenes)) == (1, 2)
    # What solves the first scene's task is not said of the new one, which has none.
    assert (page.task.toPlainText(), page.typed.text()) == ("", "")
    choosing(tmp_path / "mine.toml")
    press(page, "Save the lesson")
    again = read_lesson(tmp_path / "mine.toml")
    assert not again.faults
    assert [scene.title for scene in again.scenes] == ["First", "Scene 2"]
    first, second = again.scenes
    assert first.text == "Some *text*"
    assert first.task is not None
    assert first.task.conditions == (Answered(("2", "two")),)
    assert second.view.pinned == Probe(1, (0, 0, 0))
    assert (second.document.picture == store.state.document.picture).all()
    assert not store.state.is_unsaved
    press(page, "Done")
    assert isinstance(window.lesson.currentWidget(), Reading)


def test_a_scene_just_written_is_presented_with_the_lesson_and_its_panels(fresh: Running) -> None:
    window = fresh.window
    window.actions_.panels[Panel.FILTERS].trigger()
    begin_lesson(fresh)
    shown = {panel for panel, card in window.cards.items() if card.isVisible()}
    window.actions_.present.trigger()
    assert {panel for panel, card in window.cards.items() if card.isVisible()} == shown
    assert shown >= {Panel.LESSON, Panel.DRAWING}
    assert Panel.FILTERS not in shown


def test_a_task_that_is_half_typed_is_not_lost(fresh: Running, qtbot: QtBot, tmp_path: Path) -> None:
    """Without its answer it is in no lesson yet: it was wiped by the next change, and left out of the file unsaid."""
    page = begin_lesson(fresh)
    QTest.keyClicks(page.task, "What is 1 + 1?")
    QTest.keyClicks(page.solution, "2")
    QTest.keyClicks(page.title, "First")
    press(page, "Take what I see")
    for label in ("Add a scene", "Save the lesson", "Done"):
        fresh.store.tell("")
        press(page, label)
        assert fresh.store.state.notice is not None
        assert "right answer" in fresh.store.state.notice.text
        place = place_of(fresh.store.state)
        assert (writing_page(fresh), len(place.lesson.scenes), place.scene.task) == (page, 1, None)
        assert (page.task.toPlainText(), page.solution.toPlainText()) == ("What is 1 + 1?", "2")
    QTest.keyClicks(page.typed, "2")
    choosing(tmp_path / "mine.toml")
    press(page, "Save the lesson")
    task = read_lesson(tmp_path / "mine.toml").scenes[0].task
    assert task is not None
    assert (task.text, task.solution) == ("What is 1 + 1?", "2")
    # A task that is emptied is none, and nothing keeps the page.
    fresh.store.undo()
    assert page.task.toPlainText() == ""
    press(page, "Done")
    assert isinstance(fresh.window.lesson.currentWidget(), Reading)


@pytest.mark.parametrize("turn", ["page_back", "undo"])
def test_a_task_that_is_half_typed_out_of_sight_is_not_lost(fresh: Running, turn: str) -> None:
    """With its page put away, the keys and an undo went to the scene before, and the task was gone."""
    store, actions = fresh.store, fresh.window.actions_
    page = begin_second_scene_with_half_a_task(fresh)
    actions.panels[Panel.LESSON].trigger()
    assert not page.isVisible()
    getattr(actions, turn).trigger()
    assert (place_of(store.state).index, page.task.toPlainText()) == (1, "What is 1 + 1?")
    assert page.isVisible()
    assert store.state.notice is not None
    assert "right answer" in store.state.notice.text
    page.task.clear()
    getattr(actions, turn).trigger()
    assert place_of(store.state).index == 0


def test_a_task_that_is_half_typed_is_asked_about_before_another_work_comes(fresh: Running) -> None:
    store = fresh.store
    page = begin_lesson(fresh)
    store.kept(store.state.document)
    QTest.keyClicks(page.task, "What is 1 + 1?")
    answer = clicking("Go on writing")
    assert not fresh.files.new_document()
    assert answer.text == "The task is not finished, and would be lost."
    assert page.task.toPlainText() == "What is 1 + 1?"
    clicking("Leave it out")
    assert fresh.files.new_document()
    assert store.state.document.lesson is None
    # Nothing is asked about any more.
    assert fresh.files.new_document()


@pytest.mark.parametrize("turn", ["page_back", "Back"])
def test_a_task_that_is_half_typed_keeps_its_scene_in_sight(fresh: Running, turn: str) -> None:
    """The page keys went past the question that the buttons ask, and the task was gone."""
    store, actions = fresh.store, fresh.window.actions_
    page = begin_second_scene_with_half_a_task(fresh)

    def go_back() -> None:
        if turn == "Back":
            next(each for each in page.findChildren(QPushButton) if each.accessibleName() == turn).click()
        else:
            getattr(actions, turn).trigger()

    go_back()
    assert (place_of(store.state).index, page.task.toPlainText()) == (1, "What is 1 + 1?")
    assert store.state.notice is not None
    assert "right answer" in store.state.notice.text
    assert fresh.window.focusWidget() is page.typed
    QTest.keyClicks(page.typed, "2")
    go_back()
    place = place_of(store.state)
    assert place.index == 0
    assert place.lesson.scenes[1].task is not None


def test_writing_is_undone_like_everything_else(fresh: Running) -> None:
    reading = opened(fresh)
    store = fresh.store
    lesson: Lesson = place_of(store.state).lesson
    press(reading, "Edit")
    page = writing_page(fresh)
    press(page, "Move ▸")
    press(page, "Remove")
    assert [scene.title for scene in place_of(store.state).lesson.scenes] == ["Two & three"]
    assert not next(each for each in page.findChildren(QPushButton) if each.text() == "Remove").isEnabled()
    store.undo()
    store.undo()
    assert place_of(store.state).lesson is lesson
    QTest.keyClicks(page.text, "Oh. ")
    assert store.state.history.undo_name == "Write the scene's text"
    store.undo()
    assert page.text.toPlainText() == lesson.scenes[0].text
    assert store.state.is_unsaved is False


def test_going_through_a_lesson_that_is_in_no_file_does_not_make_it_saved(fresh: Running, tmp_path: Path) -> None:
    """Page Up was enough: the window then closed without a question, and the lesson was gone."""
    store, window = fresh.store, fresh.window
    page = begin_lesson(fresh)
    press(page, "Add a scene")
    window.draw_panel.presets.preset_chosen.emit(1)
    press(page, "◂")
    assert place_of(store.state).index == 0
    assert store.state.is_unsaved
    choosing(tmp_path / "mine.toml")
    press(page, "Save the lesson")
    press(page, "▸")
    assert (place_of(store.state).index, store.state.is_unsaved) == (1, False)
    # Also where something else is on the screen meanwhile.
    QTest.keyClicks(page.text, "More.")
    window.draw_panel.presets.preset_chosen.emit(1)
    choosing(tmp_path / "longer.toml")
    press(page, "Save the lesson")
    assert store.state.is_unsaved
    press(page, "◂")
    assert not store.state.is_unsaved


def test_a_lesson_takes_the_place_of_no_other_unasked(fresh: Running, tmp_path: Path) -> None:
    """Who typed its name without the ending was not asked, and the other was gone."""
    other = tmp_path / "mine.toml"
    other.write_text(LESSON, encoding="utf-8")
    page = begin_lesson(fresh)
    choosing(tmp_path / "mine", then=lambda: clicking("No", then=escaping))
    press(page, "Save the lesson")
    assert other.read_text(encoding="utf-8") == LESSON
    assert fresh.store.state.is_unsaved


def test_lessons_of_ones_own_are_among_the_recent_files(fresh: Running, tmp_path: Path) -> None:
    window, path = fresh.window, tmp_path / "mine.toml"
    page = begin_lesson(fresh)
    choosing(path)
    press(page, "Save the lesson")
    window.actions_.new.trigger()
    window.recent_menu.aboutToShow.emit()
    (mine,) = window.recent_menu.actions()
    mine.trigger()
    assert place_of(fresh.store.state).lesson.path == path
    # Those on the shelf are always at hand.
    fresh.files.open_path(shipped_lessons()[0].path)
    assert recent_files(preferences()) == (path,)


def test_who_writes_is_told_of_changes_that_a_scene_does_not_begin_with(fresh: Running) -> None:
    """What was drawn in a scene, and not taken into it, went without a word."""
    store, window = fresh.store, fresh.window
    page = begin_lesson(fresh)
    press(page, "Add a scene")
    press(page, "◂")
    assert store.state.notice is None
    window.draw_panel.presets.preset_chosen.emit(1)
    drawn = store.state.document.picture
    press(page, "▸")
    assert store.state.notice is not None
    assert "Scene 1" in store.state.notice.text
    store.undo()
    assert store.state.document.picture is drawn
    press(page, "Take what I see")
    press(page, "▸")
    assert store.state.notice is None


def test_who_adds_a_scene_is_told_that_the_one_before_stays_as_written(fresh: Running) -> None:
    """Who draws in a scene and adds another may mean both."""
    store, window = fresh.store, fresh.window
    page = begin_lesson(fresh)
    press(page, "Add a scene")
    assert store.state.notice is None
    window.draw_panel.presets.preset_chosen.emit(1)
    drawn = store.state.document.picture
    press(page, "Add a scene")
    assert store.state.notice is not None
    assert store.state.notice.text.startswith("Scene 3 begins with what you see; scene 2 stays as it was written.")
    # As it says.
    store.undo()
    press(page, "Take what I see")
    press(page, "Add a scene")
    assert store.state.notice is None
    assert [scene.document.picture is drawn for scene in place_of(store.state).lesson.scenes] == [False, True, True]


def test_after_a_scene_is_removed_the_next_is_seen_as_written(fresh: Running) -> None:
    reading = opened(fresh)
    store = fresh.store
    _, second = place_of(store.state).lesson.scenes
    press(reading, "Edit")
    press(writing_page(fresh), "Remove")
    assert store.state.document.picture is second.document.picture
    assert store.state.view.pinned == second.view.pinned
    assert not fresh.window.cards[Panel.DRAWING].isVisible()
    assert fresh.window.cards[Panel.LEARNING].isVisible()


def test_what_cannot_be_checked_is_said_and_nothing_is_lost(fresh: Running) -> None:
    reading = opened(fresh)
    press(reading, "Edit")
    page, store = writing_page(fresh), fresh.store
    page.goal.setCurrentIndex(list(Goal).index(Goal.WINS))
    page.typed.selectAll()
    QTest.keyClicks(page.typed, "Z")
    notice = store.state.notice
    assert notice is not None
    assert "X or O" in notice.text
    task = place_of(store.state).scene.task
    assert task is not None
    assert task.conditions == (Answered(("5/9",)),)


def test_what_tells_the_votes_is_hidden_with_them(running: Running) -> None:
    store, learning = running.store, running.window.learning
    store.look(hidden=frozenset({Panel.DRAWING, Panel.FILTERS}))
    for tab, is_covered in (("Samples", False), ("Error", True), ("Step", True), ("Results", True)):
        store.look(concealed=frozenset({6}))
        learning.show_title(tab)
        told = learning.currentWidget()
        assert (HIDDEN in _words(told)) is is_covered, tab
        assert (_words(told) == [HIDDEN]) is is_covered, tab
        store.look(concealed=frozenset())
        assert HIDDEN not in _words(told), tab
        assert len(_words(told)) > 1, tab


def _words(page: QWidget | None) -> list[str]:
    assert page is not None
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible()]


def test_the_window_is_called_after_the_lesson(running: Running, reading: Reading) -> None:
    assert running.window.windowTitle().startswith("Mine")
    press(reading, "Close")
    assert running.window.windowTitle().startswith("Untitled")


def test_after_a_scene_the_keyboard_is_where_its_steps_are(running: Running, reading: Reading) -> None:
    running.window.activateWindow()
    running.window.draw_panel.canvas.setFocus()
    press(reading, "Next")
    assert running.window.focusWidget() is running.window.stages
