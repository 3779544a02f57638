"""X and O from another hand than the generator's: a mouse that steers, its path drawn with the canvas' own pen.

Nothing is shared with cnnviz.engine.samples, so that a network that learned from one can be asked about the other.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.model.document import Coding
from cnnviz.model.picture.strokes import Brush, Place, draw_segment

Path = list[Place]


def handwritten(letter: str, side: int, random: np.random.Generator) -> Array:
    """An X or an O in -1/+1, anywhere on a sheet of `side` cells, as small as 45 % of it or nearly as large."""
    size = side * random.uniform(0.45, 0.92)
    thickest = max(1, min(round(size / 5), side // 7 + 1))
    brush = Brush(int(random.integers(1, thickest + 1)), soft=bool(random.random() < 0.4))
    shape = size * math.exp(random.normal(0, 0.1)), size * math.exp(random.normal(0, 0.1))
    paths = _cross(shape, random) if letter == "X" else [_ring(shape, random)]
    paths = _turned(paths, math.radians(random.normal(0, 10)))
    picture = np.full((side, side), -1.0)
    for path in _placed(paths, side, brush.weight, random):
        for start, end in pairwise(path):
            picture = draw_segment(picture, start, end, brush, Coding.SIGNED)
    return picture


def _cross(shape: tuple[float, float], random: np.random.Generator) -> list[Path]:
    """Two strokes from corner to corner, each missing its corner by a little, drawn in either direction."""
    height, width = shape
    paths = []
    for side in (-1, 1):
        ends = [
            (sign * height / 2 * random.uniform(0.75, 1.1), sign * side * width / 2 * random.uniform(0.75, 1.1))
            for sign in (-1, 1)
        ]
        start, end = ends if random.random() < 0.7 else ends[::-1]
        paths.append(_steered(start, end, random))
    return paths


def _steered(start: Place, end: Place, random: np.random.Generator) -> Path:
    """From start to end in a dozen mouse moves: off at a wrong angle, put right on the way."""
    path, place = [start], start
    wrong = random.normal(0, 0.22)
    length = math.dist(start, end) / 12
    for _ in range(40):
        down, right = end[0] - place[0], end[1] - place[1]
        if math.hypot(down, right) <= length:
            break
        heading = math.atan2(down, right) + wrong
        wrong = 0.8 * wrong + random.normal(0, 0.07)
        place = place[0] + length * math.sin(heading), place[1] + length * math.cos(heading)
        path.append(place)
    return [*path, end]


def _ring(shape: tuple[float, float], random: np.random.Generator) -> Path:
    """Around by steering left or right all the time, until a little before or after the start."""
    heading, way = random.uniform(0, 2 * math.pi), random.choice([-1, 1])
    moves = int(random.integers(10, 30))
    turn, place, path = 0.0, (0.0, 0.0), [(0.0, 0.0)]
    until = 2 * math.pi * random.uniform(0.88, 1.12)
    bend = 2 * math.pi / moves
    while turn < until:
        step = bend * max(0.2, 1 + random.normal(0, 0.25))
        turn += step
        heading += way * step
        place = place[0] + math.sin(heading), place[1] + math.cos(heading)
        path.append(place)
    rows, columns = np.ptp(np.array(path), axis=0)
    return [(row * shape[0] / rows, column * shape[1] / columns) for row, column in path]


def _turned(paths: list[Path], angle: float) -> list[Path]:
    cos, sin = math.cos(angle), math.sin(angle)
    return [[(row * cos - column * sin, row * sin + column * cos) for row, column in path] for path in paths]


def _placed(paths: list[Path], side: int, weight: int, random: np.random.Generator) -> list[Path]:
    """Anywhere on the sheet; what is too large for it is made to fit."""
    points = np.array([place for path in paths for place in path])
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    room = side - weight
    fit = min(1.0, room / extent.max())
    corner = weight / 2 + random.uniform(0, 1, 2) * (room - fit * extent)
    return [[tuple((np.array(place) - low) * fit + corner) for place in path] for path in paths]
