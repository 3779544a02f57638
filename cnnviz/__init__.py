"""Draw a picture, edit the filters by hand, and watch a convolutional network answer."""

__version__ = "0.1.0"
