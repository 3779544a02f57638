"""Data augmentation: too few samples, so believable new ones are made of them."""

from __future__ import annotations

import numpy as np

from cnnviz.engine.samples import Dials, become
from cnnviz.engine.training.samples import Samples
from cnnviz.model.document import Coding
from cnnviz.model.samples.sets import each, joined


def augmented(samples: Samples, dials: Dials, random: np.random.Generator, coding: Coding, times: int = 4) -> Samples:
    """The samples, and after them `times` as many: what each becomes under the dials."""
    _, rows, columns = samples.picture_shape
    new = [
        each(samples, (rows, columns), lambda picture: become(picture, dials, random, coding.paper, coding.ink))
        for _ in range(times)
    ]
    return joined([samples, *new])
