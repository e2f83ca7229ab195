import keras
import numpy as np
import pytest

from ser_training import delay_line, network

STEPS = 40


def test_the_last_state_holds_the_whole_sequence():
    model = network.build(lstm_units=2 * STEPS + 7)
    sequences = np.random.default_rng(1).normal(size=(64, STEPS, 1)).astype(np.float32)
    state = keras.Model(model.inputs, model.layers[0].output).predict(sequences, verbose=0)
    for line in range(2):
        newest_first = state[:, line * STEPS : (line + 1) * STEPS]
        for delay in range(STEPS):
            correlation = np.corrcoef(newest_first[:, delay], sequences[:, STEPS - 1 - delay, 0])[0, 1]
            assert correlation > 0.99, (line, delay)


def test_an_lstm_too_small_for_a_line_is_refused():
    with pytest.raises(ValueError, match="needs as many units"):
        network.build(steps=STEPS, lstm_units=STEPS - 1)


def test_units_beyond_the_lines_keep_a_random_start():
    model = network.build(lstm_units=STEPS + 3)
    kernel = model.layers[0].get_weights()[0][0].reshape(4, STEPS + 3)
    assert np.all(kernel[:, STEPS:] != 0)
    assert np.abs(kernel[:, STEPS:]).max() < 10 * delay_line.SCALE
