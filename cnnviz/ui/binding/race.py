"""Joins the race between backpropagation and nudging to the state, and runs it in a thread of its own."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Slot

from cnnviz.app.store import Store
from cnnviz.app.worker import Failure, Slice, Worker
from cnnviz.engine.network import Network
from cnnviz.engine.training import TrainingSettings
from cnnviz.model.material import Material, practice_of
from cnnviz.model.results.exam import Source, drawn, known_material, source_of
from cnnviz.model.results.race import Race, Standing
from cnnviz.ui.results.race import RaceSection

log = logging.getLogger(__name__)

#: Seconds of steps before the thread looks for a newer question; the least rest after them, so that the window's
#: thread always has its turn; from one report to the next; and after which a race that nobody stops is over.
_SLICE, _REST, _REPORT, _LONGEST = 0.004, 0.001, 1 / 10, 300.0


@dataclass(frozen=True, eq=False)
class Heat:
    """What the thread is to do: race on, at a speed, or stand still.

    token: a heat with the token of the one before goes on with its race.
    speed: seconds of computing for each runner in a second; 0 stands still.
    """

    token: object
    network: Network
    settings: TrainingSettings
    source: Source
    material: Material | None
    speed: float


@dataclass(frozen=True, eq=False)
class Report:
    """How a race stands."""

    token: object
    standing: Standing
    is_over: bool


class RaceBinding(QObject):
    """Starts and stops a race on the present network and samples."""

    def __init__(self, store: Store, widget: RaceSection) -> None:
        super().__init__(widget)
        self._store = store
        self._widget = widget
        self._heat: Heat | None = None
        self._worker = Worker(Track().run, self)
        self._worker.answered.connect(self._on_answered)
        widget.start_asked.connect(self._on_start_asked)
        widget.stop_asked.connect(self._on_stop_asked)
        widget.speed_chosen.connect(self._on_speed_chosen)

    def stop(self) -> None:
        """End the thread and wait for it."""
        self._heat = None
        self._worker.stop()

    @Slot()
    def _on_start_asked(self) -> None:
        state = self._store.state
        document, source = state.document, source_of(state.document)
        material = known_material(state.run, source)
        settings, speed = practice_of(document).settings, self._widget.chosen_speed
        self._heat = Heat(object(), document.network, settings, source, material, speed)
        self._widget.set_running(is_running=True)
        self._worker.ask(self._heat)

    @Slot()
    def _on_stop_asked(self) -> None:
        if self._heat is not None:
            self._worker.ask(replace(self._heat, speed=0.0))
            self._heat = None
        self._widget.set_running(is_running=False)

    @Slot(float)
    def _on_speed_chosen(self, speed: float) -> None:
        if self._heat is not None:
            self._heat = replace(self._heat, speed=speed)
            self._worker.ask(self._heat)

    @Slot(object)
    def _on_answered(self, answer: Report | Failure) -> None:
        if self._heat is None:
            return
        if isinstance(answer, Failure):
            self._widget.set_sentence(answer.text)
        elif answer.token is self._heat.token:
            self._widget.set_standing(answer.standing)
            if not answer.is_over:
                return
        else:
            return
        self._heat = None
        self._widget.set_running(is_running=False)


class Track:
    """Where races are run. Lives in one thread, and remembers the last race, so that it can go on."""

    def __init__(self) -> None:
        self._race: tuple[object, Race] | None = None

    def run(self, heat: Heat) -> Iterator[Slice]:
        """The race of `heat`, reported many times a second."""
        try:
            if heat.speed:
                yield from self._run(heat, self._race_of(heat))
        except ValueError as error:
            yield Slice(Failure(str(error)))
        except Exception:
            # The thread lives on whatever a layer does; the person reads a sentence, the log has the rest.
            log.exception("The race could not be run.")
            yield Slice(Failure("The race could not be run; the details are in the log."))

    def _race_of(self, heat: Heat) -> Race:
        if self._race is None or self._race[0] is not heat.token:
            material = heat.material or drawn(heat.source)
            self._race = heat.token, Race(heat.network, material.training, heat.settings)
        return self._race[1]

    def _run(self, heat: Heat, race: Race) -> Iterator[Slice]:
        begun = reported = time.monotonic()
        had = race.seconds
        yield Slice(Report(heat.token, race.standing(), race.is_over))
        while not race.is_over and time.monotonic() - begun < _LONGEST:
            now = time.monotonic()
            budget = math.inf if math.isinf(heat.speed) else had + heat.speed * (now - begun)
            while race.seconds < budget and not race.is_over and time.monotonic() - now < _SLICE:
                race.step()
            ahead = max(0.0, race.seconds - budget)
            rest = max(_REST, min(_REPORT, ahead / heat.speed))
            if time.monotonic() - reported >= _REPORT:
                reported = time.monotonic()
                yield Slice(Report(heat.token, race.standing(), False), rest)
            else:
                yield Slice(None, rest)
        yield Slice(Report(heat.token, race.standing(), True))
