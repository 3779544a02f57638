"""How well the network answers: right and wrong, the trickier cases, and two ways to learn side by side."""

from cnnviz.ui.results.page import ResultsPage, Section

__all__ = ["ResultsPage", "Section"]
