"""The state and its owner, and the thread that computes: QtCore only."""
