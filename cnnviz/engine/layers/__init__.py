"""The layers: frozen values that know their shapes, their numbers and where each number comes from."""

from cnnviz.engine.layers.base import Layer, ShapeError
from cnnviz.engine.layers.conv import LARGEST_KERNEL, Conv2d
from cnnviz.engine.layers.dense import Flatten, Linear, ReLU, Softmax
from cnnviz.engine.layers.pool import AvgPool2d, MaxPool2d, Pool2d

__all__ = [
    "LARGEST_KERNEL",
    "AvgPool2d",
    "Conv2d",
    "Flatten",
    "Layer",
    "Linear",
    "MaxPool2d",
    "Pool2d",
    "ReLU",
    "ShapeError",
    "Softmax",
]
