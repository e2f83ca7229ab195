"""One training: standardise on the training part, fit, choose the epoch by validation accuracy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import keras
import numpy as np

from ser_training import network


CHOICE = "highest validation accuracy, among equal ones the lowest validation loss"
"""The rule by which :func:`fit` chooses the epoch; it is stored in the figures of a run."""


@dataclass(frozen=True)
class Recipe:
    """All settings of a training. They were chosen on validation parts of splits with seed 0."""

    epochs: int = 30
    batch: int = 100
    learning_rate: float = 1e-3
    warm_up_epochs: int = 2
    gradient_norm: float = 1.0
    noise: float = 0.3
    """Half width of the uniform noise added to the raw mean MFCCs of training clips, drawn anew in every epoch: the
    resampler of another front end changes a mean MFCC by as much."""
    relative_noise: float = 0.2
    """Additional normal noise, in units of each coefficient's standard deviation over the training part."""
    average: float = 0.8
    """Decay of the running mean of the weights over epochs; this mean is validated and kept."""


@dataclass(frozen=True)
class Normaliser:
    """(x - mean) / deviation per coefficient, both [40] float32."""

    mean: np.ndarray
    deviation: np.ndarray

    @staticmethod
    def fitted(features: np.ndarray) -> Normaliser:
        deviation = features.std(axis=0, dtype=np.float64)
        return Normaliser(
            features.mean(axis=0, dtype=np.float64).astype(np.float32),
            np.where(deviation > 0, deviation, 1.0).astype(np.float32),
        )

    def sequence(self, features: np.ndarray) -> np.ndarray:
        """Raw features [clips x 40] as the network's input [clips x 40 x 1] float32."""
        return ((features - self.mean) / self.deviation).astype(np.float32)[:, :, np.newaxis]


@dataclass(frozen=True)
class Examples:
    """Raw features [clips x 40] and the index of each clip's label."""

    features: np.ndarray
    labels: np.ndarray


@dataclass(frozen=True)
class Trained:
    """The network with the weights of the chosen epoch (counted from 1), and the history of its training."""

    model: keras.Sequential
    normaliser: Normaliser
    history: list[dict]
    epoch: int

    def probabilities(self, features: np.ndarray) -> np.ndarray:
        return self.model.predict(self.normaliser.sequence(features), batch_size=512, verbose=0)


def fit(
    training: Examples,
    validation: Examples,
    seed: int,
    recipe: Recipe = Recipe(),
    build: Callable[[], keras.Sequential] = network.build,
    log: Callable[[str], None] = lambda line: None,
) -> Trained:
    """Trains with all randomness derived from the seed. The epoch with the highest validation accuracy is kept,
    among equal ones that with the lowest validation loss."""
    keras.utils.set_random_seed(seed)
    generator = np.random.default_rng(seed)
    normaliser = Normaliser.fitted(training.features)
    model = build()
    averaged = model.get_weights()
    model.compile(_optimiser(recipe, len(training.labels)), "sparse_categorical_crossentropy", metrics=["accuracy"])
    held_out = normaliser.sequence(validation.features)
    history: list[dict] = []
    best, kept = 0, averaged
    for epoch in range(1, recipe.epochs + 1):
        inputs, labels = _epoch_of(training, normaliser, recipe, generator)
        fitted = model.fit(inputs, labels, batch_size=recipe.batch, shuffle=False, verbose=0).history
        weights = model.get_weights()
        averaged = _running_mean(averaged, weights, recipe.average) if epoch > 1 else weights
        model.set_weights(averaged)
        loss, accuracy = model.evaluate(held_out, validation.labels, batch_size=512, verbose=0)
        model.set_weights(weights)
        row = {"epoch": epoch, "loss": fitted["loss"][0], "accuracy": fitted["accuracy"][0]}
        history.append(row | {"val_loss": loss, "val_accuracy": accuracy})
        log(" ".join(f"{name}={value:.4f}" if name != "epoch" else f"epoch={value}" for name, value in history[-1].items()))
        if best == 0 or _rank(history[-1]) > _rank(history[best - 1]):
            best, kept = epoch, averaged
    model.set_weights(kept)
    return Trained(model, normaliser, history, best)


def _rank(row: dict) -> tuple[float, float]:
    return row["val_accuracy"], -row["val_loss"]


def _running_mean(mean: list[np.ndarray], weights: list[np.ndarray], decay: float) -> list[np.ndarray]:
    return [decay * old + (1 - decay) * new for old, new in zip(mean, weights, strict=True)]


def _epoch_of(
    examples: Examples, normaliser: Normaliser, recipe: Recipe, generator: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    order = generator.permutation(len(examples.labels))
    features = examples.features[order]
    noise = generator.uniform(-recipe.noise, recipe.noise, features.shape)
    noise += recipe.relative_noise * normaliser.deviation * generator.standard_normal(features.shape)
    return normaliser.sequence(features + noise), examples.labels[order]


def _optimiser(recipe: Recipe, clips: int) -> keras.optimizers.Optimizer:
    steps = -(-clips // recipe.batch)
    rate = keras.optimizers.schedules.CosineDecay(
        0.0,
        max(1, recipe.epochs - recipe.warm_up_epochs) * steps,
        alpha=0.0,
        warmup_target=recipe.learning_rate,
        warmup_steps=recipe.warm_up_epochs * steps,
    )
    return keras.optimizers.Adam(rate, global_clipnorm=recipe.gradient_norm)
