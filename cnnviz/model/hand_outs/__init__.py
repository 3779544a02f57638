"""Lessons to hand out: what of each scene goes on paper, and the page that holds it."""
