"""X and O as strokes of a hand, many at once.

A figure is drawn about the origin, y down: the lecture's X reaches from -1 to 1 each way, its O has radius 1. At
`jitter` 0 they are exactly these, at 1 they are as different as hurried people draw them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnviz.engine.arrays import Array, Mask

_ARM = 13
_RING = 33


@dataclass(frozen=True, eq=False)
class Figures:
    """Polylines.

    points: ``(figures, strokes, points, 2)``: x and y.
    shown: ``(figures, strokes, points - 1)``: which pieces left ink.
    """

    points: Array
    shown: Mask


def crosses(count: int, jitter: float, random: np.random.Generator) -> Figures:
    """X: two strokes, in some figures joined by a third where the pen was not lifted."""
    hand = _Hand(count, jitter, random)
    # How far the strokes open: 90 degrees, or a narrower or wider X.
    opening = hand.about(0.2)
    arms = [_arm(hand, np.pi / 4 + side * opening + hand.about(0.14), side) for side in (1, -1)]
    first, second = arms
    t = np.linspace(0.0, 1.0, _ARM)[:, None]
    bridge = first[:, -1:] + t * (second[:, :1] - first[:, -1:])
    points = np.stack([first, second, bridge], axis=1)
    shown = np.ones((count, 3, _ARM - 1), dtype=np.bool_)
    shown[:, 2] = hand.sometimes(0.05)[:, None]
    return _finished(hand, points, shown)


def rings(count: int, jitter: float, random: np.random.Generator) -> Figures:
    """O: one stroke around, from anywhere, not quite closed or overlapping, angular, narrow."""
    hand = _Hand(count, jitter, random)
    t = np.linspace(0.0, 1.0, _RING)
    turn = 2 * np.pi * (1.0 + hand.between(-0.14, 0.16))
    angle = random.uniform(0, 2 * np.pi, (count, 1)) * (jitter > 0) + turn[:, None] * t
    radius = 1.0 + hand.about(0.13)[:, None] * (t - 0.5)
    for lobes in (2, 3, 4, 5):
        phase = random.uniform(0, 2 * np.pi, (count, 1))
        radius += hand.about(0.16 / lobes)[:, None] * np.cos(lobes * angle + phase)
    # A power of 2 gives a circle, less a diamond, more a square with round corners.
    power = 2.0 / (2.0 * np.exp(hand.between(-0.3, 0.7)))[:, None]
    x, y = (radius * np.sign(wave) * np.abs(wave) ** power for wave in (np.cos(angle), np.sin(angle)))
    points = np.stack([x, y], axis=-1)[:, None]
    return _finished(hand, points, np.ones((count, 1, _RING - 1), dtype=np.bool_))


@dataclass(frozen=True, eq=False)
class _Hand:
    """Where the differences between figures come from; each is ``(figures,)``."""

    count: int
    jitter: float
    random: np.random.Generator

    def about(self, spread: float) -> Array:
        """Around 0, mostly within `spread`."""
        return self.random.normal(0.0, spread * self.jitter, self.count).clip(-2 * spread, 2 * spread)

    def between(self, low: float, high: float) -> Array:
        """From `low` to `high`, both drawn towards 0 by less jitter."""
        return self.random.uniform(low, high, self.count) * self.jitter

    def sometimes(self, share: float) -> Mask:
        """True in `share` of the figures."""
        return self.random.random(self.count) < share * self.jitter


def _arm(hand: _Hand, angle: Array, side: int) -> Array:
    """One stroke of each X, ``(figures, points, 2)``: along its direction, and what a hand strays across it."""
    t = np.linspace(0.0, 1.0, _ARM)
    # The two ends' distance from the middle.
    start, end = (np.sqrt(2.0) * (1.0 + hand.between(-0.35, 0.12))[:, None] for _ in range(2))
    along = -start + (start + end) * t
    across = hand.about(0.1)[:, None] + hand.about(0.14)[:, None] * (1.0 - (2 * t - 1) ** 2)
    for waves in (1, 2, 3):
        across += hand.about(0.06 / waves)[:, None] * np.sin(2 * np.pi * waves * t + hand.about(3.0)[:, None])
    for ending in (t, 1.0 - t):
        hook = np.where(hand.sometimes(0.15), hand.about(0.35), 0.0)
        across += hook[:, None] * (np.clip(ending - 0.75, 0.0, None) / 0.25) ** 2
    cos, sin = np.cos(angle)[:, None], side * np.sin(angle)[:, None]
    return np.stack([along * cos - across * sin, along * sin + across * cos], axis=-1)


def _finished(hand: _Hand, points: Array, shown: Mask) -> Figures:
    """What happens to whole figures: narrow or wide, slanted, drawn in steps, with a gap where the pen was too fast."""
    width = np.exp(hand.about(0.18))
    slant = hand.about(0.14)
    x, y = points[..., 0], points[..., 1]
    x = (x + slant[:, None, None] * y) * width[:, None, None]
    y = y / width[:, None, None]
    points = np.stack([x, y], axis=-1)
    steps = hand.random.uniform(0.08, 0.28, hand.count)[:, None, None, None]
    points = np.where(hand.sometimes(0.12)[:, None, None, None], np.round(points / steps) * steps, points)
    strokes, pieces = shown.shape[1:]
    order = np.arange(strokes * pieces).reshape(strokes, pieces)
    gap = hand.random.uniform(0, strokes * pieces, hand.count)[:, None, None]
    length = hand.random.uniform(0.5, 2.5, hand.count)[:, None, None]
    missing = hand.sometimes(0.12)[:, None, None] & (order >= gap) & (order < gap + length)
    return Figures(points, shown & ~missing)
