"""Lessons to hand out, drawn: HTML and PDF."""
