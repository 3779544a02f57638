"""The error of the network's answer, and one weight nudged up and down, as a person sees them."""

from cnnviz.ui.errors.page import ErrorPage

__all__ = ["ErrorPage"]
