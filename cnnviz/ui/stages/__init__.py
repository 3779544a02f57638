"""The whole way from picture to votes, left to right."""

from cnnviz.ui.stages.panel import Stages

__all__ = ["Stages"]
