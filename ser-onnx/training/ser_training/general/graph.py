"""An ONNX graph in the making, written by hand so that each LSTM stays one fused operator."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
IR_VERSION = 8

NIBBLE_GROUP = 64
"""So many rows of a matrix in 4 bits have a scale in common."""

NIBBLE_SHARES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75)
"""Of the largest magnitude, what the largest number may stand for."""


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


class Nibbles(NamedTuple):
    """A matrix [rows x columns] in 4 bits: ``values * scale``, where each column of a group of rows has a scale of its own."""

    values: np.ndarray
    """int8 in [-8, 7], rows x columns"""
    scale: np.ndarray
    """float16, groups x columns; negative where the largest magnitude is positive, since there is one step more below zero"""

    def widened(self) -> np.ndarray:
        return self.values * np.repeat(self.scale.astype(np.float32), NIBBLE_GROUP, axis=0)

    @staticmethod
    def of(array: np.ndarray) -> Nibbles:
        """Of all the scales tried that which brings a column of a group nearest."""
        groups = array.reshape(-1, NIBBLE_GROUP, array.shape[1])
        largest = np.take_along_axis(groups, np.abs(groups).argmax(axis=1, keepdims=True), axis=1)
        scales = (np.multiply.outer(NIBBLE_SHARES, largest) / -8).astype(np.float16)
        wide = np.where(scales == 0, 1, scales).astype(np.float32)
        values = np.clip(np.round(groups / wide), -8, 7)
        best = ((values * wide - groups) ** 2).sum(axis=2, keepdims=True).argmin(axis=0)[np.newaxis]
        values, scale = (np.take_along_axis(each, best, axis=0)[0] for each in (values, scales))
        return Nibbles(values.reshape(array.shape).astype(np.int8), scale[:, 0])


class Graph:
    """Nodes and weights; every method answers the name of what it computes."""

    def __init__(self):
        self.nodes, self.weights, self.known = [], {}, {}

    def node(self, operator: str, *inputs: str, name: str | None = None, **attributes) -> str:
        result = name or f"{operator.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [result], **attributes))
        return result

    def constant(self, name: str, value: np.ndarray | Weights | Nibbles) -> str:
        """A weight, kept once under its name. One in 8 or 4 bits is widened by plain operators, which is done once, when the
        file is loaded."""
        if name not in self.known:
            kinds = {Weights: self._eight_bits, Nibbles: self._four_bits}
            self.known[name] = kinds.get(type(value), self._kept)(name, value)
        return self.known[name]

    def _four_bits(self, name: str, value: Nibbles) -> str:
        """Each byte holds a number of the upper half of the rows, and 16 times one of the lower half, both from 0."""
        rows, columns = value.values.shape
        upper, lower = np.split((value.values + 8).astype(np.uint8), 2)
        bytes_ = self.node("Cast", self._kept(name, upper + 16 * lower), to=TensorProto.FLOAT)
        sixteen = self.constant("sixteen", np.float32(16))
        lower = self.node("Floor", self.node("Div", bytes_, sixteen))
        upper = self.node("Sub", bytes_, self.node("Mul", lower, sixteen))
        whole = self.node("Sub", self.node("Concat", upper, lower, axis=0), self.constant("eight", np.float32(8)))
        grouped = self.constant(f"groups_{rows}_{columns}", np.array([-1, NIBBLE_GROUP, columns], np.int64))
        scale = self.node("Cast", self._kept(f"{name}_scale", value.scale[:, np.newaxis]), to=TensorProto.FLOAT)
        widened = self.node("Mul", self.node("Reshape", whole, grouped), scale)
        return self.node("Reshape", widened, self.constant(f"shape_{rows}_{columns}", np.array([rows, columns], np.int64)))

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
