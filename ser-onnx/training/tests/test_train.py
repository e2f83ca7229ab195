import numpy as np
import pytest

from ser_training import network
from ser_training.train import Examples, Normaliser, Recipe, fit


def tiny():
    return network.build(steps=5, lstm_units=6, dense_units=(8,))


@pytest.fixture
def blobs() -> tuple[Examples, Examples]:
    """Seven well separated Gaussian clusters in five dimensions."""
    generator = np.random.default_rng(3)
    centres = generator.normal(0, 20, (7, 5))

    def draw(count: int) -> Examples:
        labels = np.arange(count) % 7
        return Examples((centres[labels] + generator.normal(0, 1, (count, 5))).astype(np.float32), labels)

    return draw(210), draw(70)


def test_the_network_is_the_notebooks():
    assert network.build().count_params() == 1_227_463


def test_two_trainings_with_one_seed_are_equal_and_with_two_are_not(blobs):
    recipe = Recipe(epochs=3)
    first, again, other = (fit(*blobs, seed, recipe, tiny) for seed in (1, 1, 2))
    for one, two in zip(first.model.get_weights(), again.model.get_weights(), strict=True):
        np.testing.assert_array_equal(one, two)
    assert first.history == again.history
    assert first.history != other.history


def test_learns_separable_classes(blobs):
    trained = fit(*blobs, 1, Recipe(epochs=40, learning_rate=0.02), tiny)
    assert trained.history[-1]["val_accuracy"] > 0.9


def test_keeps_the_best_validation_accuracy_and_among_equals_the_lowest_loss(blobs):
    # With a learning rate far too high, the last epoch is unlikely to be the best.
    trained = fit(*blobs, 1, Recipe(epochs=8, learning_rate=0.3, average=0.0), tiny)
    chosen = trained.history[trained.epoch - 1]
    assert chosen["val_accuracy"] == max(row["val_accuracy"] for row in trained.history)
    equals = [row for row in trained.history if row["val_accuracy"] == chosen["val_accuracy"]]
    assert chosen["val_loss"] == min(row["val_loss"] for row in equals)
    probabilities = trained.probabilities(blobs[1].features)
    loss = -np.log(probabilities[np.arange(70), blobs[1].labels]).mean()
    assert loss == pytest.approx(chosen["val_loss"], rel=1e-4)


def test_normaliser_comes_from_the_training_part_alone(blobs):
    training, validation = blobs
    trained = fit(training, Examples(validation.features + 1000, validation.labels), 1, Recipe(epochs=1), tiny)
    np.testing.assert_allclose(trained.normaliser.mean, training.features.mean(axis=0), rtol=1e-5)
    np.testing.assert_allclose(trained.normaliser.deviation, training.features.std(axis=0), rtol=1e-5)


def test_normaliser_survives_a_constant_coefficient():
    features = np.ones((4, 3), np.float32)
    np.testing.assert_array_equal(Normaliser.fitted(features).sequence(features), np.zeros((4, 3, 1)))
