"""The panel about learning: tabs whose pages are made when they are first shown."""

from cnnviz.ui.learning.panel import Learning

__all__ = ["Learning"]
