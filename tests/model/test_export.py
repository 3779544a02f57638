"""Exported networks, run by what they are exported for. PyTorch is not there: its script is read, not run."""

from __future__ import annotations

import ast
import contextlib
import io
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import Conv2d, Flatten, Linear, MaxPool2d
from cnnviz.engine.network import Network
from cnnviz.engine.samples import LEVELS
from cnnviz.model.document import Coding, Document, Settings
from cnnviz.model.export.formats import FORMATS, export
from cnnviz.model.export.numpy_script import to_numpy
from cnnviz.model.export.onnx_file import to_onnx
from cnnviz.model.export.torch_script import to_torch
from cnnviz.model.networks import SHIPPED, Shipped, lecture_document, lecture_network, smiley_document
from cnnviz.model.numbers import NumberStyle, format_number
from cnnviz.model.refused import Refused
from cnnviz.model.samples.generated import generate
from cnnviz.model.votes.verdict import verdict
from tests.engine.networks import networks

_names = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=6)
NUMPY, TORCH, ONNX = FORMATS


def run_onnx(content: bytes, pictures: Array) -> Array:
    """What onnxruntime answers to pictures with the image axis last, in the same layout."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    (answer,) = session.run(None, {"picture": np.moveaxis(pictures, -1, 0).astype(np.float32)})
    return np.moveaxis(np.asarray(answer, dtype=np.float64), 0, -1)


def run_script(text: str) -> str:
    """What a script prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(text, "script", "exec"), {})
    return printed.getvalue()


def moderate(network: Network) -> Network:
    """`network` with weights that let no stage's numbers grow, so that 32 bits are enough for them."""
    layers = []
    for layer in network.layers:
        numbers = {name: np.clip(values, -2, 2) / max(1, values[0].size) for name, values in layer.parameters.items()}
        layers.append(layer.with_parameters(numbers))
    return network.with_layers(tuple(layers))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    network = moderate(draw(networks(smallest_side=3, most_maps=1)))
    if len(network.shapes[-1]) == 1:
        network = replace(network, classes=tuple(draw(_names) for _ in range(network.shapes[-1][0])))
    picture = np.random.default_rng(draw(st.integers(0, 99))).uniform(-1, 1, network.input_shape[1:])
    return Document(
        picture.round(draw(st.integers(0, 3))),
        network,
        draw(st.sampled_from(Coding)),
        tuple(draw(st.lists(_names, max_size=3))),
        Settings(draw(st.sampled_from(NumberStyle))),
    )


@given(network=networks(), seed=st.integers(0, 99), count=st.integers(1, 3))
def test_onnxruntime_computes_any_network_as_the_engine_does(network: Network, seed: int, count: int) -> None:
    network = moderate(network)
    pictures = np.random.default_rng(seed).uniform(-1, 1, (*network.input_shape, count))
    answer = run_onnx(to_onnx(network, Coding.SIGNED), pictures)
    np.testing.assert_allclose(answer, network.forward(pictures).votes, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda shipped: shipped.title)
def test_onnxruntime_gives_a_thousand_pictures_the_same_class(shipped: Shipped) -> None:
    document = shipped.make()
    random = np.random.default_rng(5)
    samples = generate(1000, document.grid, LEVELS["hard"], random, document.coding, centre=False)
    votes = document.network.forward(samples.pictures).votes
    answers = run_onnx(to_onnx(document.network, document.coding), samples.pictures)
    np.testing.assert_allclose(answers, votes, rtol=0, atol=1e-4)
    # A tie is no class: 32 bits may part it.
    wrong = [n for n in range(1000) if answers[:, n].argmax() not in verdict(votes[:, n]).leaders]
    assert wrong == []


def test_the_lectures_division_is_a_node_of_its_own_before_the_bias() -> None:
    def operators(network: Network) -> list[str]:
        return [node.op_type for node in onnx.load_from_string(to_onnx(network, Coding.SIGNED)).graph.node]

    assert operators(lecture_network()) == ["Conv", "Div", "Relu", "MaxPool", "MaxPool", "Flatten", "Gemm"]
    with_bias = Conv2d(np.ones((2, 1, 2, 3)), np.array([1.0, 2.0]), divide_by_pixels=True)
    assert operators(Network((1, 4, 4), (with_bias,))) == ["Conv", "Div", "Add"]
    assert operators(Network((1, 4, 4), (replace(with_bias, divide_by_pixels=False),))) == ["Conv"]


def test_an_onnx_file_says_what_goes_in_and_what_comes_out() -> None:
    document = smiley_document()
    model = onnx.load_from_string(to_onnx(document.network, document.coding))
    notes = {note.key: note.value for note in model.metadata_props}
    assert json.loads(notes.pop("classes")) == ["happy", "sad"]
    assert notes == {"paper": "0", "ink": "1"}
    assert [value.name for value in (*model.graph.input, *model.graph.output)] == ["picture", "votes"]


def test_a_weight_beyond_32_bits_is_refused() -> None:
    network = Network((1, 3, 3), (Conv2d(np.array([[[[1.0, 1e39], [1.0, 1.0]]]])),))
    with pytest.raises(Refused, match="too large for ONNX"):
        to_onnx(network, Coding.SIGNED)


