"""A bar and a number per class, who won, and the weights behind it."""

from cnnviz.ui.votes.panel import Votes

__all__ = ["Votes"]
