"""Training as a person steers and watches it."""

from cnnviz.ui.training.page import TrainingPage

__all__ = ["TrainingPage"]
