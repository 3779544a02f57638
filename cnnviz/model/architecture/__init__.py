"""Which layers, in which order, with which knobs: planned without numbers, described, and built when it fits."""
