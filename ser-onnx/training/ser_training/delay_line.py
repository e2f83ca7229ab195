"""The LSTM starts as a delay line: its last state holds the whole sequence, and training departs from there.

An LSTM that reads 40 unlike numbers one at a time must first learn to keep them apart, and from the usual random start most
of the training goes into that. Here the first units form lines of as many units as the sequence has steps. The head of a line
takes in a scaled copy of the input, each further unit the state of the one before it one step earlier, with input and output
gates open and forget gates shut. Scaled down far enough for tanh to be nearly straight, the input ``n`` steps ago stands in
unit ``n`` of each line; the first dense layer is scaled up in turn. Units beyond whole lines keep their random start, damped.
"""

from __future__ import annotations

import keras
import numpy as np

SCALE = 0.03
"""What the input is multiplied by: three deviations make 0.09, where tanh(x) is x within 0.3 %."""
GATE = 6.0
"""The bias that opens a gate (its negative shuts it): sigmoid(6) is 0.9975."""
DAMPED_INPUT, DAMPED_STATE = 0.1, 0.02
"""How much of the random start is left on the units and connections outside of the lines."""


def start(lstm: keras.layers.LSTM, dense: keras.layers.Dense, steps: int) -> None:
    """Sets the weights of a freshly built LSTM, and of the dense layer behind it, for sequences of the given length."""
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
