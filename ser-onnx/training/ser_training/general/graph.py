"""An ONNX graph in the making, written by hand so that each LSTM stays one fused operator."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
IR_VERSION = 8


class Weights(NamedTuple):
    """A matrix or kernel in 8 bits: ``values * scale`` along ``axis``."""

    values: np.ndarray
    """int8"""
    scale: np.ndarray
    """float32, a number for each place along ``axis``"""
    axis: int

    def widened(self) -> np.ndarray:
        return self.values.astype(np.float32) * self._spread()

    def _spread(self) -> np.ndarray:
        return self.scale.reshape([-1 if axis == self.axis else 1 for axis in range(self.values.ndim)])

    @staticmethod
    def of(array: np.ndarray, axis: int) -> Weights:
        """The nearest there is, the largest magnitude along ``axis`` being 127."""
        others = tuple(each for each in range(array.ndim) if each != axis)
        scale = np.maximum(np.abs(array).max(axis=others), 1e-12).astype(np.float32) / 127
        coarse = Weights(np.zeros_like(array, np.int8), scale, axis)
        return coarse._replace(values=np.round(array / coarse._spread()).astype(np.int8))


class Graph:
    """Nodes and weights; every method answers the name of what it computes."""

    def __init__(self):
        self.nodes, self.weights, self.known = [], {}, {}

    def node(self, operator: str, *inputs: str, name: str | None = None, **attributes) -> str:
        result = name or f"{operator.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [result], **attributes))
        return result

    def constant(self, name: str, value: np.ndarray | Weights) -> str:
        """A weight, kept once under its name. One in 8 bits is widened by plain operators, which is done once, when the
        file is loaded."""
        if name not in self.known:
            self.known[name] = self._eight_bits(name, value) if isinstance(value, Weights) else self._kept(name, value)
        return self.known[name]

    def _eight_bits(self, name: str, value: Weights) -> str:
        whole = self.node("Cast", self._kept(name, value.values), to=TensorProto.FLOAT)
        return self.node("Mul", whole, self._kept(f"{name}_scale", value._spread()))

    def _kept(self, name: str, array: np.ndarray) -> str:
        self.weights[name] = np.asarray(array, order="C")
        return name

    def model(self, inputs: list, outputs: list) -> onnx.ModelProto:
        """Of ``(name, dimensions)`` each, all of them floats."""
        described = [
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, dimensions) for name, dimensions in ports]
            for ports in (inputs, outputs)
        ]
        initializers = [numpy_helper.from_array(array, name) for name, array in self.weights.items()]
        built = helper.make_model(
            helper.make_graph(self.nodes, "general", *described, initializers),
            opset_imports=[helper.make_opsetid("", OPSET)],
            producer_name="ser4j-training",
        )
        built.ir_version = IR_VERSION
        return built
