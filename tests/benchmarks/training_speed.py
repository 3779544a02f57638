"""How long a training step takes, beside PyTorch in eager mode, in one run on one thread.

Run ``python tests/benchmarks/training_speed.py`` where cnnviz and PyTorch are installed (``pip install .[bench]``).
A step is forward, backward and Adam on a batch of 32. It prints JSON: for each case the median time of both in
microseconds, the ratio, the goal for the ratio and whether it is met, and how far the gradients are from autograd's,
for the cases and for random architectures; it ends with exit code 1 if a goal is missed. Both compute in float64.
PyTorch is called through `torch.nn.functional`, which is faster than its modules. The goals are for its Adam as it
comes; the ratio to its fused Adam, which has to be asked for, stands beside them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT))

import cnnviz  # noqa: F401  (pins BLAS to one thread, before NumPy loads)

import numpy as np  # isort: skip

from cnnviz.engine.arrays import Array, Table
from cnnviz.engine.layers import AvgPool2d, Conv2d, Flatten, Layer, Linear, MaxPool2d, ReLU
from cnnviz.engine.network import Network
from cnnviz.engine.training import CrossEntropy, Samples, TrainingSettings, gradients, train
from cnnviz.model.networks import lecture_network
from tests.beside_torch import seconds_per_call, torch_on_one_thread

BATCH = 32
BATCHES = 10
ROUNDS = 60
SECONDS_PER_ROUND = 0.02
TOLERANCE = 1e-12
LEARNING_RATE = 1e-4
ARCHITECTURES = 100


@dataclass(frozen=True)
class Case:
    """A network, and the largest ratio that is good enough."""

    name: str
    network: Network
    goal: float


def cases() -> list[Case]:
    """What is measured, the same in every run."""
    random = np.random.default_rng(1)

    def conv(filters: int, maps: int) -> Conv2d:
        return Conv2d(random.normal(0.0, 0.1, (filters, maps, 3, 3)), random.normal(0.0, 0.1, filters))

    def ending(*layers: Layer) -> Network:
        body = Network((1, 28, 28), (*layers, MaxPool2d(), Flatten()))
        votes = Linear(random.normal(0.0, 0.1, (2, *body.shapes[-1])), np.zeros(2))
        return Network(body.input_shape, (*body.layers, votes))

    return [
        Case("toy network", lecture_network(), 0.33),
        Case("28x28 with 8 filters", ending(conv(8, 1), ReLU()), 0.67),
        Case("28x28, two convolutions", ending(conv(8, 1), ReLU(), conv(8, 8), ReLU()), 0.85),
        Case(
            "28x28, two convolutions, pooled between", ending(conv(8, 1), ReLU(), MaxPool2d(), conv(8, 8), ReLU()), 0.85
        ),
    ]


def tensors(torch: Any, network: Network) -> list[dict[str, Any]]:
    """The parameters of each layer, for autograd."""
    return [
        {name: torch.tensor(values, requires_grad=True) for name, values in layer.parameters.items()}
        for layer in network.layers
    ]


def in_torch(torch: Any, network: Network, parameters: list[dict[str, Any]], values: Any) -> Any:
    """The votes as PyTorch computes them, ``(images, votes)``."""
    functional = torch.nn.functional
    for layer, own in zip(network.layers, parameters, strict=True):
        match layer:
            case Conv2d():
                weight = own["weight"].flip(2, 3) if layer.true_convolution else own["weight"]
                weight_sum = functional.conv2d(values, weight, None, layer.stride, layer.padding)
                weight_sum = weight_sum / layer.divisor if layer.divide_by_pixels else weight_sum
                values = weight_sum + own["bias"][:, None, None] if "bias" in own else weight_sum
            case ReLU():
                values = functional.relu(values)
            case MaxPool2d():
                values = functional.max_pool2d(values, layer.window, layer.stride, ceil_mode=layer.partial_windows)
            case AvgPool2d():
                values = functional.avg_pool2d(values, layer.window, layer.stride, 0, layer.partial_windows)
            case Flatten():
                values = values.flatten(1)
            case Linear():
                values = functional.linear(values, own["weight"], own.get("bias"))
    return values


def difference(torch: Any, network: Network, pictures: Array, targets: Table) -> float:
    """How far the gradients of all weights are from autograd's, relative to the largest of each layer."""
    parameters = tensors(torch, network)
    batch = torch.from_numpy(np.ascontiguousarray(np.moveaxis(pictures, -1, 0)))
    right = torch.from_numpy(targets)
    torch.nn.functional.cross_entropy(in_torch(torch, network, parameters, batch), right).backward()
    ours = gradients(network.forward(pictures), targets, CrossEntropy()).layers
    distances = [
        np.abs(found - own[name].grad.numpy()).max() / max(1.0, np.abs(found).max())
        for mine, own in zip(ours, parameters, strict=True)
        for name, found in mine.items()
    ]
    return float(max(distances))


