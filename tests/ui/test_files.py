"""New, open, save, recent and close, through the window's own menus, questions and events."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from cnnviz.model.document import Document, with_picture
from cnnviz.model.files.document_file import encode, load, save
from cnnviz.model.lessons.reading import read_lesson
from cnnviz.model.lessons.shipped import shipped_lessons
from cnnviz.model.networks import lecture_document, smiley_document
from cnnviz.ui.application import Application, Running
from cnnviz.ui.preferences import preferences
from cnnviz.ui.recent_files import MOST, recent_files, remember_file
from tests.ui.dialogs import Answer, choosing, clicking, escaping


def draw(running: Running) -> Document:
    running.store.edit("Invert", lambda document: with_picture(document, -document.picture))
    return running.store.state.document


def notice(running: Running) -> str:
    assert running.store.state.notice is not None
    return running.store.state.notice.text


def test_the_first_save_asks_where_and_the_next_does_not(running: Running, tmp_path: Path) -> None:
    actions, store = running.window.actions_, running.store
    document = draw(running)
    assert running.window.isWindowModified()
    asked = choosing(tmp_path / "work")
    actions.save.trigger()
    assert asked.text == "Save as"
    path = tmp_path / "work.cnnviz"
    assert encode(load(path)) == encode(document)
    assert (store.state.path, store.state.is_unsaved) == (path, False)
    assert not running.window.isWindowModified()
    assert "work.cnnviz" in running.window.windowTitle()
    draw(running)
    actions.save.trigger()
    assert encode(load(path)) == encode(store.state.document)


def test_a_name_with_a_dot_in_it_gets_the_ending_too(running: Running, tmp_path: Path) -> None:
    """“Lecture 1.2” was saved without one, and then not in sight among the documents to open."""
    draw(running)
    choosing(tmp_path / "Lecture 1.2")
    running.window.actions_.save.trigger()
    assert [path.name for path in tmp_path.iterdir()] == ["Lecture 1.2.cnnviz"]


def test_a_name_with_a_dot_in_it_takes_the_place_of_no_other_unasked(running: Running, tmp_path: Path) -> None:
    save(smiley_document(), other := tmp_path / "Lecture 1.2.cnnviz")
    draw(running)
    choosing(tmp_path / "Lecture 1.2", then=escaping)
    running.window.actions_.save.trigger()
    assert encode(load(other)) == encode(smiley_document())
    assert running.store.state.is_unsaved


def test_save_as_goes_on_in_the_other_file(running: Running, tmp_path: Path) -> None:
    running.store.open(lecture_document(), tmp_path / "one.cnnviz")
    choosing(tmp_path / "two.cnnviz")
    running.window.actions_.save_as.trigger()
    assert running.store.state.path == tmp_path / "two.cnnviz"
    assert not (tmp_path / "one.cnnviz").exists()


def test_a_save_that_is_thought_better_of_changes_nothing(running: Running) -> None:
    draw(running)
    history = running.store.state.history
    escaping()
    running.window.actions_.save.trigger()
    assert running.store.state.history is history


def test_a_folder_that_has_gone_is_not_offered_as_a_file(running: Running, tmp_path: Path) -> None:
    running.store.open(lecture_document(), tmp_path / "gone" / "work.cnnviz")
    offered: list[tuple[Path, str]] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        edit = dialog.findChild(QLineEdit, "fileNameEdit")
        assert edit is not None
        offered.append((Path(dialog.directory().path()), edit.text()))
        dialog.reject()

    Answer(look)
    running.window.actions_.open.trigger()
    Answer(look)
    running.window.actions_.save_as.trigger()
    assert offered == [(Path.home(), ""), (Path.home(), "work.cnnviz")]


def test_open_shows_the_file(running: Running, tmp_path: Path) -> None:
    save(smiley_document(), path := tmp_path / "smiley.cnnviz")
    choosing(path)
    running.window.actions_.open.trigger()
    assert encode(running.store.state.document) == encode(smiley_document())
    assert running.store.state.path == path
    assert not running.store.state.is_unsaved


def test_a_file_that_cannot_be_read_changes_nothing_and_asks_nothing(running: Running, tmp_path: Path) -> None:
    (path := tmp_path / "bad.cnnviz").write_text("{")
    document = draw(running)
    assert not running.files.open_path(path)
    assert running.store.state.document is document
    assert running.store.state.is_unsaved
    assert notice(running).startswith("“bad.cnnviz” cannot be opened:")
    assert recent_files(preferences()) == ()


@pytest.mark.parametrize(("button", "keeps"), [("Save", True), ("Don't save", False)])
def test_before_unsaved_work_goes_it_is_asked_about(button: str, keeps: bool, running: Running, tmp_path: Path) -> None:
    save(smiley_document(), other := tmp_path / "other.cnnviz")
    for errand in ("new", "open", "close"):
        running.store.open(lecture_document(), path := tmp_path / f"{errand}.cnnviz")
        drawn = draw(running)
        asked = clicking(button)
        _go(running, errand, other)
        assert asked.text == f"Save the changes to “{errand}.cnnviz”?"
        assert path.exists() is keeps
        assert not keeps or encode(load(path)) == encode(drawn)
        assert (running.store.state.document is not drawn) is (errand != "close")
        assert running.window.isVisible() is (errand != "close")


def test_cancel_and_escape_keep_everything_as_it_is(running: Running, tmp_path: Path) -> None:
    save(smiley_document(), other := tmp_path / "other.cnnviz")
    draw(running)
    history = running.store.state.history
    for errand, answer in product(("new", "open", "close"), ("Cancel", "Escape")):
        asked = escaping() if answer == "Escape" else clicking(answer)
        _go(running, errand, other)
        assert asked.text == "Save the changes to “Untitled”?", (errand, answer)
        assert running.store.state.history is history, (errand, answer)
        assert running.window.isVisible(), (errand, answer)


def _go(running: Running, errand: str, other: Path) -> None:
    match errand:
        case "new":
            running.window.actions_.new.trigger()
        case "open":
            running.files.open_path(other)
        case "close":
            running.window.close()


def test_when_saving_fails_the_window_stays_open_with_the_work(running: Running, tmp_path: Path) -> None:
    running.store.open(lecture_document(), tmp_path / "gone" / "work.cnnviz")
    document = draw(running)
    clicking("Save")
    running.window.close()
    assert running.window.isVisible()
    assert running.store.state.document is document
    assert notice(running).startswith("“work.cnnviz” cannot be saved:")


def test_saved_work_closes_without_a_question(running: Running) -> None:
    draw(running)
    running.store.undo()
    running.window.close()
    assert not running.window.isVisible()


def test_new_begins_with_the_lecture_s_document(running: Running) -> None:
    running.store.open(smiley_document(), Path("smiley.cnnviz"))
    running.window.actions_.new.trigger()
    assert encode(running.store.state.document) == encode(lecture_document())
    assert running.store.state.path is None
    assert running.window.windowTitle().startswith("Untitled")


def test_recent_files_are_offered_newest_first_and_opened(running: Running, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number} & co.cnnviz" for number in range(MOST + 2)]
    for path in paths:
        save(smiley_document(), path)
        assert running.files.open_path(path)
    running.files.open_path(paths[5])
    paths[7].unlink()
    newest = [5, 9, 8, 6, 4, 3, 2]
    assert [path.name for path in recent_files(preferences())] == [f"{number} & co.cnnviz" for number in newest]
    menu = running.window.recent_menu
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()[:2]] == ["&1 5 && co.cnnviz", "&2 9 && co.cnnviz"]
    menu.actions()[2].trigger()
    assert running.store.state.path == paths[8]


def test_recent_files_that_cannot_be_asked_for_are_left_out(running: Running, tmp_path: Path) -> None:
    # As one in a folder that has been closed, or on a disk that has gone: whether it is there, the system does not say.
    kept = preferences()
    kept.setValue("files/recent", [str(tmp_path / ("n" * 300)), str(tmp_path / "\0")])
    assert recent_files(kept) == ()
    running.store.open(lecture_document(), tmp_path / ("n" * 300) / "work.cnnviz")
    assert running.files.folder() == Path.home()


@pytest.mark.parametrize("shipped", [False, True])
def test_what_the_window_was_opened_with_is_looked_beside_and_offered_again(
    fresh_settings: None, tmp_path: Path, *, shipped: bool
) -> None:
    """As by `cnnviz lesson FILE`; a shipped lesson has no place that a person keeps files in."""
    path = shipped_lessons()[0].path if shipped else tmp_path / "mine.toml"
    if not shipped:
        path.write_text('title = "Mine"\n[[scene]]\ntitle = "One"\n')
    running = Running(lecture_document())
    running.store.open_lesson(read_lesson(path))
    assert (running.files.folder() == path.parent) is not shipped
    assert recent_files(preferences()) == (() if shipped else (path,))
    running.close()
    document = tmp_path / "work.cnnviz"
    save(smiley_document(), document)
    running = Running(load(document), document)
    assert running.files.folder() == tmp_path
    assert recent_files(preferences())[0] == document
    running.close()


def test_a_file_that_another_program_has_changed_is_not_replaced_unasked(running: Running, tmp_path: Path) -> None:
    save(lecture_document(), path := tmp_path / "work.cnnviz")
    running.files.open_path(path)
    draw(running)
    running.window.actions_.save.trigger()
    others = f"{path.read_text()}\n"
    path.write_text(others)
    draw(running)
    asked = clicking("Cancel")
    running.window.actions_.save.trigger()
    assert asked.text == "“work.cnnviz” has been changed by another program. Replace it?"
    assert (path.read_text(), running.store.state.is_unsaved) == (others, True)
    then: list[Answer] = []
    clicking("Save as…", then=lambda: then.append(escaping()))
    running.window.actions_.save.trigger()
    assert [answer.text for answer in then] == ["Save as"]
    assert path.read_text() == others


def test_what_another_program_made_of_a_file_is_replaced_where_that_is_meant(running: Running, tmp_path: Path) -> None:
    save(lecture_document(), path := tmp_path / "work.cnnviz")
    running.files.open_path(path)
    drawn = draw(running)
    path.write_text("{}")
    asked = clicking("Replace")
    running.window.actions_.save.trigger()
    assert asked.text
    assert encode(load(path)) == encode(drawn)
    path.unlink()
    drawn = draw(running)
    running.window.actions_.save.trigger()
    assert encode(load(path)) == encode(drawn)


def test_with_one_recent_file_and_with_none_the_menu_is_right(running: Running, tmp_path: Path) -> None:
    menu = running.window.recent_menu
    none = [("No files yet", False)]
    # Before it is opened, too: a Mac opens no menu that is empty.
    assert [(action.text(), action.isEnabled()) for action in menu.actions()] == none
    menu.aboutToShow.emit()
    assert [(action.text(), action.isEnabled()) for action in menu.actions()] == none
    save(smiley_document(), path := tmp_path / "one.cnnviz")
    remember_file(preferences(), path)
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["&1 one.cnnviz"]


def test_a_file_that_the_system_hands_over_is_opened(
    qtbot: QtBot, qapp: Application, running: Running, tmp_path: Path
) -> None:
    save(smiley_document(), path := tmp_path / "smiley.cnnviz")
    qapp.file_chosen.connect(running.files.open_path)
    QApplication.sendEvent(qapp, QFileOpenEvent(str(path)))
    qapp.file_chosen.disconnect(running.files.open_path)
    assert running.store.state.path == path
