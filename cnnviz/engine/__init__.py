"""The network in NumPy: no Qt, no files, no global random state."""
