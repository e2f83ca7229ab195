"""The LSTM network on the encoder's output: a bidirectional LSTM with statistics and attention pooling over its states. It uses the order
of the steps, and on new speakers of known corpora it is better than the pooled classifier (:mod:`overall`)."""

from __future__ import annotations

from dataclasses import dataclass

import keras
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


EPSILON = 1e-5


@keras.saving.register_keras_serializable("ser4j")
class BidirectionalLstm(keras.layers.Layer):
    """Both directions in one scan; the weights have the layout of ONNX's LSTM (gates i, o, f, c), with one bias."""

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


def build(shape: Shape = Shape()) -> keras.Model:
    """The untrained network; ``[batch x steps x encoder.WIDTH]`` to logits ``[batch x classes]`` and the embedding they are computed from."""
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
    return keras.Model(steps, [logits, embedding], name="lstm_network")


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
