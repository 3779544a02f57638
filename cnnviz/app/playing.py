"""The step player's hand: it steps, jumps, and moves on by itself while it plays."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.model.view import Panel, Probe

if TYPE_CHECKING:
    from cnnviz.engine.arrays import Cell
    from cnnviz.model.player.playhead import Playhead
    from cnnviz.model.player.script import Span


class Playing(QObject):
    """Moves the View's playhead. A clock runs only while it plays.

    Whatever moves the playhead lets go of the pinned value: what is asked about is what the player has come to.
    """

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timeout)
        store.changed.connect(self._on_store_changed)

    @property
    def head(self) -> Playhead | None:
        """Where the player stands; None while it is put away."""
        return self._store.state.view.player

    def open(self) -> None:
        """Play the map, or the list, of the pinned value, or the whole way; from its start, and not by itself."""
        from cnnviz.model.player.playhead import begun

        view, network = self._store.state.view, self._store.state.document.network
        pinned = view.pinned or Probe(0, ())
        head = begun(network, pinned.stage, pinned.cell)
        hidden, presented = view.hidden - {Panel.STAGES}, view.presented | {Panel.STAGES}
        self._store.look(player=head, pinned=None, hidden=hidden, presented=presented)

    def close(self) -> None:
        """Put the player away."""
        self._store.look(player=None)

    def stop(self) -> None:
        """End the clock, with the window."""
        self._timer.stop()

    @Slot()
    def play_or_pause(self) -> None:
        """Let it move by itself, or stop there; at the end it begins anew."""
        head = self.head
        if head is None:
            return
        is_over = head.position >= head.script(self._store.state.document.network).length
        if is_over:
            head = replace(head, position=0, playing=False)
        self._place(replace(head, playing=not head.playing))

    @Slot()
    def step_on(self) -> None:
        """Take one step, a whole value or a small one."""
        self._step(+1)

    @Slot()
    def step_back(self) -> None:
        """Take one step back."""
        self._step(-1)

    def go_on(self) -> None:
        """Take one step, or let the rest play by itself where a lesson says so."""
        if self.head is not None:
            self._place(self.head.gone_on(self._store.state.document.network))

    @Slot()
    def go_to_start(self) -> None:
        """Go to before the first value."""
        self.go_to(0)

    @Slot()
    def go_to_end(self) -> None:
        """Go to where every value is there."""
        self.go_to(None)

    def go_to(self, values: int | None) -> None:
        """Go to where so many values are there; all of them for None."""
        head, network = self.head, self._store.state.document.network
        if head is not None:
            script = head.script(network)
            self._place(head.moved(network, script.length if values is None else script.after(values)))

    def go_to_value(self, stage: int, cell: Cell) -> None:
        """Go to where the value at `cell` of `stage`, which the network makes, is there."""
        if self.head is not None:
            self._place(self.head.at_value(self._store.state.document.network, stage, cell))

    @Slot(float)
    def set_speed(self, speed: float) -> None:
        """Play so many times as fast."""
        if self.head is not None:
            self._store.look(player=replace(self.head, speed=speed))

    @Slot(bool)
    def set_fine(self, fine: bool) -> None:
        """Take small steps (line up, multiply, add, divide), or whole values."""
        if self.head is not None:
            self._store.look(player=replace(self.head, fine=fine))

    def set_span(self, span: Span) -> None:
        """Play the whole way, or the stage or map where it stands, which keeps its place."""
        from cnnviz.model.player.script import Span

        head, network = self.head, self._store.state.document.network
        if head is None:
            return
        here = head.moment(network) or head.script(network).moment(1)
        assert here is not None
        stage, of_map = (1, 0) if span is Span.WAY else (here.stage, here.cell[0] if span is Span.MAP else 0)
        self._place(head.spanning(network, span, stage, of_map))

    def _step(self, steps: int) -> None:
        if self.head is not None:
            self._place(self.head.stepped(self._store.state.document.network, steps))

    def _place(self, head: Playhead) -> None:
        self._store.look(player=head, pinned=None)

    @Slot()
    def _on_timeout(self) -> None:
        self._step(+1)

    @Slot(object, object)
    def _on_store_changed(self, old: State, new: State) -> None:
        head = new.view.player
        if head is old.view.player:
            return
        if head is None or not head.playing:
            self._timer.stop()
            return
        interval = round(1000 / head.pace)
        if not self._timer.isActive() or self._timer.interval() != interval:
            self._timer.start(interval)
