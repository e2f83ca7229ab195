"""The general network as one self-describing ONNX file, built by hand so that each LSTM stays one fused operator.

Several networks of one shape may stand in one file: its logits are the mean of theirs, its embedding is theirs side by side.
Weights may be kept in half precision; they are widened once, when the file is loaded.
"""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from ser_training import LABELS
from ser_training.general import network
from ser_training.general.frontend import CHANNELS, FRONT_END

OPSET = 17
IR_VERSION = 8
INPUT, OUTPUT, EMBEDDING = "features", "logits", "embedding"
LICENCE = "CC-BY-NC-SA-4.0"
SMALL = 64
"""Arrays of at most so many numbers are never kept in half precision."""


class _Graph:
    """Nodes and weights in the making; every method answers the name of what it computed."""

    def __init__(self, half: bool = False):
        self.nodes, self.weights, self.half, self.member = [], {}, half, 0

    def node(self, operator: str, *inputs: str, name: str | None = None, **attributes) -> str:
        result = name or f"{operator.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [result], **attributes))
        return result

    def weight(self, name: str, array: np.ndarray) -> str:
        name = f"{name}_{self.member}"
        if self.half and array.dtype == np.float32 and array.size > SMALL:
            self.weights[name] = np.ascontiguousarray(array.astype(np.float16))
            return self.node("Cast", name, to=TensorProto.FLOAT)
        self.weights[name] = np.ascontiguousarray(array)
        return name

    def dense(self, layer: keras.layers.Dense, hidden: str, name: str | None = None) -> str:
        kernel, bias = layer.get_weights()
        kernel, bias = self.weight(f"{layer.name}_W", kernel), self.weight(f"{layer.name}_B", bias)
        return self.node("Add", self.node("MatMul", hidden, kernel), bias, name=name)


def graph_of(models: list[keras.Model], shape: network.Shape, half: bool = False) -> onnx.ModelProto:
    """``features`` [batch x frames x bands x 3] to ``logits`` [batch x classes] and ``embedding``."""
    graph, embeddings, logits = _Graph(half), [], []
    for graph.member, model in enumerate(models):
        sequence = _lstm(graph, model.get_layer("lstm"), _frames(graph, model, shape))
        pooled = _pooled(graph, model, sequence)
        embeddings.append(graph.node("Relu", graph.dense(model.get_layer("embedding"), pooled)))
        logits.append(graph.dense(model.get_layer("logits"), embeddings[-1]))
    graph.node("Concat", *embeddings, axis=-1, name=EMBEDDING)
    graph.node("Mean", *logits, name=OUTPUT)
    value = helper.make_tensor_value_info
    built = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "general",
            [value(INPUT, TensorProto.FLOAT, ["batch", "frames", FRONT_END["mel_bands"], CHANNELS])],
            [
                value(OUTPUT, TensorProto.FLOAT, ["batch", len(LABELS)]),
                value(EMBEDDING, TensorProto.FLOAT, ["batch", len(models) * shape.embedding]),
            ],
            [numpy_helper.from_array(array, name) for name, array in graph.weights.items()],
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        producer_name="ser4j-training",
    )
    built.ir_version = IR_VERSION
    return built


def _frames(graph: _Graph, model: keras.Model, shape: network.Shape) -> str:
    features = graph.node("Transpose", INPUT, perm=[0, 3, 1, 2])
    heard = [_branch(graph, model, features, name) for name in network.branches(shape)]
    hidden = graph.node("Concat", *heard, axis=-1) if len(heard) > 1 else heard[0]
    hidden = graph.dense(model.get_layer("projection"), hidden)
    norm = model.get_layer("norm")
    scale, offset = (graph.weight(f"norm_{kind}", w) for kind, w in zip("WB", norm.get_weights(), strict=True))
    return graph.node("Relu", graph.node("LayerNormalization", hidden, scale, offset, axis=-1, epsilon=network.EPSILON))


