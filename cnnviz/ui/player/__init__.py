"""The step player's bar."""

from cnnviz.ui.player.bar import PlayerBar

__all__ = ["PlayerBar"]
