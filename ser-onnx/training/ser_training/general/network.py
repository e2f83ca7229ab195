"""Convolutions over time and frequency, others over time and pitch, a bidirectional LSTM, statistics and attention over time, two dense layers."""

from __future__ import annotations

from dataclasses import dataclass

import keras
from keras import ops

from ser_training import LABELS
from ser_training.general.frontend import CHANNELS, FRONT_END


@dataclass(frozen=True)
class Shape:
    """The widths of the network."""

    filters: tuple[int, int, int] = (24, 32, 48)
    pitch_filters: tuple[int, ...] = (12, 16, 24)
    """Empty: pitch is not heard."""
    projection: int = 160
    lstm_units: int = 128
    attention: int = 64
    embedding: int = 128
    dropout: float = 0.3


CONVOLUTIONS = ((5, (2, 2)), (3, (2, 2)), (3, (1, 2)))
"""Kernel side and strides (time, frequency) of each convolution of a branch, whose padding is half the kernel in zeros;
batch normalisation follows, which the exported file holds folded into it."""

BRANCHES = {"mel": (0, 1), "pitch": (2,)}
"""The channels of the front end that each branch of convolutions sees."""

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


def build(shape: Shape = Shape()) -> keras.Model:
    """``[batch x frames x bands x 3]`` to logits ``[batch x classes]`` and the embedding they are made from."""
    features = keras.Input((None, FRONT_END["mel_bands"], CHANNELS), name="features")
    heard = [_branch(features, name, filters) for name, filters in branches(shape).items()]
    hidden = keras.layers.Concatenate()(heard) if len(heard) > 1 else heard[0]
    hidden = keras.layers.Dense(shape.projection, name="projection")(hidden)
    hidden = keras.layers.LayerNormalization(epsilon=EPSILON, name="norm")(hidden)
    hidden = keras.layers.ReLU()(hidden)
    hidden = keras.layers.Dropout(shape.dropout / 2)(hidden)
    sequence = BidirectionalLstm(shape.lstm_units, name="lstm")(hidden)
    pooled = keras.layers.Dropout(shape.dropout)(_pooled(sequence, shape))
    embedding = keras.layers.Dense(shape.embedding, activation="relu", name="embedding")(pooled)
    logits = keras.layers.Dense(len(LABELS), name="logits")(keras.layers.Dropout(shape.dropout)(embedding))
    return keras.Model(features, [logits, embedding], name="general")


def branches(shape: Shape) -> dict[str, tuple[int, ...]]:
    """The filters of the branches that there are."""
    return {"mel": shape.filters} | ({"pitch": shape.pitch_filters} if shape.pitch_filters else {})


def _branch(features, name: str, filters: tuple[int, ...]):
    """[batch x steps x width], a step per four frames."""
    channels = BRANCHES[name]
    hidden = features[..., channels[0] : channels[-1] + 1]
    for number, ((side, strides), count) in enumerate(zip(CONVOLUTIONS, filters, strict=True)):
        layer = f"{name}_{number}"
        hidden = keras.layers.ZeroPadding2D(side // 2)(hidden)
        hidden = keras.layers.Conv2D(count, side, strides=strides, kernel_initializer="he_normal", name=layer)(hidden)
        hidden = keras.layers.BatchNormalization(epsilon=EPSILON, name=f"{layer}_norm")(hidden)
        hidden = keras.layers.ReLU()(hidden)
    return keras.layers.Reshape((-1, hidden.shape[2] * hidden.shape[3]))(hidden)


def _pooled(sequence, shape: Shape):
    """Mean, deviation and attention-weighted mean over time."""
    scores = keras.layers.Dense(shape.attention, activation="tanh", name="attention")(sequence)
    weights = ops.softmax(keras.layers.Dense(1, name="score")(scores), axis=1)
    mean = ops.mean(sequence, axis=1, keepdims=True)
    deviation = ops.sqrt(ops.mean(ops.square(sequence - mean), axis=1) + EPSILON)
    return ops.concatenate([mean[:, 0], deviation, ops.sum(weights * sequence, axis=1)], axis=-1)


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
