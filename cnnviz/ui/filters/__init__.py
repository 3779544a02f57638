"""The filter bank: every filter a small spreadsheet in place."""

from cnnviz.ui.filters.bank import FilterBank

__all__ = ["FilterBank"]
