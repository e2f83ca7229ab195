"""What is trained: two readings of the encoder's steps, one that hears their order and one that does not.

The first is a bidirectional LSTM, with statistics and attention over its states; it knows the voices of known corpora better. The second
sees each output's mean and deviation over time alone; it stands firmer where a corpus is new. The answer is the mean of their logits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import keras
import numpy as np
from keras import ops

from ser_training import LABELS
from ser_training.general import encoder


@dataclass(frozen=True)
class Shape:
    """The widths of the network."""

    projection: int = 128
    lstm_units: int = 96
    attention: int = 48
    embedding: int = 128
    dropout: float = 0.3
    overall: int = 64
    """The embedding of the second reading."""
    overall_dropout: float = 0.5


EPSILON = 1e-5


@keras.saving.register_keras_serializable("ser4j")
class BidirectionalLstm(keras.layers.Layer):
    """Both directions in one scan; weights as ONNX's LSTM wants them (gates i, o, f, c), one bias."""

    def __init__(self, units: int, **options):
        super().__init__(**options)
        self.units = units

    def build(self, shape):
        gates = 4 * self.units
        self.kernel = self.add_weight(shape=(2, gates, shape[-1]), initializer=_glorot, name="W")
        self.recurrent = self.add_weight(shape=(2, gates, self.units), initializer=_orthogonal, name="R")
        self.bias = self.add_weight(shape=(2, gates), initializer=_forget_bias, name="B")

    def call(self, inputs):
        """[batch x steps x width] to [batch x steps x 2 units], forward first."""
        steps = ops.transpose(inputs, (1, 0, 2))
        both = ops.stack([steps, ops.flip(steps, axis=0)], axis=1)
        sums = ops.einsum("tdbi,dgi->tdbg", both, self.kernel) + self.bias[:, None, :]
        zero = ops.zeros_like(sums[0, :, :, : self.units])
        recurrent = ops.transpose(self.recurrent, (0, 2, 1))
        _, states = ops.scan(lambda carry, step: _step(carry, step, recurrent), (zero, zero), sums)
        ahead, back = states[:, 0], ops.flip(states[:, 1], axis=0)
        return ops.transpose(ops.concatenate([ahead, back], axis=-1), (1, 0, 2))

    def compute_output_shape(self, shape):
        return (*shape[:-1], 2 * self.units)


class Readings(NamedTuple):
    """One network: both are trained apart, and heard together."""

    in_order: keras.Model
    """``[batch x steps x encoder.WIDTH]`` to logits ``[batch x classes]`` and the embedding they are made from."""
    overall: keras.Model
    """``[batch x 1 x 2 encoder.WIDTH]``, see :func:`statistics_of`, to the same."""


def build(shape: Shape = Shape()) -> Readings:
    """Untrained; the second reading must be settled first (:func:`settle`)."""
    return Readings(_in_order(shape), _overall(shape))


def statistics_of(steps: np.ndarray) -> np.ndarray:
    """[1 x 2 WIDTH] the means and deviations over time of a clip's [steps x WIDTH]."""
    return np.concatenate([steps.mean(axis=0), np.sqrt(steps.var(axis=0) + EPSILON)])[np.newaxis]


def settle(overall: keras.Model, typical: np.ndarray) -> None:
    """Tells the second reading, before it is trained, how typical statistics [clips x 2 WIDTH] spread."""
    overall.get_layer("overall_scale").set_weights([typical.mean(axis=0), typical.var(axis=0)])


def _in_order(shape: Shape) -> keras.Model:
    steps = keras.Input((None, encoder.WIDTH), name="steps")
    hidden = keras.layers.LayerNormalization(epsilon=EPSILON, name="entry_norm")(steps)
    hidden = keras.layers.Dropout(shape.dropout / 3)(hidden)
    hidden = keras.layers.Dense(shape.projection, name="projection")(hidden)
    hidden = keras.layers.LayerNormalization(epsilon=EPSILON, name="norm")(hidden)
    hidden = keras.layers.Dropout(shape.dropout)(keras.layers.ReLU()(hidden))
    sequence = BidirectionalLstm(shape.lstm_units, name="lstm")(hidden)
    pooled = ops.concatenate([*_statistics(sequence), _attended(sequence, shape), *_statistics(hidden)], axis=-1)
    pooled = keras.layers.Dropout(shape.dropout)(pooled)
    embedding = keras.layers.Dense(shape.embedding, activation="relu", name="embedding")(pooled)
    logits = keras.layers.Dense(len(LABELS), name="logits")(keras.layers.Dropout(shape.dropout)(embedding))
    return keras.Model(steps, [logits, embedding], name="in_order")


def _overall(shape: Shape) -> keras.Model:
    statistics = keras.Input((1, 2 * encoder.WIDTH), name="statistics")
    scale = keras.layers.BatchNormalization(epsilon=EPSILON, center=False, scale=False, trainable=False, name="overall_scale")
    hidden = keras.layers.Dropout(shape.dropout)(scale(statistics[:, 0]))
    embedding = keras.layers.Dense(shape.overall, activation="relu", name="overall")(hidden)
    logits = keras.layers.Dense(len(LABELS), name="overall_logits")(keras.layers.Dropout(shape.overall_dropout)(embedding))
    return keras.Model(statistics, [logits, embedding], name="overall")


def _statistics(sequence):
    """Mean and deviation over time."""
    mean = ops.mean(sequence, axis=1, keepdims=True)
    return mean[:, 0], ops.sqrt(ops.mean(ops.square(sequence - mean), axis=1) + EPSILON)


def _attended(sequence, shape: Shape):
    """The attention-weighted mean over time."""
    scores = keras.layers.Dense(shape.attention, activation="tanh", name="attention")(sequence)
    weights = ops.softmax(keras.layers.Dense(1, name="score")(scores), axis=1)
    return ops.sum(weights * sequence, axis=1)


def _step(carry, sums, recurrent):
    hidden, cell = carry
    enter, leave, forget, new = ops.split(sums + ops.matmul(hidden, recurrent), 4, axis=-1)
    cell = ops.sigmoid(forget) * cell + ops.sigmoid(enter) * ops.tanh(new)
    hidden = ops.sigmoid(leave) * ops.tanh(cell)
    return (hidden, cell), hidden


def _glorot(shape, dtype=None):
    return keras.random.uniform(shape, -1, 1, dtype) * (6.0 / (shape[-1] + shape[-2] // 4)) ** 0.5


def _orthogonal(shape, dtype=None):
    orthogonal = keras.initializers.Orthogonal()
    return ops.stack([orthogonal(shape[1:], dtype) for _ in range(shape[0])])


def _forget_bias(shape, dtype=None):
    units = shape[1] // 4
    return ops.concatenate([ops.zeros((2, 2 * units)), ops.ones((2, units)), ops.zeros((2, units))], axis=1)
