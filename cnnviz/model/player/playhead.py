"""How far the step player has come."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cnnviz.engine.arrays import Cell
from cnnviz.engine.network import Network
from cnnviz.model.player.script import Moment, Script, Span, script_of

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
#: Steps a second at speed 1: whole values, and small steps, each of which has something to be read.
PACE, FINE_PACE = 2.0, 1.5


@dataclass(frozen=True)
class Playhead:
    """Where the step player stands. A value: every change of it makes another.

    span, stage, of_map: what is played (`model.player.script.script_of`).
    position: how many moments have passed; 0 is before the first.
    fine: whether a step is one small step (line up, multiply, add, divide) rather than a whole value.
    speed: one of `SPEEDS`; playing: whether it moves by itself.
    by_hand: up to this position a lesson wants its steps taken one by one (`gone_on`); None for all of them.
    """

    span: Span = Span.WAY
    stage: int = 1
    of_map: int = 0
    position: int = 0
    fine: bool = False
    speed: float = 1.0
    playing: bool = False
    by_hand: int | None = None

    def script(self, network: Network) -> Script:
        """Everything that is played, for a network that the playhead fits."""
        return script_of(network, self.span, self.stage, self.of_map)

    def moment(self, network: Network) -> Moment | None:
        """What has just happened; None at the start."""
        return self.script(network).moment(self.position)

    @property
    def pace(self) -> float:
        """How many steps it takes a second while it plays."""
        return self.speed * (FINE_PACE if self.fine else PACE)

    def moved(self, network: Network, position: int) -> Playhead:
        """The playhead at another position, or at the nearest end; at the last it does not play on."""
        length = self.script(network).length
        position = min(max(position, 0), length)
        return replace(self, position=position, playing=self.playing and position < length)

    def stepped(self, network: Network, steps: int) -> Playhead:
        """The playhead so many steps on, or back where `steps` is negative."""
        script, position = self.script(network), self.position
        for _ in range(abs(steps)):
            stop = script.next_stop if steps > 0 else script.previous_stop
            position = stop(position, fine=self.fine)
        return self.moved(network, position)

    def gone_on(self, network: Network) -> Playhead:
        """What a press of a clicker makes of it: one step on.

        What need not be taken by hand plays on by itself from there, and with another press all of it is there.
        """
        if self.by_hand is None or self.position < self.by_hand:
            return self.stepped(network, 1)
        if self.playing:
            return self.moved(network, self.script(network).length)
        return replace(self, playing=True).stepped(network, 1)

    def at_value(self, network: Network, stage: int, cell: Cell) -> Playhead:
        """The playhead at the moment in which the value at `cell` of `stage` lands.

        One map, or one stage, gives way to the one with that value.

        Raises:
            IndexError: the network makes no such value.
        """
        of_map = cell[0] if self.span is Span.MAP else 0
        script = self.script(network)
        if script.landing(stage, cell) is None:
            script = script_of(network, self.span, stage, of_map)
            other = replace(self, stage=stage, of_map=of_map, by_hand=None)
            return other.moved(network, script.landing(stage, cell) or 0)
        return self.moved(network, script.landing(stage, cell) or 0)

    def spanning(self, network: Network, span: Span, stage: int, of_map: int = 0) -> Playhead:
        """The playhead for another span, at the value where it stood if that is played too, else at the start.

        Raises:
            IndexError: there is no such stage or map.
        """
        moment = self.moment(network)
        script = script_of(network, span, stage, of_map)
        place = None if moment is None else script.landing(moment.stage, moment.cell)
        return replace(self, span=span, stage=stage, of_map=of_map, position=place or 0, by_hand=None)


def begun(network: Network, stage: int = 0, cell: Cell = ()) -> Playhead:
    """The playhead at the start of the map or list that holds a value; of the whole way for a pixel, or for none."""
    if stage == 0:
        return Playhead()
    is_map = len(network.shapes[stage]) == 3
    return Playhead(Span.MAP if is_map else Span.STAGE, stage, cell[0] if is_map else 0)


def fitted(playhead: Playhead, network: Network) -> Playhead | None:
    """`playhead` for `network`; itself where it fits, and None where there is nothing to play.

    What is played of a network without that stage or map is the whole way, from the start.
    """
    if len(network.shapes) < 2:
        return None
    shape = network.shapes[playhead.stage] if playhead.stage < len(network.shapes) else (0,)
    if playhead.of_map >= shape[0]:
        return replace(playhead, span=Span.WAY, stage=1, of_map=0, position=0, playing=False, by_hand=None)
    length = playhead.script(network).length
    return playhead if playhead.position <= length else replace(playhead, position=length, playing=False)
