"""What fails while Qt calls is told, and the process lives: errors of C code ended it on Python 3.11."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnnviz.ui.stages import Stages


def test_an_error_of_c_code_in_an_override_is_told(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    stages = Stages()
    qtbot.addWidget(stages)
    monkeypatch.setattr(stages, "_hover", lambda found: int("no number"))
    with pytest.raises(ValueError, match="no number"):
        QApplication.sendEvent(stages.viewport(), QEvent(QEvent.Type.Leave))