def random_network(random: np.random.Generator) -> Network:
    """Any sequence of layers that both sides know and that fits."""
    network = Network((int(random.integers(1, 3)), *(int(side) for side in random.integers(6, 13, 2))), ())
    for _ in range(random.integers(1, 5)):
        layer = _random_layer(random, network.shapes[-1])
        network = Network(network.input_shape, (*network.layers, layer))
    values = int(np.prod(network.shapes[-1]))
    votes = Linear(random.normal(size=(3, values)) / values, random.normal(size=3))
    return Network(network.input_shape, (*network.layers, Flatten(), votes))


def _random_layer(random: np.random.Generator, shape: tuple[int, ...]) -> Layer:
    def up_to(most: int) -> int:
        return int(random.integers(1, most + 1))

    match random.integers(4):
        case 0:
            return ReLU()
        case 1:
            return MaxPool2d(min(up_to(3), *shape[1:]), up_to(3), partial_windows=bool(random.integers(2)))
        case 2:
            return AvgPool2d(min(up_to(3), *shape[1:]), up_to(3), partial_windows=bool(random.integers(2)))
        case _:
            filters, rows, columns = up_to(3), min(up_to(4), shape[1]), min(up_to(4), shape[2])
            return Conv2d(
                random.normal(size=(filters, shape[0], rows, columns)),
                random.normal(size=filters) if random.integers(2) else None,
                up_to(2),
                int(random.integers(3)),
                divide_by_pixels=bool(random.integers(2)),
                true_convolution=bool(random.integers(2)),
            )


def largest_difference(torch: Any) -> float:
    """Over random architectures."""
    random = np.random.default_rng(3)
    found = []
    for _ in range(ARCHITECTURES):
        network = random_network(random)
        pictures = random.normal(size=(*network.input_shape, 4))
        found.append(difference(torch, network, pictures, random.integers(0, 3, 4)))
    return max(found)


def compare(torch: Any, case: Case) -> dict[str, object]:
    """Check that the gradients are the same, then time both turn by turn."""
    random = np.random.default_rng(2)
    all_pictures = random.normal(size=(*case.network.input_shape, BATCHES * BATCH))
    labels = random.integers(0, 2, BATCHES * BATCH)
    pictures, targets = all_pictures[..., :BATCH], labels[:BATCH]
    apart = difference(torch, case.network, pictures, targets)
    if apart > TOLERANCE:
        sys.exit(f"{case.name}: the gradients differ by {apart:.1e}, so their times cannot be compared.")
    settings = TrainingSettings(learning_rate=LEARNING_RATE, batch_size=BATCH, epochs=None)
    run = train(case.network, Samples(all_pictures, labels, case.network.classes or ("X", "O")), None, settings)
    theirs = step_in_torch(torch, case.network, pictures, targets, fused=None)
    fused = step_in_torch(torch, case.network, pictures, targets, fused=True)
    steps: tuple[Callable[[], object], ...] = (lambda: next(run), theirs, fused)
    times = np.array([[seconds_per_call(step, SECONDS_PER_ROUND) for step in steps] for _ in range(ROUNDS)])
    ratio, ratio_to_fused = np.median(times[:, :1] / times[:, 1:], axis=0).tolist()
    mine_us, theirs_us, fused_us = (np.median(times, axis=0) * 1e6).round(1).tolist()
    return {
        "case": case.name,
        "cnnviz_us": mine_us,
        "torch_us": theirs_us,
        "torch_fused_us": fused_us,
        "ratio": round(ratio, 3),
        "ratio_to_fused": round(ratio_to_fused, 3),
        "goal": case.goal,
        "met": ratio <= case.goal,
        "gradients_apart": apart,
    }


def step_in_torch(
    torch: Any, network: Network, pictures: Array, targets: Table, *, fused: bool | None
) -> Callable[[], Any]:
    """One step of Adam, as a function of nothing; `fused` None leaves to PyTorch which of its Adams it is."""
    parameters = tensors(torch, network)
    batch = torch.from_numpy(np.ascontiguousarray(np.moveaxis(pictures, -1, 0)))
    right = torch.from_numpy(targets)
    flat = [tensor for own in parameters for tensor in own.values()]
    adam = torch.optim.Adam(flat, lr=LEARNING_RATE, fused=fused)

    def step() -> None:
        adam.zero_grad()
        torch.nn.functional.cross_entropy(in_torch(torch, network, parameters, batch), right).backward()
        adam.step()

    return step


def main() -> None:
    """Print the comparison as JSON."""
    torch = torch_on_one_thread()
    apart = largest_difference(torch)
    results = [compare(torch, case) for case in cases()]
    report = {
        "numpy": np.__version__,
        "torch": torch.__version__,
        "gradients_apart": apart,
        "random_architectures": ARCHITECTURES,
        "cases": results,
    }
    print(json.dumps(report, indent=2))
    sys.exit(0 if apart <= TOLERANCE and all(result["met"] for result in results) else 1)


if __name__ == "__main__":
    main()
