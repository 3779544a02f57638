"""Lessons: ordered scenes, each a text with a saved state, and tasks that can be checked."""
