"""Which value takes the full colour in each stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.network import Trace
from cnnviz.model.document import Scale

if TYPE_CHECKING:
    from cnnviz.engine.training import Gradients


def gradient_limits(gradients: Gradients, scale: Scale) -> tuple[float, ...]:
    """As `color_limits`, for the gradients; the picture's are as any other."""
    limits = [_largest(values) for values in gradients.stages]
    if scale is Scale.SHARED:
        return (max(limits) or 1.0,) * len(limits)
    return tuple(limit or 1.0 for limit in limits)


def color_limits(trace: Trace, scale: Scale) -> tuple[float, ...]:
    """The value at the end of each stage's colours, more than 0: the largest in the stage, or in all but the picture.

    What is not finite counts for nothing.
    """
    limits = [_largest(values) for values in trace.stages]
    if scale is Scale.SHARED:
        return (max(limits[1:], default=0.0) or 1.0,) * len(limits)
    return tuple(limit or 1.0 for limit in limits)


def _largest(values: Array) -> float:
    finite = values if np.isfinite(values).all() else values[np.isfinite(values)]
    return float(max(finite.max(initial=0.0), -finite.min(initial=0.0)))
