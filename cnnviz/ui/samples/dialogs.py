"""The questions about samples, each a small dialog that returns the answer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QWidget

from cnnviz.ui.file_dialogs import ask_file_to_open, ask_file_to_save, chosen

_FILTER = "NumPy arrays (*.npz)"


def ask_class_name(parent: QWidget, title: str, name: str = "", refusal: str = "") -> str | None:
    """What a class is to be called; None where the person thinks better of it.

    refusal: what was wrong with `name`, where it is asked for once more.
    """
    label = f"{refusal}\n\nName of the class:" if refusal else "Name of the class:"
    text, is_agreed = QInputDialog.getText(parent, title, label, QLineEdit.EchoMode.Normal, name)
    return text if is_agreed else None


def ask_folder(parent: QWidget, title: str, folder: Path) -> Path | None:
    """Which folder; None where the person thinks better of it."""
    dialog = QFileDialog(parent, title, str(folder))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    return chosen(dialog)


def ask_arrays_to_open(parent: QWidget, folder: Path) -> Path | None:
    """Which .npz file to read; None where the person thinks better of it."""
    return ask_file_to_open(parent, "Import samples", folder, f"{_FILTER};;All files (*)")


def ask_arrays_to_save(parent: QWidget, folder: Path) -> Path | None:
    """Where to write an .npz file; None where the person thinks better of it. Replacing one has been agreed to."""
    return ask_file_to_save(parent, "Export samples", folder / "samples.npz", _FILTER)
