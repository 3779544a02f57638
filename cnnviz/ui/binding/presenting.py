"""Joins what a class sees to the state: the full screen, and what lies over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QWidget

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.model.view import Panel, View
from cnnviz.ui.binding.looks import look_of, looks_like, put_away, screen_for_class, text_scale_on
from cnnviz.ui.window import Window

if TYPE_CHECKING:
    from cnnviz.ui.overlay import Overlay
    from cnnviz.ui.overlay.keys import Keys
    from cnnviz.ui.overlay.pointer import Halo
    from cnnviz.ui.overlay.toast import Toast

#: The way out, and to all that is not seen.
WELCOME = "Escape leaves. The right button or a long press has panels, text and theme."
#: With one screen.
NOTES_AWAY = "The notes are put away: with one screen the class would see them. F7 shows them."
_MARKERS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)


class _Over(NamedTuple):
    """What lies over the window, and the keys that are heard above it."""

    sheet: Overlay
    halo: Halo
    keys: Keys
    toast: Toast


class PresentingBinding(QObject):
    """Fills the screen for a class, and lays the spotlight, the marks or a black sheet over the window."""

    def __init__(self, store: Store, window: Window) -> None:
        super().__init__(window)
        self._store = store
        self._window = window
        self._over: _Over | None = None
        self._had_notes = False
        actions = window.actions_
        actions.present.triggered.connect(self._on_present)
        actions.spotlight.triggered.connect(self._on_spotlight)
        actions.marker.triggered.connect(self._on_marker)
        actions.wipe.triggered.connect(self._on_wipe)
        actions.halo.triggered.connect(self._on_halo)
        actions.blank.triggered.connect(self._on_blank)
        window.closing.connect(self._on_window_closing)

    def render(self, old: State | None, new: State) -> None:
        """Show what differs between `old` and `new`; everything where `old` is None."""
        view, sentence = new.view, _said(old, new)
        if old is None or _shown(old.view) != _shown(view):
            self._tick(view)
        if self._over is None:
            if not (view.presenting or view.spotlight):
                return
            self._over, old = self._made(), None
        over = self._over
        over.sheet.set_lit([self._lit_part(panel) for panel in _lit(new)] if view.spotlight else None)
        if old is None or not looks_like(old, new) or _shown(old.view) != _shown(view):
            look = look_of(new)
            over.sheet.set_look(look)
            over.toast.set_look(look)
            over.sheet.set_marker(view.marker if view.presenting else None)
            over.sheet.set_blank(view.presenting and view.blank)
            has_halo = view.presenting and view.halo and view.marker is None and not view.blank
            over.halo.set_color(QColor(look.theme.accent) if has_halo else None)
            over.keys.set_keys(_keys(view))
        if old is None or _scene(old) is not _scene(new) or not view.presenting:
            over.sheet.wipe()
        if sentence is not None:
            over.toast.say(sentence)

    def _lit_part(self, panel: Panel) -> QWidget:
        # The step player stands on the card of the stages.
        return self._window.stages if panel is Panel.STAGES else self._window.cards[panel]

    def _tick(self, view: View) -> None:
        actions = self._window.actions_
        actions.set_presenting(is_presenting=view.presenting)
        actions.spotlight.setChecked(view.spotlight)
        actions.marker.setChecked(view.marker is not None)
        actions.halo.setChecked(view.halo)
        actions.blank.setChecked(view.blank)

    def _made(self) -> _Over:
        # Most of those who open the window stand before no class.
        from cnnviz.ui.overlay import Overlay
        from cnnviz.ui.overlay.keys import Keys
        from cnnviz.ui.overlay.pointer import Halo
        from cnnviz.ui.overlay.toast import Toast

        sheet = Overlay(self._window)
        sheet.woken.connect(self._on_woken)
        keys = Keys(self._window)
        keys.pressed.connect(self._on_key_pressed)
        return _Over(sheet, Halo(self._window), keys, Toast(self._window))

    @Slot()
    def _on_present(self) -> None:
        if self._store.state.view.presenting:
            self._leave()
            return
        percent = text_scale_on(screen_for_class(self._window))
        self._had_notes = self._store.state.view.notes
        has_other = len(QGuiApplication.screens()) > 1
        self._store.look(presenting=True, presented_text=percent, notes=has_other)
        held = self._window.focusWidget()
        # Who has the player's bar keeps it.
        if held is None or not self._window.cards[Panel.STAGES].isAncestorOf(held):
            self._window.stages.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self._store.look(presenting=False, blank=False, marker=None, spotlight=False, notes=self._had_notes)

    @Slot(bool)
    def _on_spotlight(self, is_wanted: bool) -> None:
        self._store.look(spotlight=is_wanted)

    @Slot(bool)
    def _on_marker(self, is_wanted: bool) -> None:
        # What is drawn upon must not change because the pointer now draws.
        view = self._store.state.view
        self._store.look(marker=0 if is_wanted else None, pinned=view.probe if is_wanted else view.pinned)

    @Slot()
    def _on_wipe(self) -> None:
        if self._over is not None:
            self._over.sheet.wipe()

    @Slot(bool)
    def _on_halo(self, is_wanted: bool) -> None:
        self._store.look(halo=is_wanted)

    @Slot(bool)
    def _on_blank(self, is_wanted: bool) -> None:
        self._store.look(blank=is_wanted)

    @Slot()
    def _on_woken(self) -> None:
        self._store.look(blank=False)

    @Slot(int)
    def _on_key_pressed(self, key: int) -> None:
        actions, view = self._window.actions_, self._store.state.view
        match key:
            case Qt.Key.Key_S:
                actions.spotlight.trigger()
            case Qt.Key.Key_P:
                actions.marker.trigger()
            case Qt.Key.Key_E:
                actions.wipe.trigger()
            case Qt.Key.Key_H:
                actions.halo.trigger()
            case Qt.Key.Key_B | Qt.Key.Key_Period:
                actions.blank.trigger()
            case Qt.Key.Key_Escape if view.marker is not None:
                self._store.look(marker=None)
            case Qt.Key.Key_Escape:
                self._leave()
            case _:
                self._store.look(marker=_MARKERS.index(Qt.Key(key)))

    @Slot()
    def _on_window_closing(self) -> None:
        if self._over is not None:
            self._over.halo.set_color(None)


def _lit(state: State) -> tuple[Panel, ...]:
    """What the spotlight leaves as it is: the stages dim themselves, and without them the picture shows the value."""
    where = Panel.DRAWING if Panel.STAGES in put_away(state) else Panel.STAGES
    return where, Panel.ARITHMETIC, Panel.LEARNING, Panel.LESSON


def _keys(view: View) -> tuple[Qt.Key, ...]:
    if not view.presenting:
        return ()
    key = Qt.Key
    letters = (key.Key_S, key.Key_P, key.Key_E, key.Key_H, key.Key_B, key.Key_Period, key.Key_Escape)
    return letters + _MARKERS if view.marker is not None else letters


def _shown(view: View) -> tuple[object, ...]:
    return view.presenting, view.spotlight, view.marker, view.halo, view.blank


def _said(old: State | None, new: State) -> str | None:
    """What is to be said to those who see no status line; None where that is nothing new."""
    if not new.view.presenting:
        return ""
    if old is None or not old.view.presenting:
        return f"{WELCOME} {NOTES_AWAY}" if old is not None and old.view.notes and not new.view.notes else WELCOME
    if old.notice is new.notice:
        return None
    return "" if new.notice is None else new.notice.text


def _scene(state: State) -> object:
    place = state.document.lesson
    return None if place is None else place.scene
