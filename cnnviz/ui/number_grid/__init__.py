"""A small spreadsheet in place, for filters and for voting weights."""

from cnnviz.ui.number_grid.grid import NumberGrid

__all__ = ["NumberGrid"]
