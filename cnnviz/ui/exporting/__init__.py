"""The dialog in which a person says what to export, and how."""

from cnnviz.ui.exporting.dialog import ExportDialog

__all__ = ["ExportDialog"]
