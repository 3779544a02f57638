"""The network in NumPy: no Qt, no files, no global random state."""

import numpy as np

# A forward pass makes and drops the same few megabytes again and again. Until a program has freed a block of that size,
# Linux's allocator gives such memory back to the system each time, and fetching it anew costs more than the arithmetic.
# One large block, never touched and freed at once, is how it learns to keep them.
np.empty(1 << 21)
