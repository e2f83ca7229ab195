"""The trained network as one self-describing ONNX file, built by hand so that the LSTM stays one fused operator."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from ser_training import LABELS
from ser_training.features import FRONT_END
from ser_training.train import Normaliser

OPSET = 17
IR_VERSION = 8
INPUT, OUTPUT = "features", "logits"
LICENCE = "CC-BY-NC-SA-4.0"


def graph_of(model: keras.Sequential) -> onnx.ModelProto:
    """``features`` [batch x steps x 1] to ``logits`` [batch x classes]; without dropout and softmax."""
    lstm, *dense = [layer for layer in model.layers if layer.get_weights()]
    steps, classes = model.input_shape[1], dense[-1].units
    kernel, recurrent, bias = lstm.get_weights()
    weights = {
        "lstm_W": onnx_gates(kernel)[np.newaxis],
        "lstm_R": onnx_gates(recurrent)[np.newaxis],
        # Keras keeps one bias per gate, ONNX one for the input and one for the recurrent product: the second is zero.
        "lstm_B": np.concatenate([onnx_gates(bias[np.newaxis])[:, 0], np.zeros_like(bias)])[np.newaxis],
        "direction_axis": np.array([0], dtype=np.int64),
    }
    nodes = [
        helper.make_node("Transpose", [INPUT], ["time_major"], perm=[1, 0, 2]),
        helper.make_node(
            "LSTM", ["time_major", "lstm_W", "lstm_R", "lstm_B"], ["", "last_state"], hidden_size=lstm.units
        ),
        helper.make_node("Squeeze", ["last_state", "direction_axis"], ["hidden_0"]),
    ]
    for number, layer in enumerate(dense):
        last = layer is dense[-1]
        sums = OUTPUT if last else f"sums_{number}"
        weights[f"dense_{number}_W"], weights[f"dense_{number}_B"] = layer.get_weights()
        nodes.append(helper.make_node("Gemm", [f"hidden_{number}", f"dense_{number}_W", f"dense_{number}_B"], [sums]))
        if not last:
            nodes.append(helper.make_node("Relu", [sums], [f"hidden_{number + 1}"]))
    graph = helper.make_graph(
        nodes,
        "tess-lstm",
        [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, ["batch", steps, 1])],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["batch", classes])],
        [numpy_helper.from_array(np.ascontiguousarray(array), name) for name, array in weights.items()],
    )
    built = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="ser4j-training")
    built.ir_version = IR_VERSION
    return built


def onnx_gates(keras_weights: np.ndarray) -> np.ndarray:
    """[rows x 4 units] with the gates ordered input, forget, cell, output, as [4 units x rows] input, output, forget, cell."""
    input_gate, forget, cell, output = np.split(keras_weights, 4, axis=1)
    return np.concatenate([input_gate, output, forget, cell], axis=1).T


def metadata(normaliser: Normaliser, figures: dict) -> dict[str, str]:
    """The ``ser4j.*`` properties: everything that the Java library needs to know about a model, as text."""
    properties = {
        "format_version": 1,
        "model_id": "tess-lstm",
        "model_version": 1,
        "labels": ",".join(LABELS),
        "sample_rate_hz": FRONT_END["sample_rate_hz"],
        "input": INPUT,
        "output": OUTPUT,
        "output_kind": "logits",
        "temperature": 1.0,
        "licence": LICENCE,
        "training_data": figures["training_data"],
        "training_data_sha256": figures["training_data_sha256"],
        "split_sha256": figures["split_sha256"],
        "accuracy": figures["test"]["accuracy"],
        "uar": figures["test"]["uar"],
        "frontend": "mfcc",
        "normaliser.mean": _numbers(normaliser.mean),
        "normaliser.deviation": _numbers(normaliser.deviation),
    }
    properties |= {f"frontend.{name}": value for name, value in FRONT_END.items() if name != "sample_rate_hz"}
    return {f"ser4j.{name}": value if isinstance(value, str) else repr(value) for name, value in properties.items()}


def write(model: keras.Sequential, properties: dict[str, str], file: Path) -> None:
    built = graph_of(model)
    helper.set_model_props(built, properties)
    onnx.checker.check_model(built, full_check=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(built.SerializeToString(deterministic=True))


def _numbers(values: np.ndarray) -> str:
    """The shortest decimal text that parses to the same float32."""
    return ",".join(str(value) for value in values.astype(np.float32))
