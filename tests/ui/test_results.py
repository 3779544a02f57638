"""The page about how well the network answers, with its threads, its pictures and its curves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cnnviz.app.store import Store
from cnnviz.engine.network import Network
from cnnviz.model.document import Document, with_network
from cnnviz.model.material import practice_of, with_practice
from cnnviz.model.networks import lecture_document
from cnnviz.model.results.cases import CASES
from cnnviz.model.results.exam import NO_TEST, Exam, Examiner, Marks
from cnnviz.ui.binding.results import JUDGING, ResultsBinding
from cnnviz.ui.results import ResultsPage, Section
from cnnviz.ui.results.gallery import Gallery
from cnnviz.ui.theme import DARK, Look

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Shown:
    """The page in a window of its own, joined to a store as the panel would join it."""

    def __init__(self, qtbot: QtBot, document: Document) -> None:
        self.qtbot = qtbot
        self.store = Store(document)
        self.page = ResultsPage()
        self.binding = ResultsBinding(self.store, self.page)
        qtbot.addWidget(self.page)
        self.page.set_look(Look())
        self.binding.set_look(Look())
        self.page.resize(900, 420)
        self.page.show()
        qtbot.waitExposed(self.page)
        self.store.changed.connect(self.binding.render)
        self.binding.render(None, self.store.state)

    def open(self, section: Section) -> None:
        QTest.mouseClick(self.page.buttons[section], LEFT)

    def wait(self, condition: Callable[[], bool]) -> None:
        """The first plot of all loads its library, beside whatever else the machine has to do."""
        self.qtbot.waitUntil(condition)

    def wait_for_counts(self, text: str) -> None:
        self.wait(lambda: self.page.answers.counts.text() == text)

    @property
    def steps(self) -> list[str]:
        return [step.name for step in self.store.state.history.past]


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Shown]:
    shown = Shown(qtbot, lecture_document())
    yield shown
    shown.binding.stop()


def test_the_test_samples_are_counted_at_once(shown: Shown) -> None:
    shown.wait_for_counts("55 of 80 right")
    assert shown.page.answers.accuracy.text() == "68.7 %"
    assert shown.page.answers.heading.text == "25 mistakes"
    assert "Of 40 X, answered: 27 X, 13 O." in shown.page.answers.matrix.accessibleDescription()


def test_a_class_without_pictures_is_said_to_have_none(shown: Shown, qtbot: QtBot) -> None:
    """A row of zeros looked as if all of its pictures were answered wrong."""
    matrix = shown.page.answers.matrix
    matrix.set_counts(("X", "O", "Z"), np.array([[27, 13, 0], [12, 28, 0], [0, 0, 0]]))
    assert matrix.accessibleDescription().endswith("answered: 12 X, 28 O, 0 Z. Of Z: no pictures of this class.")
    picture = matrix.grab().toImage()
    rows = [matrix.cell_rect(row, 2) for row in range(3)]
    grounds = [picture.pixelColor(rect.topLeft() + QPoint(2, 2)) for rect in rows]
    assert grounds[0] == grounds[1] != grounds[2]


def test_while_the_first_answers_take_their_time_the_page_says_so(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_judge = Event()
    hold = Examiner.hold

    def held_up(examiner: Examiner, exam: Exam) -> Iterator[Marks | None]:
        may_judge.wait(20)
        yield from hold(examiner, exam)

    monkeypatch.setattr(Examiner, "hold", held_up)
    shown = Shown(qtbot, lecture_document())
    shown.wait(shown.page.sentence.isVisible)
    assert shown.page.sentence.text() == JUDGING
    may_judge.set()
    shown.wait_for_counts("55 of 80 right")
    assert not shown.page.sentence.isVisible()
    shown.binding.stop()


def test_without_centring_pictures_are_judged_as_they_lie(shown: Shown) -> None:
    shown.wait_for_counts("55 of 80 right")
    shown.page.centres.click()
    shown.wait_for_counts("65 of 80 right")
    assert not shown.store.state.view.centres


def test_where_none_is_left_for_the_test_the_training_samples_still_can_be_judged(shown: Shown) -> None:
    few = replace(practice_of(shown.store.state.document), generated=2)
    shown.store.edit("Two pictures", lambda document: with_practice(document, few))
    shown.wait(lambda: shown.page.sentence.text() == NO_TEST)
    which = shown.page.answers.which
    which.setFocus()
    QTest.keyClick(which, Qt.Key.Key_Down)
    shown.wait(lambda: shown.page.answers.counts.text().endswith("of 2 right"))


def test_the_training_samples_can_be_judged_too(shown: Shown) -> None:
    shown.wait_for_counts("55 of 80 right")
    which = shown.page.answers.which
    which.setFocus()
    QTest.keyClick(which, Qt.Key.Key_Down)
    shown.wait(lambda: shown.page.answers.counts.text().endswith("of 320 right"))


def test_a_cell_of_the_matrix_shows_its_pictures_and_a_click_brings_one_to_the_canvas(shown: Shown) -> None:
    shown.wait_for_counts("55 of 80 right")
    answers = shown.page.answers
    QTest.mouseClick(answers.matrix, LEFT, NONE, answers.matrix.cell_rect(0, 1).center())
    assert answers.heading.text == "13 pictures of X, answered O"
    before = shown.store.state.document.picture
    QTest.mouseClick(answers.gallery.viewport(), LEFT, NONE, answers.gallery.item_rect(1).center())
    document = shown.store.state.document
    assert shown.steps == ["Take the sample that is X, answered O"]
    # What was judged is what stands on the canvas: the network answers the same.
    assert document.network.forward(document.picture[None]).votes.argmax() == 1
    shown.store.undo()
    assert shown.store.state.document.picture is before
    QTest.mouseClick(answers.all_mistakes, LEFT)
    assert answers.heading.text == "25 mistakes"


def test_what_was_answered_is_read_in_full(qtbot: QtBot) -> None:
    """With a class called Plus, it read “is Plus, answere…”; a name that would fill the row is still shortened."""
    gallery = Gallery()
    qtbot.addWidget(gallery)
    gallery.resize(360, 240)
    gallery.show()
    picture = np.zeros((9, 9))
    usual = gallery.gridSize().width()
    for caption in ("is X, answered O", "is Plus, answered O", "is triangle, answered Plus"):
        gallery.set_pictures([("is X, answered O", picture), (caption, picture)], -1.0, 1.0)
        room = gallery.item_rect(1).width()
        assert min(gallery.fontMetrics().horizontalAdvance(caption) + 8, 160) <= room <= 180
        assert gallery.width() // room >= 2
    gallery.set_pictures([("is X, answered O", picture)], -1.0, 1.0)
    assert gallery.gridSize().width() == usual


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_keyboard_gets_as_far_as_the_mouse(shown: Shown, key: Qt.Key) -> None:
    shown.wait_for_counts("55 of 80 right")
    answers = shown.page.answers
    answers.matrix.setFocus()
    QTest.keyClick(answers.matrix, Qt.Key.Key_Down)
    QTest.keyClick(answers.matrix, key)
    assert answers.heading.text == "12 pictures of O, answered X"
    answers.gallery.setFocus(Qt.FocusReason.TabFocusReason)
    assert [index.row() for index in answers.gallery.selectedIndexes()] == [0]
    QTest.keyClick(answers.gallery, Qt.Key.Key_Right)
    QTest.keyClick(answers.gallery, key)
    assert shown.steps == ["Take the sample that is O, answered X"]


def test_a_network_that_changes_with_every_step_is_examined_now_and_then_and_in_the_end(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown.wait_for_counts("55 of 80 right")
    held: list[Network] = []
    hold = Examiner.hold

    def noted(examiner: Examiner, exam: Exam) -> Iterator[Marks | None]:
        held.append(exam.network)
        return hold(examiner, exam)

    monkeypatch.setattr(Examiner, "hold", noted)
    network = shown.store.state.document.network
    for _ in range(50):
        network = network.with_layers(network.layers)
        shown.store.edit("Change", lambda document, network=network: with_network(document, network))  # type: ignore[misc]
    shown.wait(lambda: bool(held) and held[-1] is network)
    assert len(held) <= 2


def test_while_the_page_is_out_of_sight_nothing_is_examined(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[Exam] = []

    def noted(examiner: Examiner, exam: Exam) -> Iterator[Marks | None]:
        held.append(exam)
        return iter(())

    shown.wait_for_counts("55 of 80 right")
    monkeypatch.setattr(Examiner, "hold", noted)
    network = shown.store.state.document.network
    pause = shown.binding.findChild(QTimer)
    assert pause is not None
    with shown.qtbot.waitSignal(pause.timeout):
        shown.page.centres.click()
        shown.store.open(lecture_document())
        shown.page.hide()
    shown.wait(lambda: bool(held))
    shown.binding.stop()
    assert [exam.network for exam in held] == [network]


def test_an_exam_that_fails_is_said_and_the_next_is_held(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(examiner: Examiner, exam: Exam) -> Iterator[Marks | None]:
        raise ZeroDivisionError("as planted")

    with monkeypatch.context() as breaking:
        breaking.setattr(Examiner, "hold", broken)
        shown.page.centres.click()
        shown.wait(shown.page.sentence.isVisible)
    assert "log" in shown.page.sentence.text()
    shown.page.centres.click()
    shown.wait_for_counts("55 of 80 right")
    assert not shown.page.sentence.isVisible()


def test_a_network_without_votes_gets_a_sentence_until_there_is_another(qtbot: QtBot) -> None:
    lecture = lecture_document()
    cut = Network(lecture.network.input_shape, lecture.network.layers[:2])
    shown = Shown(qtbot, replace(lecture, network=cut))
    shown.wait(shown.page.sentence.isVisible)
    assert shown.page.sentence.text().startswith("This network gives no votes")
    shown.open(Section.RACE)
    assert not shown.page.sentence.isVisible()
    shown.page.race.start.click()
    shown.wait(lambda: "no votes" in shown.page.race.reading.text)
    assert shown.page.race.start.text() == "Start"
    shown.open(Section.ANSWERS)
    shown.wait(shown.page.sentence.isVisible)
    shown.store.undo()
    shown.store.open(lecture)
    shown.wait_for_counts("55 of 80 right")
    assert not shown.page.sentence.isVisible()
    shown.binding.stop()


def test_the_curve_of_a_case_tells_its_values_under_the_pointer_and_by_keys(shown: Shown) -> None:
    cases = shown.page.cases
    shown.open(Section.CASES)
    shown.wait(lambda: "100 % right at 0°" in cases.reading.text)
    whole = cases.reading.text
    at = cases.plot.place_of(60.0, 50.0).toPoint()
    target = cases.plot.childAt(at)
    assert target is not None
    QTest.mouseMove(target, target.mapFrom(cases.plot, at))
    shown.wait(lambda: cases.reading.text.startswith("60°: "))
    QTest.mouseMove(shown.page, QPoint(1, 1))
    shown.wait(lambda: cases.reading.text == whole)
    cases.plot.setFocus()
    for beginning in ("0°: ", "10°: ", "20°: "):
        QTest.keyClick(cases.plot, Qt.Key.Key_Right)
        assert cases.reading.text.startswith(beginning)
    QTest.keyClick(cases.plot, Qt.Key.Key_Left)
    assert cases.reading.text.startswith("10°: ")


def test_another_case_and_another_theme(shown: Shown) -> None:
    cases = shown.page.cases
    shown.open(Section.CASES)
    cases.which.setFocus()
    QTest.keyClick(cases.which, Qt.Key.Key_End)
    shown.wait(lambda: cases.reading.text.startswith("100 % right at 0 %, "))
    assert cases.which.currentText() == CASES[-1].title
    shown.binding.set_look(Look(DARK, 200))


def test_a_race_is_started_read_and_stopped(shown: Shown) -> None:
    race = shown.page.race
    shown.open(Section.RACE)
    assert not shown.page.centres.isVisible()
    QTest.mouseClick(race.start, LEFT)
    assert race.start.text() == "Stop"
    shown.wait(lambda: race.lines[0].text[:1] in set("3456789"))
    assert "of 51 weights visited, error 3." in race.lines[1].text
    QTest.mouseClick(race.start, LEFT)
    assert race.start.text() == "Start"
    race.plot.setFocus()
    QTest.keyClick(race.plot, Qt.Key.Key_Right)
    assert race.reading.text.startswith("After 0 ms: error 3.65 by backpropagation")
    first, last = (race.plot.place_of(*point) for point in ((0.0, 3.65), (float(race.plot.places[-1]), 0.0)))
    assert race.plot.rect().contains(first.toPoint())
    assert race.plot.rect().contains(last.toPoint())
    assert last.x() - first.x() > race.plot.width() / 4
    assert last.y() - first.y() > race.plot.height() / 4
    assert shown.steps == []


def test_a_race_at_full_speed_ends_by_itself(shown: Shown) -> None:
    practice = replace(practice_of(shown.store.state.document), generated=20)
    shown.store.edit("Take few samples", lambda document: with_practice(document, practice))
    race = shown.page.race
    shown.open(Section.RACE)
    QTest.mouseClick(race.start, LEFT)
    shown.wait(lambda: "step" in race.lines[0].text)
    race.speed.setFocus()
    QTest.keyClick(race.speed, Qt.Key.Key_End)
    shown.wait(lambda: race.start.text() == "Start")
    assert [line.text.endswith("; there") for line in race.lines] == [True, True]


def test_a_picture_that_was_judged_on_another_grid_is_left_where_it_is(shown: Shown) -> None:
    shown.wait_for_counts("55 of 80 right")
    shown.store.open(Document(np.full((5, 5), -1.0), Network((1, 5, 5), ())))
    gallery = shown.page.answers.gallery
    QTest.mouseClick(gallery.viewport(), LEFT, NONE, gallery.item_rect(0).center())
    assert shown.steps == []
