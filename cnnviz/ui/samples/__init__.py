"""Samples as a person collects, generates and looks at them."""

from cnnviz.ui.samples.page import SamplesPage

__all__ = ["SamplesPage"]
