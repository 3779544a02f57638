"""The buttons that let training go on, stop and turn back."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QToolButton, QWidget

from cnnviz.ui.flow import Flow
from cnnviz.ui.icons import icon
from cnnviz.ui.key_names import with_key_names
from cnnviz.ui.theme import Look

_BUTTONS = {
    "run": ("play", "Run", with_key_names("Learn until a rule ends it, or until you pause (Ctrl+Return)")),
    "sample": ("step", "1 picture", "Learn from one picture"),
    "batch": ("step-batch", "1 batch", "Learn from one batch of pictures: one step"),
    "epoch": ("step-epoch", "1 epoch", "Learn from every picture once"),
    "rewind": ("rewind", "Rewind", "Back to the first weights of this run; Undo returns"),
}
#: What else they say where each step nudges one weight.
_NUDGING = {
    "batch": ("step-batch", "1 weight", "Nudge one weight up and down, and keep what helps"),
    "epoch": ("step-epoch", "All weights", "Nudge every weight once"),
}
#: What is offered only while nothing runs.
_PARTS = ("sample", "batch", "epoch")
#: Of the icons, in pixels at the normal text size.
_SIDE = 18
_PAUSE = ("pause", "Pause", with_key_names("Stop here; Run goes on from here (Ctrl+Return)"))


class Transport(QWidget):
    """Run or pause, one picture, one batch, one epoch. The button to rewind stands elsewhere.

    asked(what): "run", "pause", "sample", "batch", "epoch" or "rewind".
    """

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._is_running = self._is_nudging = False
        self._left: QToolButton | None = None
        self._look = Look()
        layout = Flow(self, spacing=4)
        self.buttons: dict[str, QToolButton] = {}
        for what in _BUTTONS:
            button = self.buttons[what] = QToolButton()
            button.setObjectName(what)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(self._on_clicked)
            if what != "rewind":
                layout.addWidget(button)
        self._draw()

    def set_running(self, *, is_running: bool) -> None:
        """Offer to pause while training goes on, and to run while it does not."""
        if is_running and not self._is_running:
            self._lend_keyboard()
        self._is_running = is_running
        for what in _PARTS:
            self.buttons[what].setEnabled(not is_running)
        if not is_running:
            self._return_keyboard()
        self._draw()

    def set_nudging(self, *, is_nudging: bool) -> None:
        """Offer to nudge weights, one or all, in place of learning from pictures, one or more."""
        if is_nudging is not self._is_nudging:
            self._is_nudging = is_nudging
            self.buttons["sample"].setVisible(not is_nudging)
            self._draw()

    def set_can_rewind(self, *, can_rewind: bool) -> None:
        """Offer to rewind where there is a run."""
        button = self.buttons["rewind"]
        if can_rewind is button.isEnabled():
            return
        if button.hasFocus():
            self.buttons["run"].setFocus()
        button.setEnabled(can_rewind)
        self._draw()

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        for what, button in self.buttons.items():
            button.setFont(look.font(bold=what == "run"))
            button.setIconSize(QSize(look.length(_SIDE), look.length(_SIDE)))
        # The row stays where it is when Run becomes Pause.
        run = self.buttons["run"]
        run.setText(_PAUSE[1])
        run.setFixedWidth(run.sizeHint().width())
        self._draw()

    def _lend_keyboard(self) -> None:
        """Let Pause have the keyboard in place of a button that cannot be pressed for a while.

        Qt would give it to whatever comes next, and a second press of Space would do something else.
        """
        self._left = next((self.buttons[what] for what in _PARTS if self.buttons[what].hasFocus()), None)
        if self._left is not None:
            self.buttons["run"].setFocus()

    def _return_keyboard(self) -> None:
        if self._left is not None and self.buttons["run"].hasFocus():
            self._left.setFocus()
        self._left = None

    def _draw(self) -> None:
        theme = self._look.theme
        for what, button in self.buttons.items():
            drawing, text, tip = self._words(what)
            color = theme.off if not button.isEnabled() else theme.accent if what == "run" else theme.text
            button.setIcon(icon(drawing, color, self._look.length(_SIDE)))
            button.setText(text)
            button.setToolTip(tip)
            button.setStatusTip(tip)

    def _words(self, what: str) -> tuple[str, str, str]:
        """The icon of a button, what it says, and its tip."""
        if what == "run" and self._is_running:
            return _PAUSE
        return _NUDGING.get(what, _BUTTONS[what]) if self._is_nudging else _BUTTONS[what]

    @Slot()
    def _on_clicked(self) -> None:
        what = self.sender().objectName()
        self.asked.emit("pause" if what == "run" and self._is_running else what)
