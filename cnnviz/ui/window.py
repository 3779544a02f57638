"""The main window: where the panels stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QEvent, QRect, QSettings, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QResizeEvent,
    QScreen,
    QStatusTipEvent,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from cnnviz.model.networks import SHIPPED
from cnnviz.model.view import Panel
from cnnviz.ui.actions import PANEL_TITLES, Actions
from cnnviz.ui.arithmetic import Arithmetic
from cnnviz.ui.card import Card, Drawn
from cnnviz.ui.drawing import DrawPanel
from cnnviz.ui.filters import FilterBank
from cnnviz.ui.learning import Learning
from cnnviz.ui.lesson import LessonPanel
from cnnviz.ui.menus import ToolBar, fill_menu_bar, presenting_menu
from cnnviz.ui.panels import Panels
from cnnviz.ui.put_away import AllPutAway
from cnnviz.ui.stages import Stages
from cnnviz.ui.status_line import StatusLine
from cnnviz.ui.style import style_sheet
from cnnviz.ui.theme import Look
from cnnviz.ui.votes import Votes

#: About as high as a system draws it, in pixels; before the window is shown, none can say.
_TITLE_BAR = 40
#: The panels that are full of titles of their own.
_TITLED = {Panel.STAGES, Panel.LEARNING, Panel.LESSON}
#: The share of the height that a sum takes to be read in the back row.
_PRESENTED_ANSWER = 0.375
#: With one of these held, a key types nothing.
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Standing(NamedTuple):
    """Where the window stands on the screen, how large it is, and how its panels share it."""

    geometry: QByteArray
    state: Qt.WindowState
    place: QRect
    screen: QScreen
    splitters: dict[str, QByteArray]


class Window(QMainWindow):
    """What a person changes on the left (picture, filters), what the network answers on the right, in `look`.

    closing: the window is about to close, and nothing holds it back.
    """

    closing = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        # Before anything stands in it, which would have to be dressed anew.
        self.setStyleSheet(style_sheet(look))
        self._may_close: Callable[[], bool] = lambda: True
        self._usual: Standing | None = None
        self._returning: Standing | None = None
        self._goal: QScreen | None = None
        self.actions_ = Actions(self, [(shipped, shipped.title) for shipped in SHIPPED])
        self.recent_menu, self.edit_menu = fill_menu_bar(self.menuBar(), self.actions_)
        self.tool_bar = ToolBar(self.actions_)
        self.addToolBar(self.tool_bar)
        self.draw_panel = DrawPanel()
        self.filter_bank = FilterBank()
        self.stages = Stages()
        self.arithmetic = Arithmetic()
        self.votes = Votes()
        self.learning = Learning()
        self.lesson = LessonPanel()
        self.cards = {
            panel: Card(PANEL_TITLES[panel], widget, has_title=panel not in _TITLED, is_whole=panel is Panel.DRAWING)
            for panel, widget in (
                (Panel.DRAWING, self.draw_panel),
                (Panel.FILTERS, self.filter_bank),
                (Panel.STAGES, self.stages),
                (Panel.ARITHMETIC, self.arithmetic),
                (Panel.LEARNING, self.learning),
                (Panel.VOTES, self.votes),
                (Panel.LESSON, self.lesson),
            )
        }
        self.all_put_away = AllPutAway()
        self._panels = Panels(self.cards)
        self._shown = QStackedWidget()
        self._shown.addWidget(self._panels)
        self._shown.addWidget(self.all_put_away)
        self.setCentralWidget(self._shown)
        self.status_line = StatusLine()
        self._drawn: tuple[Drawn, ...] = (
            self.actions_,
            self.tool_bar,
            self.status_line,
            *self.cards.values(),
            *(self.draw_panel, self.filter_bank, self.stages, self.arithmetic, self.votes, self.learning),
            *(self.lesson, self.all_put_away, self._panels),
        )
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self.status_line, 1)
        self.setMinimumSize(640, 400)
        self.resize(1280, 720)

    def set_look(self, look: Look) -> None:
        """Draw everything in another theme or text size."""
        sheet = style_sheet(look)
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
        for part in self._drawn:
            part.set_look(look)

    def set_hidden(self, hidden: frozenset[Panel]) -> None:
        """Put these panels away and show the others."""
        focused = self.focusWidget()
        held = next((card for card in self.cards.values() if focused and card.isAncestorOf(focused)), None)
        self._panels.set_hidden(hidden)
        are_some = not hidden >= self.cards.keys()
        if held is not None and are_some and held.isHidden():
            # Qt would hand the keyboard to a stranger, such as the button for a new work.
            self._go_round([self.cards[Panel.STAGES], *self.cards.values()])
        if (self._shown.currentWidget() is self._panels) is are_some:
            return
        self._shown.setCurrentWidget(self._panels if are_some else self.all_put_away)
        if are_some:
            self.go_to_next_panel()
        else:
            self.all_put_away.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_title(self, name: str, *, is_unsaved: bool) -> None:
        """Name the work in the title bar, with the system's mark for what is not saved."""
        self.setWindowTitle(f"{name}[*] – cnnviz")
        self.setWindowModified(is_unsaved)

    def set_close_guard(self, may_close: Callable[[], bool]) -> None:
        """Ask `may_close` before the window closes."""
        self._may_close = may_close

    def go_to_next_panel(self) -> None:
        """Take the keyboard to the first control of the next panel that is shown."""
        self._go_round(list(self.cards.values()))

    def go_to_previous_panel(self) -> None:
        """Take the keyboard to the first control of the panel before that is shown."""
        self._go_round(list(reversed(self.cards.values())))

    def _go_round(self, order: list[Card]) -> None:
        cards = [card for card in order if card.isVisible()]
        holding = next((index for index, card in enumerate(cards) if card.isAncestorOf(self.focusWidget())), -1)
        for card in cards[holding + 1 :] + cards[: holding + 1]:
            if self._take_keyboard_to(card):
                return

    def go_to(self, panel: Panel) -> None:
        """Take the keyboard to the first control of `panel`, where it is shown."""
        self._take_keyboard_to(self.cards[panel])

    def _take_keyboard_to(self, card: Card) -> bool:
        """Whether there is a control in `card`, which has the keyboard now."""
        target = _first_to_focus(card)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            self._panels.bring_into_sight(card)
        return target is not None

    def begin_with(self, panel: Panel) -> None:
        """Have a page of panels begin with `panel`, where it does not show all of it."""
        self._panels.begin_with(self.cards[panel])

    def end_with(self, panel: Panel, *, only_down: bool = False) -> None:
        """Have a page of panels show the end of `panel`; where it was read past it, not if `only_down`."""
        card = self.cards[panel]
        if not only_down or self._panels.is_end_below(card):
            self._panels.end_with(card)

    def fill_screen(self, screen: QScreen) -> None:
        """Fill `screen` with the panels alone."""
        self._usual, self._returning = self._standing(), None
        for bar in (self.menuBar(), self.tool_bar, self.statusBar()):
            bar.hide()
        for card in self.cards.values():
            card.set_titled(is_titled=False)
        self.all_put_away.set_way(has_menu_bar=False)
        if screen is not self.screen():
            self.move_to(screen)
        self.setWindowState(self.windowState() | Qt.WindowState.WindowFullScreen)

    def move_to(self, screen: QScreen) -> None:
        """Stand on another screen, filling it where the window fills the one it stands on."""
        state = self.windowState()
        self._goal = screen
        # Systems hold a window that fills its screen fast; out of sight it can be moved.
        self.hide()
        self.setWindowState(Qt.WindowState.WindowNoState)
        # Before the place, for with its screen Qt takes up anew where a window stood, in the new screen's scale; under
        # Wayland the place says nothing.
        self.setScreen(screen)
        self.setGeometry(screen.availableGeometry())
        self.setWindowState(state)
        self.show()
        self.activateWindow()

    @property
    def screen_to_be(self) -> QScreen:
        """The screen that the window stands on, or is on its way to: the system moves windows when it likes."""
        goal = self._goal
        return self.screen() if goal is None or goal not in QGuiApplication.screens() else goal

    def leave_screen(self) -> None:
        """Stand again as before the screen was filled."""
        for bar in (self.menuBar(), self.tool_bar, self.statusBar()):
            bar.show()
        for card in self.cards.values():
            card.set_titled(is_titled=True)
        self.all_put_away.set_way(has_menu_bar=True)
        usual, self._usual = self._usual, None
        if usual is not None:
            # A projector may have been unplugged meanwhile.
            if self.screen() is not usual.screen and usual.screen in QGuiApplication.screens():
                self.move_to(usual.screen)
            self.setWindowState(usual.state)
            if usual.state is Qt.WindowState.WindowNoState:
                self.setGeometry(usual.place)
            self._goal = None
            self._panels.restore(usual.splitters)
            self._returning = usual if self.size() != usual.place.size() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._usual is not None:
            self._panels.give_lower_row(_PRESENTED_ANSWER)
        # The system takes its time to make a window smaller, and the panels would share what is left in another way.
        if self._returning is not None:
            self._panels.restore(self._returning.splitters)
            if event.size() == self._returning.place.size():
                self._returning = None

    def _standing(self) -> Standing:
        states = self._panels.states()
        return Standing(self.saveGeometry(), self.windowState(), self.geometry(), self.screen(), states)

    def save_layout(self, kept: QSettings) -> None:
        """Keep where the window and its splitters stand; where they stood before the screen was filled."""
        standing = self._usual or self._standing()
        kept.setValue("window/geometry", standing.geometry)
        for name, state in standing.splitters.items():
            kept.setValue(f"window/{name}", state)

    def restore_layout(self, kept: QSettings) -> None:
        """Stand where the window stood last."""
        self.restoreGeometry(_bytes(kept, "window/geometry"))
        self._panels.restore({name: _bytes(kept, f"window/{name}") for name in self._panels.states()})

    def fit_to_screen(self) -> None:
        """Fill a screen that is too small for the window and its frame, so that nothing stands beyond its edges."""
        room = self.screen().availableSize()
        if self.width() > room.width() or self.height() + _TITLE_BAR > room.height():
            self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QStatusTipEvent):
            # Qt would put its message over the status line, notice and all.
            self.status_line.set_tip(event.tip())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What nothing that holds the keyboard took: the player has it while a value is asked for.
        is_command = bool(event.modifiers() & _COMMANDS)
        if is_command or not self.arithmetic.begin_guess(event.text()):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._usual is None:
            # Qt's own would offer to take the toolbar away, and nothing to bring it back.
            return
        menu = presenting_menu(self.actions_, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close():
            event.ignore()
            return
        self.closing.emit()
        event.accept()


def _bytes(kept: QSettings, key: str) -> QByteArray:
    value = kept.value(key)
    return value if isinstance(value, QByteArray) else QByteArray()


def _first_to_focus(card: Card) -> QWidget | None:
    for widget in card.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
            return widget
    return None
