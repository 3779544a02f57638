"""The sum behind the probed value."""

from cnnviz.ui.arithmetic.panel import Arithmetic

__all__ = ["Arithmetic"]
