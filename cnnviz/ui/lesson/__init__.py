"""The lesson: what is told of the scene in sight."""

from cnnviz.ui.lesson.panel import LessonPanel

__all__ = ["LessonPanel"]
