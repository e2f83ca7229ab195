"""Initialises an LSTM as a delay line, so that before training its last state already contains the whole sequence.

An LSTM that reads 40 different quantities one at a time must first learn to store them separately, and with the usual random
initialisation most of the training goes into that. Here the first units form lines of as many units as the sequence has steps.
The first unit of a line receives a scaled copy of the input, each further unit the previous unit's state of one step earlier,
with input and output gates open and forget gates closed. The scale is small enough for tanh to be nearly linear, so unit ``n``
of each line holds the input of ``n`` steps ago; the first dense layer is scaled up to compensate. Units that do not make up a
whole line keep their random initialisation, scaled down.
"""

from __future__ import annotations

import keras
import numpy as np

SCALE = 0.03
"""The factor on the input: three standard deviations become 0.09, where tanh(x) is x within 0.3 %."""
GATE = 6.0
"""The bias that opens a gate (its negative closes it): sigmoid(6) is 0.9975."""
DAMPED_INPUT, DAMPED_STATE = 0.1, 0.02
"""The factors on the random initial weights of units and connections outside the lines."""


def start(lstm: keras.layers.LSTM, dense: keras.layers.Dense, steps: int) -> None:
    """Sets the initial weights of an LSTM, and of the dense layer after it, for sequences of the given length."""
    units = lstm.units
    lines = units // steps
    if lines == 0:
        raise ValueError(f"a delay line of {steps} steps needs as many units, but the LSTM has {units}")
    kernel, recurrent, bias = (np.array(weights) for weights in lstm.get_weights())
    kernel *= DAMPED_INPUT
    recurrent *= DAMPED_STATE
    for gate, opening in enumerate((GATE, -GATE, 0.0, GATE)):  # Keras orders the gates i f c o
        in_lines = slice(gate * units, gate * units + lines * steps)
        kernel[:, in_lines] = 0
        recurrent[:, in_lines] = 0
        bias[in_lines] = opening
    through_both_gates = (1 + np.exp(-GATE)) ** 2
    cell = 2 * units
    for head in range(0, lines * steps, steps):
        kernel[0, cell + head] = SCALE
        for unit in range(head + 1, head + steps):
            recurrent[unit - 1, cell + unit] = through_both_gates
    lstm.set_weights([kernel, recurrent, bias])
    dense_kernel, dense_bias = (np.array(weights) for weights in dense.get_weights())
    dense_kernel[: lines * steps] /= SCALE * np.sqrt(lines)
    dense.set_weights([dense_kernel, dense_bias])
