"""How long a forward pass takes, beside PyTorch in eager mode without gradients, in one run on one thread.

Run ``python tests/benchmarks/engine_speed.py`` where cnnviz and PyTorch are installed (``pip install .[bench]``). It
prints JSON: for each case the median time of both in microseconds, the ratio, the goal for the ratio and whether it is
met; it ends with exit code 1 if a goal is missed. Both compute in float64, and their outputs are compared first.
PyTorch is called through `torch.nn.functional`, which is faster than its modules.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT))

import cnnviz  # noqa: F401  (pins BLAS to one thread, before NumPy loads)

import numpy as np  # isort: skip

from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import Conv2d, Flatten, Linear, MaxPool2d, ReLU
from cnnviz.engine.network import Network
from cnnviz.model.networks import lecture_network
from tests.beside_torch import seconds_per_call, torch_on_one_thread

ROUNDS = 60
SECONDS_PER_ROUND = 0.01
TOLERANCE = 1e-12


@dataclass(frozen=True)
class Case:
    """A network, pictures (image axis last, or one picture without it), and the largest ratio that is good enough."""

    name: str
    network: Network
    pictures: Array
    goal: float


def cases() -> list[Case]:
    """What is measured, the same in every run."""
    random = np.random.default_rng(1)
    pooled = (ReLU(), MaxPool2d(), MaxPool2d(), Flatten())
    larger = (Conv2d(random.normal(size=(8, 1, 3, 3))), *pooled, Linear(random.normal(size=(2, 8 * 7 * 7))))
    one_filter = (Conv2d(random.normal(size=(1, 1, 3, 3))),)
    return [
        Case("default network, one picture", lecture_network(), random.normal(size=(1, 9, 9)), 0.8),
        Case("default network, 256 pictures", lecture_network(), random.normal(size=(1, 9, 9, 256)), 0.33),
        Case("28x28 with 8 filters", Network((1, 28, 28), larger), random.normal(size=(1, 28, 28)), 0.8),
        Case("512x512 with one 3x3 filter", Network((1, 512, 512), one_filter), random.normal(size=(1, 512, 512)), 0.5),
    ]


def in_torch(torch: Any, case: Case) -> Callable[[], Any]:
    """The same computation in PyTorch, as a function of nothing."""
    functional = torch.nn.functional
    images = case.pictures if case.pictures.ndim == 4 else case.pictures[..., None]
    batch = torch.from_numpy(np.ascontiguousarray(np.moveaxis(images, -1, 0)))
    layers = [(layer, {k: torch.tensor(v) for k, v in layer.parameters.items()}) for layer in case.network.layers]

    def run() -> Any:
        values = batch
        for layer, parameters in layers:
            match layer:
                case Conv2d():
                    values = functional.conv2d(values, parameters["weight"], stride=layer.stride)
                    values = values / layer.divisor if layer.divide_by_pixels else values
                case ReLU():
                    values = functional.relu(values)
                case MaxPool2d():
                    values = functional.max_pool2d(values, layer.window, layer.stride, ceil_mode=True)
                case Flatten():
                    values = values.flatten(1)
                case Linear():
                    values = functional.linear(values, parameters["weight"])
        return values

    return run


def compare(torch: Any, case: Case) -> dict[str, object]:
    """Check that both give the same, then time them turn by turn."""

    def ours() -> Array:
        return case.network.forward(case.pictures).votes

    theirs = in_torch(torch, case)
    mine = ours() if case.pictures.ndim == 4 else ours()[..., None]
    difference = float(np.abs(mine - np.moveaxis(theirs().numpy(), 0, -1)).max())
    if difference > TOLERANCE:
        sys.exit(f"{case.name}: the outputs differ by {difference:.1e}, so their times cannot be compared.")
    pairs = [[seconds_per_call(each, SECONDS_PER_ROUND) for each in (ours, theirs)] for _ in range(ROUNDS)]
    ratio = median(mine / their for mine, their in pairs)
    return {
        "case": case.name,
        "cnnviz_us": round(median(mine for mine, _ in pairs) * 1e6, 1),
        "torch_us": round(median(their for _, their in pairs) * 1e6, 1),
        "ratio": round(ratio, 3),
        "goal": case.goal,
        "met": ratio <= case.goal,
    }


def main() -> None:
    """Print the comparison as JSON."""
    torch = torch_on_one_thread()
    with torch.no_grad():
        results = [compare(torch, case) for case in cases()]
    print(json.dumps({"numpy": np.__version__, "torch": torch.__version__, "cases": results}, indent=2))
    sys.exit(0 if all(result["met"] for result in results) else 1)


if __name__ == "__main__":
    main()
