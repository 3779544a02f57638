"""A colour over some cells of a stage."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor, QImage

from cnnviz.engine.arrays import Mask
from cnnviz.ui.labels import image_of


def veil(mask: Mask, color: QColor) -> QImage:
    """An image with one pixel for each value of a stage: `color` over those that the mask leaves out."""
    alpha = color.alpha()
    channels = [color.red() * alpha // 255, color.green() * alpha // 255, color.blue() * alpha // 255]
    pixel = np.uint32((alpha << 24) | (channels[0] << 16) | (channels[1] << 8) | channels[2])
    return image_of(np.where(lines_of(mask), np.uint32(0), pixel))


def lines_of(mask: Mask) -> Mask:
    """The mask of a stage as its values are painted: all maps below each other, or a list from top to bottom."""
    return mask.reshape(-1, mask.shape[-1]) if mask.ndim == 3 else mask[:, None]
