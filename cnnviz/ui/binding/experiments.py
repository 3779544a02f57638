"""Joins the page about experiments to the state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Slot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.app.worker import Slice, Worker
from cnnviz.model.experiments import EXPERIMENTS, Standing, adopted, concluded, run
from cnnviz.ui.experiments import ExperimentsPage, Row
from cnnviz.ui.theme import Look


@dataclass(frozen=True)
class _Wanted:
    """An experiment to be carried out; `turn` tells one time from the next. Without an index, none."""

    turn: int
    index: int | None


@dataclass(frozen=True, eq=False)
class _Found:
    wanted: _Wanted
    standings: tuple[Standing, ...]


class ExperimentsBinding(QObject):
    """Has experiments carried out in a thread of their own. The work changes only when a network is taken from one."""

    def __init__(self, store: Store, widget: ExperimentsPage) -> None:
        super().__init__(widget)
        self._store = store
        self._widget = widget
        self._index = 0
        self._wanted = _Wanted(0, None)
        self._standings: tuple[Standing, ...] = ()
        self._worker = Worker(_carried_out, self)
        self._worker.answered.connect(self._on_answered)
        widget.chosen.connect(self._on_chosen)
        widget.run_asked.connect(self._on_run_asked)
        widget.stop_asked.connect(self._on_stop_asked)
        widget.adopted.connect(self._on_adopted)
        widget.show_experiment(0, EXPERIMENTS[0].question)

    def render(self, old: State | None, new: State) -> None:
        """Nothing on the page is of the work."""

    def set_look(self, look: Look) -> None:
        """Draw the page in another theme or text size."""
        self._widget.set_look(look)

    def stop(self) -> None:
        """End the thread."""
        self._worker.stop()

    @property
    def is_running(self) -> bool:
        return self._wanted.index is not None

    @Slot(int)
    def _on_chosen(self, index: int) -> None:
        if index != self._index:
            self._index = index
            self._standings = ()
            self._ask(None)
            self._widget.show_experiment(index, EXPERIMENTS[index].question)

    @Slot()
    def _on_run_asked(self) -> None:
        self._widget.show_experiment(self._index, EXPERIMENTS[self._index].question)
        self._ask(self._index)

    @Slot()
    def _on_stop_asked(self) -> None:
        self._ask(None)

    def _ask(self, index: int | None) -> None:
        self._wanted = _Wanted(self._wanted.turn + 1, index)
        self._widget.set_running(is_running=index is not None)
        self._worker.ask(self._wanted)

    @Slot(object)
    def _on_answered(self, found: _Found) -> None:
        if found.wanted != self._wanted:
            return
        self._standings = found.standings
        self._widget.show_rows([_row(standing) for standing in found.standings])
        if all(standing.share >= 1 for standing in found.standings):
            self._wanted = _Wanted(found.wanted.turn, None)
            self._widget.set_running(is_running=False)
            self._widget.show_lesson(concluded(EXPERIMENTS[self._index], found.standings))

    @Slot(int)
    def _on_adopted(self, row: int) -> None:
        standing = self._standings[row]
        self._store.edit(f"Take “{standing.contestant.name}”", partial(adopted, standing=standing))


def _carried_out(wanted: _Wanted) -> Iterator[Slice]:
    if wanted.index is not None:
        # A new turn has a new seed: the class sees what is chance and what is not.
        for standings in run(EXPERIMENTS[wanted.index].contestants(wanted.turn)):
            yield Slice(_Found(wanted, standings), _BREATH)


#: Seconds of rest after each epoch, so that the window keeps up and the class sees the bars grow.
_BREATH = 0.02


def _row(standing: Standing) -> Row:
    names = [name for name, _ in standing.contestant.tests]
    shares = standing.accuracies or (None,) * len(names)
    return Row(standing.contestant.name, tuple(zip(names, shares, strict=True)), standing.share >= 1)
