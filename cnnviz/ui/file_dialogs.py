"""The questions about files, each a small dialog that returns the answer."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from cnnviz.model.export.formats import FORMATS, Format
from cnnviz.model.files import EXTENSION, LESSON_EXTENSION
from cnnviz.ui.image_files import SUFFIXES

_FILTER = f"cnnviz documents (*{EXTENSION})"
_IMAGES = " ".join(f"*{suffix}" for suffix in SUFFIXES)
_LESSONS = f"Lessons (*{LESSON_EXTENSION})"
_OPEN_FILTER = (
    f"Documents, images and lessons (*{EXTENSION} {_IMAGES} *{LESSON_EXTENSION});;{_FILTER};;Images ({_IMAGES});;"
    f"{_LESSONS}"
)

_Choice = TypeVar("_Choice", bound=Enum)


class Unsaved(Enum):
    """What to do with work that no file holds."""

    SAVE = QMessageBox.StandardButton.Save
    DISCARD = QMessageBox.StandardButton.Discard
    CANCEL = QMessageBox.StandardButton.Cancel


class Unfinished(Enum):
    """What to do with a task that lacks something, and is in no lesson yet."""

    GO_ON = QMessageBox.StandardButton.Cancel
    LEAVE_OUT = QMessageBox.StandardButton.Discard


class Changed(Enum):
    """What to do with a file that another program has changed."""

    SAVE_AS = QMessageBox.StandardButton.Save
    REPLACE = QMessageBox.StandardButton.Discard
    CANCEL = QMessageBox.StandardButton.Cancel


class Recover(Enum):
    """What to do with work that was left behind. Closing the question leaves it for the next start."""

    RECOVER = QMessageBox.StandardButton.Yes
    DELETE = QMessageBox.StandardButton.Discard
    LATER = QMessageBox.StandardButton.Cancel


def ask_unsaved(parent: QWidget, name: str) -> Unsaved:
    """Ask whether to save the changes to `name` before they are lost."""
    box = _question(parent, "Unsaved changes", f"Save the changes to “{name}”?", "Without saving they are lost.")
    return _answer(box, {Unsaved.SAVE: "&Save", Unsaved.DISCARD: "&Don't save", Unsaved.CANCEL: "&Cancel"})


def ask_unfinished(parent: QWidget, missing: str) -> Unfinished:
    """Ask whether to go on writing a task; `missing` says what it lacks."""
    box = _question(parent, "Unfinished task", "The task is not finished, and would be lost.", missing)
    return _answer(box, {Unfinished.GO_ON: "&Go on writing", Unfinished.LEAVE_OUT: "&Leave it out"})


def ask_changed(parent: QWidget, name: str) -> Changed:
    """Ask whether to replace the file `name`, which another program has changed since it was opened or saved."""
    text = f"“{name}” has been changed by another program. Replace it?"
    more = "Replacing it loses those changes; saving under another name keeps both."
    box = _question(parent, "The file has changed", text, more)
    return _answer(box, {Changed.SAVE_AS: "&Save as…", Changed.REPLACE: "&Replace", Changed.CANCEL: "&Cancel"})


def ask_recover(parent: QWidget, picture: QPixmap, name: str | None) -> Recover:
    """Offer the work, on the file `name` or on none, that a killed window left behind; `picture` is shown."""
    more = f"It belongs to “{name}”." if name else "It has not been saved to a file yet."
    box = _question(parent, "Unsaved work", "cnnviz was closed before this work was saved. Recover it?", more)
    box.setIconPixmap(picture)
    return _answer(box, {Recover.RECOVER: "&Recover", Recover.DELETE: "&Delete it", Recover.LATER: "&Not now"})


def ask_path_to_open(parent: QWidget, folder: Path) -> Path | None:
    """Which file to open; None where the person thinks better of it."""
    return ask_file_to_open(parent, "Open", folder, _OPEN_FILTER)


def ask_lesson_to_open(parent: QWidget, folder: Path) -> Path | None:
    """Which lesson to open; None where the person thinks better of it."""
    return ask_file_to_open(parent, "Open a lesson", folder, _LESSONS)


def ask_file_to_open(parent: QWidget, title: str, folder: Path, filters: str) -> Path | None:
    """Which file of these kinds to open; None where the person thinks better of it."""
    dialog = QFileDialog(parent, title, str(folder), filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return chosen(dialog)


def ask_path_to_save(parent: QWidget, suggested: Path) -> Path | None:
    """Where to save; None where the person thinks better of it. Replacing a file has been agreed to."""
    return ask_file_to_save(parent, "Save as", suggested, _FILTER)


def ask_lesson_to_save(parent: QWidget, suggested: Path) -> Path | None:
    """Where to write a lesson; None where the person thinks better of it. Replacing a file has been agreed to."""
    return ask_file_to_save(parent, "Save the lesson", suggested, _LESSONS)


def ask_path_to_write(parent: QWidget, suggested: Path) -> Path | None:
    """Where to write a file that ends as `suggested` does; None where the person thinks better of it."""
    ending = suggested.suffix
    return ask_file_to_save(parent, "Export", suggested, f"{ending.removeprefix('.').upper()} (*{ending})")


def ask_file_to_save(parent: QWidget, title: str, suggested: Path, filters: str) -> Path | None:
    """Where to write a file, which ends as `suggested` does; None where the person thinks better of it.

    Replacing a file has been agreed to.
    """
    dialog = QFileDialog(parent, title, str(suggested.parent), filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suggested.suffix.removeprefix("."))
    dialog.selectFile(suggested.name)
    path = chosen(dialog)
    if path is None:
        return None
    whole = _with_ending(path, suggested.suffix)
    # Whether to replace a file is the dialog's own question.
    return ask_file_to_save(parent, title, whole, filters) if whole != path and whole.exists() else whole


def ask_path_to_export(parent: QWidget, suggested: Path) -> tuple[Path, Format] | None:
    """Where to export to, and as what; None where the person thinks better of it. Replacing has been agreed to."""
    dialog = _ExportDialog(parent, suggested)
    path = chosen(dialog)
    if path is None:
        return None
    kind = dialog.format_for(path)
    whole = _with_ending(path, kind.ending)
    return ask_path_to_export(parent, path) if whole != path and whole.exists() else (whole, kind)


def _with_ending(path: Path, ending: str) -> Path:
    """`path` so that it ends like that: Qt takes what follows any dot for an ending, as in “Lecture 1.2”."""
    return path if path.suffix.lower() == ending.lower() else path.with_name(f"{path.name}{ending}")


class _ExportDialog(QFileDialog):
    """Asks for a file and its kind; the ending of the name follows the kind that is chosen."""

    def __init__(self, parent: QWidget, suggested: Path) -> None:
        super().__init__(parent, "Export the network", str(suggested.parent))
        self._kinds = {f"{kind.title} (*{kind.ending})": kind for kind in FORMATS}
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setNameFilters(list(self._kinds))
        self.filterSelected.connect(self._on_filter_selected)
        self._on_filter_selected(self.selectedNameFilter())
        self.selectFile(f"{suggested.name}{FORMATS[0].ending}")

    def format_for(self, path: Path) -> Format:
        """The kind that was chosen, unless the name that was typed ends as those of another do."""
        chosen = self._kinds[self.selectedNameFilter()]
        named = [kind for kind in FORMATS if kind.ending == path.suffix.lower()]
        return chosen if chosen in named or not named else named[0]

    @Slot(str)
    def _on_filter_selected(self, name_filter: str) -> None:
        self.setDefaultSuffix(self._kinds[name_filter].ending.removeprefix("."))


def _question(parent: QWidget, title: str, text: str, more: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(title)
    box.setText(text)
    box.setInformativeText(more)
    return box


def _answer(box: QMessageBox, texts: dict[_Choice, str]) -> _Choice:
    """What is chosen; each choice is the value of a standard button, and `texts` says what stands on it."""
    for choice, text in texts.items():
        button = box.addButton(choice.value)
        button.setText(text)
        button.setIcon(QIcon())
    # The first keeps the work, and Escape changes nothing.
    first = next(iter(texts))
    box.setDefaultButton(first.value)
    box.setEscapeButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return type(first)(box.standardButton(clicked) if clicked else QMessageBox.StandardButton.Cancel)


def chosen(dialog: QFileDialog) -> Path | None:
    """What is chosen in `dialog`; None where the person thinks better of it."""
    accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
    files = dialog.selectedFiles()
    dialog.deleteLater()
    return Path(files[0]) if accepted and files else None
