"""The general model as one self-describing ONNX file: the frozen encoder and the trained classifiers.

A file may contain several LSTM networks: the mean of their logits is averaged with the logits of the pooled classifier, and the
embedding is the concatenation of all of theirs. Matrices may be stored in 8 or 4 bits; they are dequantised once, when the file is
loaded, and all products are computed in full precision.
"""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import onnx
from onnx import helper

from ser_training import LABELS
from ser_training.general import encoder, network
from ser_training.general.frontend import FRONT_END
from ser_training.general.graph import Graph, Weights
from ser_training.general.overall import Overall

MODEL_ID, VERSION = "general", 12
INPUT, OUTPUT, EMBEDDING = "features", "logits", "embedding"
LICENCE = "CC-BY-NC-SA-4.0"
INPUT_SHAPE = ["batch", "frames", FRONT_END["mel_bands"], len(FRONT_END["channels"])]


def encoder_of(weights: encoder.Frozen) -> onnx.ModelProto:
    """The encoder alone: ``features`` [batch x frames x bands x channels] to ``steps`` [batch x steps x width]."""
    graph = Graph()
    graph.node("Identity", encoder.add(graph, weights, INPUT), name="steps")
    return graph.model([(INPUT, INPUT_SHAPE)], [("steps", ["batch", "steps", encoder.WIDTH])])


def graph_of(networks: list[keras.Model], pooled: Overall, weights: encoder.Frozen, small: bool = False) -> onnx.ModelProto:
    """``features`` [batch x frames x bands x channels] to ``logits`` [batch x classes] and ``embedding``; ``small``: with the
    trained matrices in 8 bits."""
    graph, embeddings, logits = Graph(), [], []
    steps = encoder.add(graph, weights, INPUT)
    for number, model in enumerate(networks):
        lstm = _LstmNetwork(graph, model, number, small)
        embeddings.append(lstm.embedding(steps))
        logits.append(lstm.dense("logits", embeddings[-1]))
    standardised = _standardised(graph, pooled, steps)
    embeddings.append(graph.node("MatMul", standardised, _matrix(graph, "overall_axes", pooled.axes, small)))
    pooled_logits = _pooled_logits(graph, pooled, standardised, small)
    graph.node("Concat", *embeddings, axis=-1, name=EMBEDDING)
    graph.node("Mean", graph.node("Mean", *logits), pooled_logits, name=OUTPUT)
    width = sum(model.get_layer("embedding").units for model in networks) + pooled.axes.shape[1]
    outputs = [(OUTPUT, ["batch", len(LABELS)]), (EMBEDDING, ["batch", width])]
    return graph.model([(INPUT, INPUT_SHAPE)], outputs)


def _standardised(graph: Graph, pooled: Overall, steps: str) -> str:
    """[batch x 2 width] standardised statistics, the input of the pooled classifier."""
    mean, deviation = _statistics(graph, steps)
    statistics = graph.node("Concat", mean, graph.node("Log", deviation), axis=-1)
    statistics = graph.node("Sub", statistics, graph.constant("overall_mean", pooled.mean))
    return graph.node("Div", statistics, graph.constant("overall_deviation", pooled.deviation))


def _pooled_logits(graph: Graph, pooled: Overall, standardised: str, small: bool) -> str:
    """[batch x classes] logits of the pooled classifier."""
    clean, one = _cleanness(graph, pooled, standardised), graph.constant("one", np.float32(1))
    parts = []
    for name, kernel, bias, share in (
        ("overall", pooled.kernel, pooled.bias, clean),
        ("worsened", pooled.worsened_kernel, pooled.worsened_bias, graph.node("Sub", one, clean)),
    ):
        product = graph.node("MatMul", standardised, _matrix(graph, f"{name}_kernel", kernel, small))
        parts.append(graph.node("Mul", graph.node("Add", product, graph.constant(f"{name}_bias", bias)), share))
    return graph.node("Add", *parts)


def _cleanness(graph: Graph, pooled: Overall, standardised: str) -> str:
    """[batch x 1] the probability that the clip is clean, see :mod:`overall`."""
    product = graph.node("MatMul", standardised, graph.constant("clean_W", pooled.clean_kernel[:, np.newaxis]))
    return graph.node("Sigmoid", graph.node("Add", product, graph.constant("clean_B", pooled.clean_bias)))


