"""One step of gradient descent, in numbers."""

from cnnviz.ui.step.page import StepPage

__all__ = ["StepPage"]
