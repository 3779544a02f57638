"""The lecturer's own window."""

from cnnviz.ui.notes.window import NotesWindow

__all__ = ["NotesWindow"]
