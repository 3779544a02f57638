"""Pictures of X and O as people draw them, and what a picture becomes when it is drawn again a little differently."""

from cnnviz.engine.samples.augmentation import become
from cnnviz.engine.samples.dials import DEFAULT, HARD, LEVELS, Dials, dial_title
from cnnviz.engine.samples.generator import CLASSES, draw_samples
from cnnviz.engine.samples.noise import flip_pixels

__all__ = ["CLASSES", "DEFAULT", "HARD", "LEVELS", "Dials", "become", "dial_title", "draw_samples", "flip_pixels"]
