"""X and O in any number, drawn as strokes and rendered as ink."""

from __future__ import annotations

import numpy as np

from cnnviz.engine.arrays import Array, Mask
from cnnviz.engine.samples.dials import Dials
from cnnviz.engine.samples.figures import Figures, crosses, rings
from cnnviz.engine.samples.ink import cover
from cnnviz.engine.samples.noise import flip_pixels
from cnnviz.engine.training.samples import Samples

CLASSES = ("X", "O")
#: Of the sheet's shorter side: the figure's half, and the width of a usual line. On 9x9 the lecture's 3 cells and 1.
_RADIUS = 1 / 3
_WIDTH = 1 / 9
#: A line no wider than this share of the figure, so that there is a hole in every O.
_WIDEST = 0.62


def draw_samples(
    count: int, grid: tuple[int, int], dials: Dials, random: np.random.Generator, paper: float = -1.0, ink: float = 1.0
) -> Samples:
    """`count` pictures, X and O by turns; none is all paper or all ink, however few its cells.

    Args:
        count: 0 or more.
        grid: rows and columns, 3 to 64 each.
        dials: how much they may differ.
        random: the same state gives the same pictures.
        paper: the number of an empty cell.
        ink: the number of a full one.

    Raises:
        ValueError: a count below 0.
    """
    if count < 0:
        raise ValueError(f"There cannot be {count} samples; ask for 0 or more.")
    shares = np.empty((count, *grid))
    for label, figures in enumerate((crosses, rings)):
        which = slice(label, None, len(CLASSES))
        number = len(shares[which])
        shares[which] = _drawn(figures(number, dials.jitter, random), grid, dials, random)
    clean = paper + shares * (ink - paper)
    noisy = flip_pixels(clean, dials.noise, paper, ink, random)
    pictures = np.where(_is_plain(noisy), clean, noisy)
    return Samples(np.moveaxis(pictures, 0, -1)[None], np.arange(count) % len(CLASSES), CLASSES)


def _drawn(figures: Figures, grid: tuple[int, int], dials: Dials, random: np.random.Generator) -> Array:
    """``(figures, rows, columns)``: 0 paper to 1 ink."""
    count = len(figures.points)
    side = min(grid)
    radius = side * _RADIUS * (1.0 + dials.scaling * random.uniform(-1.0, 1.0, count))
    width = side * _WIDTH * (1.0 + dials.weight) ** random.uniform(-1.0, 1.0, count)
    width = np.maximum(np.minimum(width, _WIDEST * radius), 1.0)
    points = _on_the_sheet(_turned(figures.points, radius, dials, random), width, grid, dials, random)
    covered = cover(points, figures.shown, width, grid)
    # A hard pen fills a cell or leaves it, at a share of its own.
    hard = random.random((count, 1, 1)) >= 0.45 * dials.jitter
    least = 0.5 - 0.2 * dials.jitter * random.random((count, 1, 1))
    shares: Array = np.where(hard, covered > least, covered)
    # On very few cells a thick line covers all of them; the one that it covers least is left.
    emptiest = covered == covered.min(axis=(1, 2), keepdims=True)
    return np.where(_is_plain(shares) & emptiest, 0.0, shares)


def _is_plain(pictures: Array) -> Mask:
    """``(pictures, 1, 1)``: which of them have the same value everywhere."""
    plain: Mask = np.ptp(pictures, axis=(1, 2), keepdims=True) == 0.0
    return plain


def _turned(points: Array, radius: Array, dials: Dials, random: np.random.Generator) -> Array:
    """The points scaled and turned about the middle of the figure, in cells."""
    angle = np.radians(dials.rotation) * random.uniform(-1.0, 1.0, len(points))
    cos, sin = np.cos(angle) * radius, np.sin(angle) * radius
    turns = np.stack([np.stack([cos, sin], axis=-1), np.stack([-sin, cos], axis=-1)], axis=-2)
    turned: Array = points @ turns[:, None]
    return turned


def _on_the_sheet(
    points: Array, width: Array, grid: tuple[int, int], dials: Dials, random: np.random.Generator
) -> Array:
    """The points moved to where a hand puts them: lines stay on the sheet, though not their whole width."""
    sheet = np.array([grid[1], grid[0]], dtype=np.float64)
    low, high = points.min(axis=(1, 2)), points.max(axis=(1, 2))
    room = sheet - 0.6 * width[:, None]
    fit = np.minimum(1.0, (room / (high - low)).min(axis=1))[:, None]
    wanted = sheet / 2 + dials.translation * sheet.min() * random.uniform(-1.0, 1.0, (len(points), 2))
    least, most = (sheet - room) / 2 - fit * low, (sheet + room) / 2 - fit * high
    shift = np.clip(wanted, np.minimum(least, most), np.maximum(least, most))
    placed: Array = points * fit[:, None, None] + shift[:, None, None]
    return placed
