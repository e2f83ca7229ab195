"""The notebook's network: one LSTM over the 40 mean MFCCs taken as a sequence, then five dense layers."""

from __future__ import annotations

import keras

from ser_training import LABELS, delay_line
from ser_training.features import FRONT_END

LSTM_UNITS = 512
DENSE_UNITS = (256, 128, 64, 32)
DROPOUT = 0.2


def build(
    steps: int = FRONT_END["coefficients"], lstm_units: int = LSTM_UNITS, dense_units: tuple[int, ...] = DENSE_UNITS
) -> keras.Sequential:
    """Probabilities of the labels from [batch x steps x 1]; with the defaults 1,227,463 parameters."""
    lstm = keras.layers.LSTM(lstm_units)
    dense = [keras.layers.Dense(units, activation="relu") for units in dense_units]
    stack: list[keras.layers.Layer] = [keras.Input((steps, 1), name="features"), lstm]
    for layer in dense:
        stack += [keras.layers.Dropout(DROPOUT), layer]
    stack += [keras.layers.Dropout(DROPOUT), keras.layers.Dense(len(LABELS), activation="softmax")]
    model = keras.Sequential(stack, name="tess_lstm")
    delay_line.start(lstm, dense[0], steps)
    return model