def _branch(graph: _Graph, model: keras.Model, features: str, name: str) -> str:
    channels = np.array(network.BRANCHES[name], np.int64)
    hidden = graph.node("Gather", features, graph.weight(f"{name}_channels", channels), axis=1)
    for number, (side, strides) in enumerate(network.CONVOLUTIONS):
        layer = f"{name}_{number}"
        kernel, bias = _folded(*model.get_layer(layer).get_weights(), model.get_layer(f"{layer}_norm"))
        hidden = graph.node(
            "Conv",
            hidden,
            graph.weight(f"{layer}_W", kernel.transpose(3, 2, 0, 1)),
            graph.weight(f"{layer}_B", bias),
            kernel_shape=[side, side],
            strides=list(strides),
            pads=[side // 2] * 4,
        )
        hidden = graph.node("Relu", hidden)
    bands = FRONT_END["mel_bands"] // int(np.prod([strides[1] for _, strides in network.CONVOLUTIONS]))
    hidden = graph.node("Transpose", hidden, perm=[0, 2, 3, 1])
    width = np.array([0, -1, bands * kernel.shape[-1]], np.int64)
    return graph.node("Reshape", hidden, graph.weight(f"{name}_frame_shape", width))


def _folded(kernel: np.ndarray, bias: np.ndarray, norm: keras.layers.BatchNormalization) -> tuple:
    scale, offset, mean, variance = (weights.astype(np.float64) for weights in norm.get_weights())
    factor = scale / np.sqrt(variance + network.EPSILON)
    return (kernel * factor).astype(np.float32), ((bias - mean) * factor + offset).astype(np.float32)


def _lstm(graph: _Graph, layer: network.BidirectionalLstm, hidden: str) -> str:
    kernel, recurrent, bias = layer.get_weights()
    states = graph.node(
        "LSTM",
        graph.node("Transpose", hidden, perm=[1, 0, 2]),
        graph.weight("lstm_W", kernel),
        graph.weight("lstm_R", recurrent),
        # ONNX keeps a second bias for the recurrent product: it is zero.
        graph.weight("lstm_B", np.concatenate([bias, np.zeros_like(bias)], axis=1)),
        hidden_size=layer.units,
        direction="bidirectional",
    )
    states = graph.node("Transpose", states, perm=[2, 0, 1, 3])
    return graph.node("Reshape", states, graph.weight("sequence_shape", np.array([0, 0, 2 * layer.units], np.int64)))


def _pooled(graph: _Graph, model: keras.Model, sequence: str) -> str:
    scores = graph.node("Tanh", graph.dense(model.get_layer("attention"), sequence))
    shares = graph.node("Softmax", graph.dense(model.get_layer("score"), scores), axis=1)
    time_axis = graph.weight("time_axis", np.array([1], np.int64))
    attended = graph.node("ReduceSum", graph.node("Mul", shares, sequence), time_axis, keepdims=0)
    mean = graph.node("ReduceMean", sequence, axes=[1], keepdims=1)
    difference = graph.node("Sub", sequence, mean)
    variance = graph.node("ReduceMean", graph.node("Mul", difference, difference), axes=[1], keepdims=0)
    epsilon = graph.weight("epsilon", np.array(network.EPSILON, np.float32))
    deviation = graph.node("Sqrt", graph.node("Add", variance, epsilon))
    return graph.node("Concat", graph.node("Squeeze", mean, time_axis), deviation, attended, axis=-1)


def metadata(figures: dict) -> dict[str, str]:
    """The ``ser4j.*`` properties. ``figures`` holds what is particular to this model, by key."""
    front_end = dict(FRONT_END)
    del front_end["sample_rate_hz"]
    front_end |= {"window": "hann", "pad_mode": "zero", "mel_scale": "slaney", "mel_norm": "slaney"}
    front_end |= {"layout": "frames_bands_channels", "channels": "band_centred,clip_centred,pitch"}
    properties = {
        "format_version": 1,
        "labels": ",".join(LABELS),
        "sample_rate_hz": FRONT_END["sample_rate_hz"],
        "input": INPUT,
        "output": OUTPUT,
        "output_kind": "logits",
        "embedding": EMBEDDING,
        "licence": LICENCE,
        "frontend": "logmel",
    }
    properties |= figures | {f"frontend.{name}": value for name, value in front_end.items()}
    return {f"ser4j.{name}": value if isinstance(value, str) else repr(value) for name, value in properties.items()}


def write(
    models: list[keras.Model], shape: network.Shape, properties: dict[str, str], file: Path, half: bool = False
) -> None:
    built = graph_of(models, shape, half)
    helper.set_model_props(built, properties)
    onnx.checker.check_model(built, full_check=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(built.SerializeToString(deterministic=True))
