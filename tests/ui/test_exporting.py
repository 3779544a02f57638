"""Figures, numbers, films and lessons exported through the window's own menu and dialogs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdf
from PIL import GifImagePlugin, Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from cnnviz.app.training import Amount
from cnnviz.model.filters.edits import remove_filter
from cnnviz.model.lessons.lesson import Lesson, Scene, Task
from cnnviz.model.networks import lecture_document
from cnnviz.model.player.playhead import Playhead
from cnnviz.model.player.script import Span
from cnnviz.model.sight import sight_of
from cnnviz.model.view import Panel, Probe, View
from cnnviz.ui.application import Running
from cnnviz.ui.binding.results import ResultsBinding
from cnnviz.ui.exporting import ExportDialog
from cnnviz.ui.exporting.choices import ChoiceBox
from cnnviz.ui.figures.panels import draw
from cnnviz.ui.figures.writing import to_svg
from cnnviz.ui.theme import CONTRAST, GREY, Look
from tests.ui.dialogs import Answer, choosing, escaping

PAGES = ("figure", "numbers", "film", "lesson")


def choose(box: ChoiceBox[Any], name: str) -> None:
    """Choose by the keyboard, as a hand does."""
    box.setFocus()
    key = Qt.Key.Key_Down if box.currentIndex() < box.findText(name) else Qt.Key.Key_Up
    while box.currentText() != name:
        before = box.currentText()
        QTest.keyClick(box, key)
        assert box.currentText() != before, f"{name} is not offered"


def opened(running: Running, what: str) -> ExportDialog:
    running.window.actions_.exports[PAGES.index(what)].trigger()
    dialog = running.exporting.dialog
    assert dialog.isVisible()
    return dialog


def to_file(running: Running, qtbot: QtBot, path: Path) -> None:
    """Export by the keyboard, which is where it was once the file is made."""
    save = running.exporting.dialog.save
    save.setFocus()
    choosing(path)
    QTest.keyClick(save, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not running.exporting.runner.is_busy)
    assert running.exporting.dialog.focusWidget() is save, path.name


def test_a_figure_is_seen_and_then_written(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    running.store.look(pinned=Probe(1, (0, 1, 1)))
    dialog = opened(running, "figure")
    assert dialog.preview.currentWidget() is dialog.preview.picture
    whole = dialog.preview.picture.grab().toImage()
    choose(dialog.figure.panel, "The sum of the value that is pinned")
    assert dialog.preview.picture.grab().toImage() != whole
    choose(dialog.figure.scale, "1×")
    to_file(running, qtbot, tmp_path / "sum.png")
    with Image.open(tmp_path / "sum.png") as image:
        assert image.width < 1280
    assert dialog.told.text() == "Exported as “sum.png”."
    choose(dialog.figure.ending, "PDF, text stays text")
    assert not dialog.figure.scale.isEnabled()
    to_file(running, qtbot, tmp_path / "sum.pdf")
    assert "Multiply" in pypdf.PdfReader(tmp_path / "sum.pdf").pages[0].extract_text()


def test_a_figure_is_drawn_in_the_theme_that_was_chosen(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(running, "figure")
    choose(dialog.figure.ending, "SVG, text stays text")
    for name, theme in (("High contrast", CONTRAST), ("Grey, for printing", GREY)):
        choose(dialog.figure.theme, name)
        to_file(running, qtbot, path := tmp_path / f"{theme.name}.svg")
        asked = draw("stages", sight_of(running.store.state.document, View()), Look(theme))
        assert path.read_text(encoding="utf-8") == to_svg(asked)


def test_the_keyboard_is_where_it_was_also_where_no_file_could_be_made(
    running: Running, qtbot: QtBot, tmp_path: Path
) -> None:
    opened(running, "numbers")
    to_file(running, qtbot, tmp_path / "none" / "a.csv")


def test_a_closed_dialog_holds_no_picture(running: Running) -> None:
    dialog = opened(running, "figure")
    drawn = dialog.preview.picture.grab().toImage()
    dialog.reject()
    assert dialog.preview.picture.grab().toImage() != drawn
    # And draws one again when it is opened again.
    assert opened(running, "figure").preview.picture.grab().toImage() == drawn
    dialog = opened(running, "numbers")
    assert dialog.preview.text.toPlainText()
    dialog.reject()
    assert not dialog.preview.text.toPlainText()


def test_no_two_keys_of_a_page_are_the_same(running: Running) -> None:
    for page in PAGES:
        dialog = opened(running, page)
        said: list[QLabel | QAbstractButton] = [*dialog.findChildren(QLabel), *dialog.findChildren(QAbstractButton)]
        shown = [each.text() for each in said if each.isVisible()]
        letters = [found[1].lower() for each in shown if (found := re.search("&(.)", each))]
        assert len(letters) > 1, page
        assert len(letters) == len(set(letters)), (page, letters)
        dialog.close()


def test_what_cannot_be_had_is_said_in_place_of_it(running: Running) -> None:
    dialog = opened(running, "figure")
    choose(dialog.figure.panel, "The sum of the value that is pinned")
    assert "ask for a value" in dialog.preview.sentence.text()
    assert not dialog.save.isEnabled()
    assert not dialog.copy.isEnabled()
    opened(running, "lesson")
    assert not dialog.save.isEnabled()
    assert dialog.copy.isHidden()


def test_numbers_go_to_the_clipboard_or_into_a_file(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(running, "numbers")
    choose(dialog.numbers.what, "ReLU")
    choose(dialog.numbers.part, "Map 2")
    choose(dialog.numbers.ending, "LaTeX")
    shown = dialog.preview.text.toPlainText()
    assert r"\begin{array}{rrrrrrr}" in shown
    QTest.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == shown
    choose(dialog.numbers.what, "The votes")
    choose(dialog.numbers.ending, "CSV")
    QTest.keyClick(dialog.numbers.exact, Qt.Key.Key_Space)
    to_file(running, qtbot, tmp_path / "votes.csv")
    assert (tmp_path / "votes.csv").read_text(encoding="utf-8") == "Class,Vote\nX,1\nO,0.5555555555555556\n"


def test_what_is_hidden_stays_hidden_and_what_changes_is_seen(running: Running, qtbot: QtBot) -> None:
    dialog = opened(running, "numbers")
    assert dialog.preview.text.toPlainText() == "Class,Vote\nX,1.00\nO,0.55\n"
    running.store.look(concealed=frozenset({6}))
    qtbot.waitUntil(lambda: dialog.preview.text.toPlainText() == "Class,Vote\nX,?\nO,?\n")


def test_a_film_is_made_while_the_hand_goes_on(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    running.store.look(player=Playhead(Span.STAGE, stage=6, speed=8.0))
    dialog = opened(running, "film")
    assert dialog.told.text() == "3 frames, 0:02 minutes"
    choosing(tmp_path / "votes.gif")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert running.exporting.runner.is_busy
    assert not dialog.progress.isHidden()
    running.store.look(pinned=Probe(1, (0, 0, 0)))
    qtbot.waitUntil(lambda: not running.exporting.runner.is_busy)
    with Image.open(tmp_path / "votes.gif") as film:
        assert isinstance(film, GifImagePlugin.GifImageFile)
        assert film.n_frames == 3


def test_a_film_can_be_given_up_and_nothing_is_left(running: Running, tmp_path: Path) -> None:
    dialog = opened(running, "film")
    choosing(tmp_path / "way.gif")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    QTest.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    assert not running.exporting.runner.is_busy
    assert dialog.told.text() == "Given up; nothing was written."
    assert list(tmp_path.iterdir()) == []
    # What has not been begun is not made either.
    escaping()
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert not running.exporting.runner.is_busy


def test_escape_closes_the_dialog_and_gives_up_what_it_makes(running: Running, tmp_path: Path) -> None:
    dialog = opened(running, "film")
    choosing(tmp_path / "way.gif")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert not running.exporting.runner.is_busy
    assert opened(running, "numbers").isVisible()
    dialog.close()
    assert not dialog.isVisible()


def test_what_has_come_of_learning_is_seen_and_written(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(running, "figure")
    for title, sentence in (("The curves of the training run", "Training"), ("The confusion matrix", "Results")):
        choose(dialog.figure.panel, title)
        assert f"(Learn, {sentence})" in dialog.preview.sentence.text()
        assert not dialog.save.isEnabled()
    dialog.close()
    store = running.store
    store.look(hidden=frozenset({Panel.ARITHMETIC}))
    running.window.learning.show_title("Results")
    running.training.go(Amount.EPOCH)
    qtbot.waitUntil(lambda: store.state.order is None and store.state.run is not None)
    results = running.learning.part(ResultsBinding)
    assert results is not None
    qtbot.waitUntil(lambda: results.confusion is not None)
    opened(running, "figure")
    assert dialog.preview.currentWidget() is dialog.preview.picture
    to_file(running, qtbot, tmp_path / "matrix.png")
    with Image.open(tmp_path / "matrix.png") as image:
        assert image.width > 600
    opened(running, "numbers")
    choose(dialog.numbers.what, "The confusion matrix")
    assert dialog.preview.text.toPlainText().startswith("Is,Answered X,Answered O\nX,")
    choose(dialog.numbers.what, "The curves of the training run")
    head, *rows = dialog.preview.text.toPlainText().splitlines()
    assert head == "Step,Error,Share right,Test error,Test share right"
    run = store.state.run
    assert run is not None
    assert [row.split(",")[0] for row in rows] == [str(step) for step in range(1, run.step + 1)]
    assert rows[-1].count(",,") == 0
    # What the votes would tell is hidden with them.
    store.look(concealed=frozenset({6}))
    choose(dialog.numbers.what, "The confusion matrix")
    assert dialog.preview.sentence.text() == "The confusion matrix is hidden until the votes are shown."


def test_a_file_is_offered_a_name_that_every_system_takes(running: Running) -> None:
    scene = Scene("One", "Text.", lecture_document(), View())
    running.store.open_lesson(Lesson("X / O: what is it? (1.5)", (scene,)))
    dialog, offered = opened(running, "lesson"), list[str]()

    def read(asking: QDialog) -> None:
        edit = asking.findChild(QLineEdit, "fileNameEdit")
        assert edit is not None
        offered.append(edit.text())
        asking.reject()

    Answer(read)
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert offered == ["X O what is it (1.5) lesson.pdf"]


def test_what_a_lesson_has_is_counted_as_one_says_it(running: Running) -> None:
    scene = Scene("One", "Text.", lecture_document(), View(), task=Task("Draw an O.", ()))
    running.store.open_lesson(Lesson("My lesson", (scene,)))
    assert opened(running, "lesson").preview.sentence.text() == "1 scene with its figure, 1 task"


def test_a_lesson_is_handed_out_with_its_answers(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    scenes = tuple(Scene(title, "Text.", lecture_document(), View()) for title in ("One", "Two"))
    running.store.open_lesson(Lesson("My lesson", scenes))
    dialog = opened(running, "lesson")
    assert dialog.preview.sentence.text() == "2 scenes with their figures, 0 tasks"
    choose(dialog.lesson.ending, "HTML, one page for any browser")
    to_file(running, qtbot, tmp_path / "lesson.html")
    assert "2. Two" in (tmp_path / "lesson.html").read_text(encoding="utf-8")
    assert running.store.state.notice is not None
    assert running.store.state.notice.text == "Exported as “lesson.html”."


def test_what_is_chosen_is_asked_of_the_network_that_there_is_by_then(running: Running) -> None:
    """The dialog hears of another network a moment after the window."""
    store = running.store
    dialog = opened(running, "film")
    choose(dialog.film.span, "One map")
    choose(dialog.film.of_map, "3")
    store.edit("Remove", lambda document: remove_filter(document, 0, 2))
    dialog.film.fine.click()
    dialog.tabs.setCurrentIndex(1)
    choose(dialog.numbers.what, "Convolution")
    choose(dialog.numbers.part, "Map 2")
    store.edit("Remove", lambda document: remove_filter(document, 0, 1))
    QTest.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert dialog.told.text() == "It is on the clipboard."
    assert "Map 2" not in QGuiApplication.clipboard().text()
    dialog.tabs.setCurrentIndex(2)
    assert dialog.film.of_map.count() == 1


def test_what_has_changed_while_a_file_is_made_is_offered_afterwards(
    running: Running, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(running, "film")
    choose(dialog.film.span, "One map")
    choosing(tmp_path / "map.gif")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert running.exporting.runner.is_busy
    running.store.edit("Remove", lambda document: remove_filter(document, 0, 2))
    QTest.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.film.of_map.count() == 2)


_COPY_AND_CLOSE = """
from PySide6.QtCore import QTimer, Slot
from cnnviz.model.networks import lecture_document
from cnnviz.ui.application import Running, make_application

def copy(running):
    running.window.actions_.exports[0].trigger()
    running.exporting.dialog.copy.click()
    running.window.close()

def main():
    application = make_application()
    running = Running(lecture_document())
    running.completed.connect(lambda: QTimer.singleShot(0, lambda: copy(running)))
    running.start()
    application.exec()
    print(application.clipboard().mimeData().formats())
    running.close()

main()
"""


def test_who_has_copied_a_figure_ends_the_process_in_order() -> None:
    ended = subprocess.run([sys.executable, "-c", _COPY_AND_CLOSE], capture_output=True, text=True, check=False)
    assert "image/svg+xml" in ended.stdout, ended.stderr
    assert (ended.returncode, "Traceback" in ended.stderr) == (0, False)
