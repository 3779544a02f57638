"""Draw a picture, edit the filters by hand, and watch a convolutional network answer."""

import os

# One thread per matrix product: the products here are small, and threads that wait for one another made a training step
# fifty times slower on a busy machine. The libraries under NumPy read this when they load, so it is set before.
for _threads in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_threads, "1")

__version__ = "0.1.0"
