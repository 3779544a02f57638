"""Joins the step player's bar, and its actions, to the state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot

from cnnviz.app.playing import Playing
from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.model.view import Panel
from cnnviz.ui.binding.looks import look_of, looks_like
from cnnviz.ui.binding.player_keys import PlayerKeys
from cnnviz.ui.tab_order import lead_tab
from cnnviz.ui.window import Window

if TYPE_CHECKING:
    from cnnviz.model.player.playhead import Playhead
    from cnnviz.ui.player import PlayerBar


#: Where there is nothing to turn to.
FIRST = "This is the lesson's first scene."
LAST = "This is the lesson's last scene."


class PlayerBinding(QObject):
    """Turns actions and the bar's options into what the player does; the bar is made when the player first opens."""

    def __init__(self, store: Store, playing: Playing, window: Window) -> None:
        super().__init__(window)
        self._store = store
        self._playing = playing
        self._window = window
        self._bar: PlayerBar | None = None
        self._keys = PlayerKeys(window)
        actions = window.actions_
        actions.player.triggered.connect(self._on_player)
        actions.close_player.triggered.connect(self._on_close)
        actions.play.triggered.connect(playing.play_or_pause)
        actions.step_back.triggered.connect(playing.step_back)
        actions.step_on.triggered.connect(playing.step_on)
        actions.to_start.triggered.connect(playing.go_to_start)
        actions.to_end.triggered.connect(playing.go_to_end)
        actions.page_back.triggered.connect(self._on_page_back)
        actions.page_on.triggered.connect(self._on_page_on)
        for step in (actions.play, actions.step_back, actions.step_on, actions.to_start, actions.to_end):
            step.triggered.connect(self._on_step)
        actions.predict.triggered.connect(self._on_predicting)
        actions.motion.triggered.connect(self._on_motion)
        self._render(None, store.state)
        store.changed.connect(self._on_store_changed)

    @Slot(object, object)
    def _on_store_changed(self, old: State, new: State) -> None:
        self._render(old, new)

    def _render(self, old: State | None, new: State) -> None:
        actions, view = self._window.actions_, new.view
        if old is None or _offered(old) != _offered(new):
            is_open, is_playing, has_pages = _offered(new)
            actions.set_playing(is_open=is_open, is_playing=is_playing, has_pages=has_pages)
            self._keys.set_open(is_open=is_open)
        if old is None or old.view.predicts is not view.predicts:
            actions.predict.setChecked(view.predicts)
        if old is None or old.view.moves is not view.moves:
            actions.motion.setChecked(view.moves)
        if view.player is not None:
            before = None if self._bar is None else old
            self._show(self._bar or self._make_bar(), before, new)
        if self._bar is not None:
            self._set_open(self._bar, is_open=view.player is not None)

    def _set_open(self, bar: PlayerBar, *, is_open: bool) -> None:
        focused = self._window.focusWidget()
        # Hiding what has the keyboard would hand it to a stranger.
        if not is_open and focused is not None and bar.isAncestorOf(focused):
            self._window.stages.setFocus(Qt.FocusReason.OtherFocusReason)
        bar.setVisible(is_open)

    def _make_bar(self) -> PlayerBar:
        from cnnviz.ui.player import PlayerBar

        actions = self._window.actions_
        buttons = (actions.to_start, actions.step_back, actions.play, actions.step_on, actions.to_end)
        bar = self._bar = PlayerBar(buttons, actions.close_player, first=actions.play)
        bar.scrubber.went.connect(self._playing.go_to)
        bar.options.speed_chosen.connect(self._playing.set_speed)
        bar.options.span_chosen.connect(self._playing.set_span)
        bar.options.fine_chosen.connect(self._playing.set_fine)
        bar.options.predicting_chosen.connect(self._on_predicting)
        self._window.cards[Panel.STAGES].put_below(bar)
        lead_tab(self._window.stages, bar)
        return bar

    def _show(self, bar: PlayerBar, old: State | None, new: State) -> None:
        head = new.view.player
        assert head is not None
        if old is None or not looks_like(old, new):
            bar.set_look(look_of(new))
        if old is None or old.view.player != head:
            bar.options.show_playhead(head)
        if old is None or old.view.predicts is not new.view.predicts:
            bar.options.set_predicting(predicts=new.view.predicts)
        if old is None or _played(old) != _played(new):
            self._show_place(bar, head, new)

    def _show_place(self, bar: PlayerBar, head: Playhead, state: State) -> None:
        from cnnviz.model.played import playhead_ways

        network = state.document.network
        script = head.script(network)
        bar.scrubber.set_place(script.landed(head.position), script.values)
        bar.set_words(*playhead_ways(network, head, state.document.filter_names))

    @Slot(bool)
    def _on_player(self, is_wanted: bool) -> None:
        if not is_wanted:
            self._playing.close()
            return
        self._playing.open()
        if self._bar is not None and self._store.state.view.player is not None:
            self._bar.take_focus()
            self._window.end_with(Panel.STAGES)

    @Slot()
    def _on_step(self) -> None:
        # Who reads a scene and takes its first step has yet to see what is played; who reads the sum stays there.
        self._window.end_with(Panel.STAGES, only_down=True)

    @Slot()
    def _on_close(self) -> None:
        self._playing.close()

    @Slot()
    def _on_page_on(self) -> None:
        head = self._store.state.view.player
        if head is not None and head.position < head.script(self._store.state.document.network).length:
            self._playing.go_on()
            self._on_step()
        else:
            self._turn(+1)

    @Slot()
    def _on_page_back(self) -> None:
        head = self._store.state.view.player
        if head is not None and head.position > 0:
            self._playing.step_back()
            self._on_step()
        else:
            self._turn(-1)

    def _turn(self, scenes: int) -> None:
        place = self._store.state.document.lesson
        if place is None:
            return
        index = place.index + scenes
        if 0 <= index < len(place.lesson.scenes):
            self._store.go_to_scene(index)
        else:
            # Who clicks in vain would think that the clicker is broken.
            self._store.tell(FIRST if index < 0 else LAST)

    @Slot(bool)
    def _on_predicting(self, is_wanted: bool) -> None:
        self._store.look(predicts=is_wanted, revealed=None)

    @Slot(bool)
    def _on_motion(self, is_wanted: bool) -> None:
        self._store.look(moves=is_wanted)


def _offered(state: State) -> tuple[bool, bool, bool]:
    """Whether the player is open, whether it plays, and whether a clicker has anything to turn to."""
    head = state.view.player
    return head is not None, head is not None and head.playing, head is not None or state.document.lesson is not None


def _played(state: State) -> tuple[object, ...]:
    return state.view.player, state.document.network, state.document.filter_names
