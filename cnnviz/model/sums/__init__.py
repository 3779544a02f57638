"""Sums as a person reads them: on the screen, as text, as LaTeX."""
