"""A builder of ONNX graphs, so that each LSTM is one fused operator."""

from __future__ import annotations

from typing import NamedTuple

import ml_dtypes
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 21
"""The first with tensors of 4 bits."""

IR_VERSION = 10

NIBBLE_GROUP = 64
"""The number of rows of a 4-bit matrix that share a scale."""

NIBBLE_SHARES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75)
"""The shares of the largest magnitude that are tried as the largest representable value."""


class Weights(NamedTuple):
    """A matrix or kernel in 8 bits: ``values * scale`` along ``axis``."""

    values: np.ndarray
    """int8"""
    scale: np.ndarray
    """float32, one number for each position along ``axis``"""
    axis: int

    def dequantised(self) -> np.ndarray:
        return self.values.astype(np.float32) * self._broadcast_scale()

    def _broadcast_scale(self) -> np.ndarray:
        return self.scale.reshape([-1 if axis == self.axis else 1 for axis in range(self.values.ndim)])

    @staticmethod
    def of(array: np.ndarray, axis: int) -> Weights:
        """Quantises to the nearest values, with the largest magnitude along ``axis`` as 127."""
        others = tuple(each for each in range(array.ndim) if each != axis)
        scale = np.maximum(np.abs(array).max(axis=others), 1e-12).astype(np.float32) / 127
        coarse = Weights(np.zeros_like(array, np.int8), scale, axis)
        return coarse._replace(values=np.round(array / coarse._broadcast_scale()).astype(np.int8))


class Nibbles(NamedTuple):
    """A matrix [rows x columns] in 4 bits: ``values * scale``, with a scale for each column of a group of rows."""

    values: np.ndarray
    """int8 in [-8, 7], rows x columns"""
    scale: np.ndarray
    """float16, groups x columns; negative if the largest magnitude is positive, since there is one step more below zero"""

    def dequantised(self) -> np.ndarray:
        return self.values * np.repeat(self.scale.astype(np.float32), NIBBLE_GROUP, axis=0)

    @staticmethod
    def of(array: np.ndarray) -> Nibbles:
        """Quantises each column of a group with the scale, out of those tried, that has the least squared error."""
        groups = array.reshape(-1, NIBBLE_GROUP, array.shape[1])
        largest = np.take_along_axis(groups, np.abs(groups).argmax(axis=1, keepdims=True), axis=1)
        scales = (np.multiply.outer(NIBBLE_SHARES, largest) / -8).astype(np.float16)
        wide = np.where(scales == 0, 1, scales).astype(np.float32)
        values = np.clip(np.round(groups / wide), -8, 7)
        best = ((values * wide - groups) ** 2).sum(axis=2, keepdims=True).argmin(axis=0)[np.newaxis]
        values, scale = (np.take_along_axis(each, best, axis=0)[0] for each in (values, scales))
        return Nibbles(values.reshape(array.shape).astype(np.int8), scale[:, 0])


class Graph:
    """Nodes and weights; methods that add one return the name of its value."""

    def __init__(self):
        self.nodes, self.weights, self.constants = [], {}, {}

    def node(self, operator: str, *inputs: str, name: str | None = None, **attributes) -> str:
        result = name or f"{operator.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [result], **attributes))
        return result

    def constant(self, name: str, value: np.ndarray | Weights | Nibbles) -> str:
        """A weight, stored once under its name. One in 8 or 4 bits is dequantised by plain operators, which ONNX Runtime evaluates
        once, when the file is loaded."""
        if name not in self.constants:
            kinds = {Weights: self._eight_bits, Nibbles: self._four_bits}
            self.constants[name] = kinds.get(type(value), self._add_weight)(name, value)
        return self.constants[name]

    def _four_bits(self, name: str, value: Nibbles) -> str:
        """Stored as groups x rows of a group x columns. ONNX Runtime keeps every intermediate result until the file is loaded, so that
        each further operator would cost as much memory as all these matrices in full precision."""
        rows, columns = value.values.shape
        grouped = value.values.reshape(-1, NIBBLE_GROUP, columns).astype(ml_dtypes.int4)
        whole = self.node("Cast", self._add_weight(name, grouped), to=TensorProto.FLOAT)
        scale = self.node("Cast", self._add_weight(f"{name}_scale", value.scale[:, np.newaxis]), to=TensorProto.FLOAT)
        dequantised = self.node("Mul", whole, scale)
        return self.node("Reshape", dequantised, self.constant(f"shape_{rows}_{columns}", np.array([rows, columns], np.int64)))

    def _eight_bits(self, name: str, value: Weights) -> str:
        whole = self.node("Cast", self._add_weight(name, value.values), to=TensorProto.FLOAT)
        return self.node("Mul", whole, self._add_weight(f"{name}_scale", value._broadcast_scale()))

    def _add_weight(self, name: str, array: np.ndarray) -> str:
        self.weights[name] = np.asarray(array, order="C")
        return name

    def model(self, inputs: list, outputs: list) -> onnx.ModelProto:
        """The model with the given inputs and outputs, ``(name, dimensions)`` each, all of them floats."""
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
