"""A hand that answers the next question, with real clicks and keys, while the program waits for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLineEdit, QMessageBox, QPushButton, QWidget

_EVERY = 5


class Answer(QTimer):
    """Waits for a dialog and answers it. `text` is what the dialog said, or None where none came.

    An answer that nothing asked for must not wait for the questions of later tests: as a timer, ticking, it is a leak.
    """

    def __init__(self, answer: Callable[[QDialog], None]) -> None:
        # The application keeps it, for most who ask for an answer do not.
        super().__init__(QApplication.instance(), interval=_EVERY)
        self.text: str | None = None
        self._answer = answer
        self.timeout.connect(self._look)
        self.start()

    @Slot()
    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            self.stop()
            self.deleteLater()
            self.text = dialog.text() if isinstance(dialog, QMessageBox) else dialog.windowTitle()
            try:
                self._answer(dialog)
            except BaseException:
                # The program must not wait for an answer that will not come.
                dialog.reject()
                raise


def clicking(name: str, then: Callable[[], object] = lambda: None) -> Answer:
    """Click the button `name`, and be ready for what is asked `then`."""

    def click(dialog: QDialog) -> None:
        _click(dialog, name)
        then()

    return Answer(click)


def escaping() -> Answer:
    """Press Escape."""
    return Answer(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))


def choosing(path: Path, then: Callable[[], object] = lambda: None) -> Answer:
    """Paste `path` where a file is asked for, and agree; be ready for what is asked `then`."""

    def choose(dialog: QDialog) -> None:
        edit, buttons = dialog.findChild(QLineEdit, "fileNameEdit"), dialog.findChild(QDialogButtonBox)
        assert edit is not None
        assert buttons is not None
        edit.selectAll()
        QGuiApplication.clipboard().setText(str(path))
        edit.paste()
        # Not by its name, which is "Open" while what is typed names a folder.
        (agree,) = (b for b in buttons.buttons() if buttons.buttonRole(b) is QDialogButtonBox.ButtonRole.AcceptRole)
        assert agree.isEnabled()
        then()
        QTest.mouseClick(agree, Qt.MouseButton.LeftButton)

    return Answer(choose)


def _click(dialog: QWidget, name: str) -> None:
    buttons = {button.text().replace("&", ""): button for button in dialog.findChildren(QPushButton)}
    QTest.mouseClick(buttons[name], Qt.MouseButton.LeftButton)
