"""What is being typed when it is time for something else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QWidget


def finish_entry(window: QWidget) -> None:
    """Have what is being typed in `window` taken, as where the keyboard goes elsewhere; it comes back at once."""
    field = window.focusWidget()
    if isinstance(field, QLineEdit | QAbstractSpinBox) and field.hasFocus():
        field.clearFocus()
        # What stood over a cell only to be typed into has gone.
        heir = field if field.isVisible() else field.parentWidget()
        if heir is not None:
            heir.setFocus(Qt.FocusReason.OtherFocusReason)
