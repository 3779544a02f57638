"""What lies over the window while a class looks on."""

from cnnviz.ui.overlay.overlay import MARKERS, Overlay

__all__ = ["MARKERS", "Overlay"]
