"""The step player as a film."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING

from cnnviz.cli.inputs import open_input, qt
from cnnviz.model.refused import Refused

if TYPE_CHECKING:
    from cnnviz.model.document import Document
    from cnnviz.model.player.playhead import Playhead

SPANS = ("way", "stage", "map")
#: What a span plays all of, and the options that would choose some of that.
_WHOLE = {"way": ("the whole way", ("stage", "map")), "stage": ("a whole stage", ("map",))}


def export_film(given: argparse.Namespace) -> None:
    """Play the whole way, a stage or one map of it into a .gif or .mp4."""
    with qt():
        from cnnviz.cli.export.jobs import write_job
        from cnnviz.model.view import ColorScheme
        from cnnviz.ui.films.encoding import encoder_for
        from cnnviz.ui.films.film import film_of
        from cnnviz.ui.films.job import film_content
        from cnnviz.ui.style import theme_for
        from cnnviz.ui.theme import Look

        document = open_input(given.file)
        look = Look(theme_for(ColorScheme(given.theme or "light")))
        film = film_of(document, _playhead(document, given), look, given.scale or 1)
        write_job(partial(film_content, film, encoder_for(given.output)), given.output)


def _playhead(document: Document, given: argparse.Namespace) -> Playhead:
    """What is played: what --span says, else the map, the stage, or the whole way that the others leave.

    Raises:
        Refused: there is no such stage or map, or one is named where none is chosen.
    """
    from cnnviz.model.places import stage_named
    from cnnviz.model.player.playhead import Playhead
    from cnnviz.model.player.script import Span

    _check_span(given)
    network = document.network
    span = (
        Span[given.span.upper()] if given.span else Span.MAP if given.map else Span.STAGE if given.stage else Span.WAY
    )
    if span is not Span.WAY and given.stage is None:
        raise Refused("Say which stage is played, as in: --stage Convolution.")
    stage = 1 if given.stage is None else stage_named(network, given.stage)
    if stage == 0:
        raise Refused("The picture is where it begins, so there is nothing to play: name a later stage.")
    of_map = (given.map or 1) - 1
    if len(network.shapes) < 2:
        raise Refused("The network has no layers, so there is nothing to play.")
    if of_map >= network.shapes[stage][0]:
        raise Refused(f"There is no map {of_map + 1} in this stage: it has {network.shapes[stage][0]}.")
    return Playhead(span, stage, of_map, fine=given.small_steps, speed=float(given.speed or 1))


def _check_span(given: argparse.Namespace) -> None:
    whole, idle = _WHOLE.get(given.span, ("", ()))
    for option in idle:
        if getattr(given, option) is not None:
            raise Refused(f"--{option} says nothing of {whole}: leave it out, or --span.")