def test_without_the_package_a_sentence_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnx", None)
    monkeypatch.delitem(sys.modules, "cnnviz.model.export.onnx_file")
    with pytest.raises(Refused, match=r"^Writing ONNX needs the package onnx: install it with .* pip install onnx”\.$"):
        export(lecture_document(), ONNX, tmp_path / "network.onnx")
    assert list(tmp_path.iterdir()) == []


@given(documents())
def test_a_numpy_script_prints_the_numbers_of_every_stage(document: Document) -> None:
    network, style = document.network, document.settings.numbers
    trace = network.forward(document.picture[None])
    lines = [line for line in run_script(to_numpy(document)).splitlines() if line]
    for stage in trace.stages:
        lines.pop(0)  # its title
        for row in stage.reshape(-1, stage.shape[-1]).tolist():
            for value, text in zip(row, lines.pop(0).split(), strict=True):
                assert text in _written(value, style)
    votes = [line.rpartition("(") for line in lines]
    if network.classes:
        exact = [float(after.removesuffix(")")) for _, _, after in votes]
        assert exact == pytest.approx(trace.votes.tolist(), rel=1e-9, abs=1e-12)


def _written(value: float, style: NumberStyle) -> set[str]:
    """How the window may write a number, and one that another order of addition makes of it."""
    near = {value, value - 1e-12, value + 1e-12, *([0.0] if abs(value) < 1e-12 else [])}
    texts = {format_number(number, style) for number in near}
    return texts | ({format_number(float(round(value)), whole=True)} if abs(value - round(value)) < 1e-12 else set())


@given(documents())
@settings(max_examples=40)
def test_both_scripts_hold_every_number_to_the_last_bit(document: Document) -> None:
    parameters = [values for layer in document.network.layers for values in layer.parameters.values()]
    for text, held in (
        (to_numpy(document), [document.picture, *parameters]),
        (to_torch(document), [*parameters, document.picture]),
    ):
        for found, values in zip(_arrays(text), held, strict=True):
            np.testing.assert_array_equal(found, values)


def _arrays(text: str) -> list[Any]:
    """The lists handed to ``array`` or ``tensor`` in a script, in their order."""
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    made = [call for call in calls if ast.unparse(call.func) in ("np.array", "torch.tensor")]
    return [ast.literal_eval(call.args[0]) for call in sorted(made, key=lambda call: call.lineno)]


def test_a_script_for_pytorch_makes_each_layer_in_turn() -> None:
    document = replace(lecture_document(), settings=Settings(NumberStyle.ROUNDED))
    call = next(
        node
        for node in ast.walk(ast.parse(to_torch(document)))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "nn.Sequential"
    )
    assert [ast.unparse(layer) for layer in call.args] == [
        "MeanConv2d(1, 3, (3, 3), bias=False)",
        "nn.ReLU()",
        "nn.MaxPool2d((2, 2), stride=2, ceil_mode=True)",
        "nn.MaxPool2d((2, 2), stride=2, ceil_mode=True)",
        "nn.Flatten()",
        "nn.Linear(12, 2, bias=False)",
    ]


def test_a_script_for_pytorch_turns_the_filters_of_a_true_convolution_alone() -> None:
    turned = Conv2d(np.ones((1, 1, 2, 2)), np.ones(1), true_convolution=True)
    network = Network((1, 3, 3), (turned, replace(turned, true_convolution=False), Flatten(), Linear(np.ones((2, 1)))))
    calls = [
        node for node in ast.walk(ast.parse(to_torch(Document(np.ones((3, 3)), network)))) if type(node) is ast.Call
    ]
    copies = [call for call in calls if ast.unparse(call.func).endswith(".copy_")]
    copied = {ast.unparse(call.func): "flip(2, 3)" in ast.unparse(call.args[0]) for call in copies}
    assert copied == {
        "network[0].weight.copy_": True,
        "network[0].bias.copy_": False,
        "network[1].weight.copy_": False,
        "network[1].bias.copy_": False,
        "network[3].weight.copy_": False,
    }


def test_a_name_is_only_ever_a_name() -> None:
    layers = (Conv2d(np.ones((1, 1, 3, 3))), MaxPool2d(), Flatten(), Linear(np.ones((2, 1))))
    classes = ('"); raise SystemExit #', "X\n\\'''\"\"\"{0}")
    filter_names = ("a\nraise SystemExit\r\x0b\0",)
    document = Document(np.ones((3, 3)), Network((1, 3, 3), layers, classes), filter_names=filter_names)
    printed = run_script(to_numpy(document))
    assert all(f"{name}: 9.00 (9.0)" in printed for name in classes)
    compile(to_torch(document), "script", "exec")


@pytest.mark.parametrize("kind", FORMATS, ids=lambda kind: kind.name)
def test_what_cannot_be_written_leaves_what_was_there(kind: Any, tmp_path: Path) -> None:
    (path := tmp_path / f"network{kind.ending}").mkdir()
    with pytest.raises(Refused, match=r"^“network\.\w+” cannot be written: it is a folder; choose a file\.$"):
        export(lecture_document(), kind, path)
    assert list(tmp_path.iterdir()) == [path]
