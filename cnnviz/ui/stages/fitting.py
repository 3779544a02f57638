"""The stages for a class: the whole way in sight, in letters as large as that allows."""

from __future__ import annotations

from cnnviz.engine.network import Network
from cnnviz.ui.stages.scene import Scene, scene
from cnnviz.ui.stages.style import Style
from cnnviz.ui.theme import Look

#: How large the letters are, from the size that is wished for downwards.
SHARES = (1.0, 0.85, 0.7, 0.6)


def styles_of(look: Look) -> tuple[Style, ...]:
    """Those to try, the largest letters first; a single one where what does not fit is scrolled."""
    if not look.is_presented:
        return (Style(look),)
    return tuple(Style(look._replace(text_scale=round(look.text_scale * share))) for share in SHARES)


def fitted_scene(
    network: Network,
    styles: tuple[Style, ...],
    width: float,
    height: float,
    pixel: float,
    names: tuple[str, ...],
    bar: float = 0.0,
) -> Scene:
    """The scene in the first of `styles` in which all of it is in sight; in the last where it is in none.

    bar: how thick a scroll bar is. One that is needed takes its room, so that the other is not needed for its sake.
    """
    for style in styles[:-1]:
        ready = scene(network, style, width, height, pixel, names)
        if ready.layout.width <= width and ready.layout.height <= height:
            return ready
    ready = scene(network, styles[-1], width, height, pixel, names)
    is_wide, is_tall = ready.layout.width > width, ready.layout.height > height
    if not bar or is_wide == is_tall:
        return ready
    return scene(network, styles[-1], width - bar * is_tall, height - bar * is_wide, pixel, names)
