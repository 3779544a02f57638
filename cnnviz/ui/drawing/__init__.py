"""The drawing panel: canvas, tools, presets."""

from cnnviz.ui.drawing.panel import DrawPanel

__all__ = ["DrawPanel"]
