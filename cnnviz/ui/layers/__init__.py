"""The layers as a list: their knobs, what they come to, and their order."""

from cnnviz.ui.layers.page import LayersPage

__all__ = ["LayersPage"]