def _statistics(graph: Graph, sequence: str) -> tuple[str, str]:
    """Mean and deviation over time."""
    mean = graph.node("ReduceMean", sequence, _time(graph), keepdims=1)
    difference = graph.node("Sub", sequence, mean)
    variance = graph.node("ReduceMean", graph.node("Mul", difference, difference), _time(graph), keepdims=0)
    epsilon = graph.constant("statistics_epsilon", np.float32(network.EPSILON))
    return graph.node("Squeeze", mean, _time(graph)), graph.node("Sqrt", graph.node("Add", variance, epsilon))


def _time(graph: Graph) -> str:
    return graph.constant("time_axis", np.array([1], np.int64))


def _matrix(graph: Graph, name: str, kernel: np.ndarray, small: bool, axis: int = 1) -> str:
    return graph.constant(name, Weights.of(kernel, axis) if small else kernel)


class _LstmNetwork:
    """Adds an LSTM network to the graph."""

    def __init__(self, graph: Graph, model: keras.Model, number: int, small: bool):
        self.graph, self.model, self.number, self.small = graph, model, number, small

    def embedding(self, steps: str) -> str:
        hidden = self.norm("norm", self.dense("projection", self.norm("entry_norm", steps)))
        hidden = self.graph.node("Relu", hidden)
        sequence = self._lstm(hidden)
        statistics = [*_statistics(self.graph, sequence), self._attended(sequence), *_statistics(self.graph, hidden)]
        return self.graph.node("Relu", self.dense("embedding", self.graph.node("Concat", *statistics, axis=-1)))

    def dense(self, layer: str, hidden: str) -> str:
        kernel, bias = self.model.get_layer(layer).get_weights()
        product = self.graph.node("MatMul", hidden, self._matrix(f"{layer}_W", kernel, 1))
        return self.graph.node("Add", product, self._constant(f"{layer}_B", bias))

    def norm(self, layer: str, hidden: str) -> str:
        parts = zip("WB", self.model.get_layer(layer).get_weights(), strict=True)
        scale, offset = (self._constant(f"{layer}_{part}", weights) for part, weights in parts)
        return self.graph.node("LayerNormalization", hidden, scale, offset, axis=-1, epsilon=network.EPSILON)

    def _lstm(self, hidden: str) -> str:
        layer = self.model.get_layer("lstm")
        kernel, recurrent, bias = layer.get_weights()
        states = self.graph.node(
            "LSTM",
            self.graph.node("Transpose", hidden, perm=[1, 0, 2]),
            self._gates("lstm_W", kernel),
            self._gates("lstm_R", recurrent),
            # ONNX has a second bias for the recurrent product: it is zero.
            self._constant("lstm_B", np.concatenate([bias, np.zeros_like(bias)], axis=1)),
            hidden_size=layer.units,
            direction="bidirectional",
        )
        states = self.graph.node("Transpose", states, perm=[2, 0, 1, 3])
        shape = self.graph.constant("sequence_shape", np.array([0, 0, 2 * layer.units], np.int64))
        return self.graph.node("Reshape", states, shape)

    def _attended(self, sequence: str) -> str:
        scores = self.graph.node("Tanh", self.dense("attention", sequence))
        shares = self.graph.node("Softmax", self.dense("score", scores), axis=1)
        return self.graph.node("ReduceSum", self.graph.node("Mul", shares, sequence), _time(self.graph), keepdims=0)

    def _gates(self, name: str, kernel: np.ndarray) -> str:
        """[directions x gates x width], with a scale for each gate of each unit in 8 bits."""
        flat = kernel.reshape(-1, kernel.shape[-1])
        matrix = self._matrix(name, flat, 0)
        return self.graph.node("Reshape", matrix, self._constant(f"{name}_shape", np.array(kernel.shape, np.int64)))

    def _matrix(self, name: str, kernel: np.ndarray, axis: int) -> str:
        return _matrix(self.graph, f"{name}_{self.number}", kernel, self.small, axis)

    def _constant(self, name: str, value: np.ndarray) -> str:
        return self.graph.constant(f"{name}_{self.number}", value)


def metadata(figures: dict) -> dict[str, str]:
    """The ``ser4j.*`` properties. ``figures`` has those that are specific to this model, by key."""
    front_end = dict(FRONT_END)
    del front_end["sample_rate_hz"]
    front_end |= {"window": "hann", "pad_mode": "zero", "mel_scale": "slaney", "mel_norm": "slaney"}
    front_end |= {"layout": "frames_bands_channels", "channels": ",".join(FRONT_END["channels"])}
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


def write(built: onnx.ModelProto, properties: dict[str, str], file: Path) -> None:
    """Sets the properties of the model, checks it and writes it."""
    del built.metadata_props[:]
    helper.set_model_props(built, properties)
    onnx.checker.check_model(built, full_check=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(built.SerializeToString(deterministic=True))
