"""Experiments: a question, and networks that answer it side by side."""

from cnnviz.ui.experiments.page import ExperimentsPage
from cnnviz.ui.experiments.rows import Row

__all__ = ["ExperimentsPage", "Row"]
