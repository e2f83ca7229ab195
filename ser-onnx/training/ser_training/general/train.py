"""One training of the LSTM network: AdamW with cosine decay, and a running average of the weights."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import jax
import jax.numpy as jnp
import keras
import numpy as np

from ser_training import LABELS
from ser_training.corpus import CorpusError
from ser_training.general import vary
from ser_training.general.batches import Batch
from ser_training.general.checkpoint import Checkpoint

LOG_EVERY, CHECKPOINT_EVERY = 50, 500
"""Steps between two lines of the log, and between two checkpoints."""


@dataclass(frozen=True)
class Recipe:
    """All settings of a training except those of :class:`batches.Mixing` and :class:`network.Shape`."""

    steps: int = 4500
    learning_rate: float = 1.5e-3
    noisy_steps: int = 1500
    """The number of further steps, which also use the copies in noise."""
    noisy_learning_rate: float = 5e-4
    warm_up: int = 100
    weight_decay: float = 0.01
    gradient_norm: float = 2.0
    average: float = 0.998
    """Decay per step of the running mean of the weights, which is the result of the training."""
    voice_penalty: float = 1e-3
    """The penalty on the squared offsets that each speaker has per emotion in training; at inference there are none."""
    unknown_logit: float = -0.5
    """Added in training to the logits of classes that a clip's corpus does not have, about which it says little: with 0 they count
    like any other class, far below 0 they are ignored."""


def require_steps(recipe: Recipe, *counts: int) -> None:
    """Refuses phases of training that would end within the warm-up of the learning rate."""
    for count in counts:
        if count <= recipe.warm_up:
            raise CorpusError(f"steps and noisy_steps must be more than warm_up, {recipe.warm_up}, but one was {count}")


def fit(
    model: keras.Model,
    batches: Iterable[Batch],
    recipe: Recipe,
    variation: vary.Variation,
    voices: int,
    key: jax.Array,
    log: Callable[[str], None] = print,
    checkpoint: Checkpoint | None = None,
) -> None:
    """Trains the model in place, for the given number of speakers, and leaves it with the averaged weights. ``batches`` yields
    ``recipe.steps`` batches, the same ones each time: those before the step of the checkpoint are skipped."""
    require_steps(recipe, recipe.steps)
    offsets = keras.Variable(np.zeros((voices, len(LABELS)), np.float32), name="voices")
    trained = [*model.trainable_variables, offsets]
    optimizer = _optimizer(recipe, trained)
    step = _step_of(model, optimizer, recipe, variation)
    weights = [v.value for v in trained]
    state = (weights, [v.value for v in model.non_trainable_variables], [v.value for v in optimizer.variables], weights)
    done, state = checkpoint.restored(state) if checkpoint else (0, state)
    if done:
        log(f"resumes after step {done}")
    began, losses = time.monotonic(), []
    for number, batch in itertools.islice(enumerate(batches), done, None) if done < recipe.steps else ():
        average = min(recipe.average, (1 + number) / (10 + number))
        state, loss = step(state, batch, average, jax.random.fold_in(key, number))
        losses.append(loss)
        last = number + 1 == recipe.steps
        if last or (number + 1) % LOG_EVERY == 0:
            log(f"step {number + 1} loss {_mean(losses[-LOG_EVERY:], number + 1):.4f} seconds {time.monotonic() - began:.0f}")
        if checkpoint and (last or (number + 1) % CHECKPOINT_EVERY == 0):
            checkpoint.keep(number + 1, state)
    _assign(trained + model.non_trainable_variables, state[3] + state[1])


def _optimizer(recipe: Recipe, trained: list[keras.Variable]) -> keras.optimizers.Optimizer:
    schedule = keras.optimizers.schedules.CosineDecay(
        recipe.learning_rate / 20,
        recipe.steps - recipe.warm_up,
        alpha=0.01,
        warmup_target=recipe.learning_rate,
        warmup_steps=recipe.warm_up,
    )
    optimizer = keras.optimizers.AdamW(schedule, weight_decay=recipe.weight_decay, global_clipnorm=recipe.gradient_norm)
    optimizer.build(trained)
    return optimizer


def _mean(losses: list, step: int) -> float:
    """The mean loss; refuses one that is not finite, since the weights are then unusable."""
    mean = float(np.mean(losses))
    if not np.isfinite(mean):
        raise CorpusError(f"the loss must be finite, but is {mean} at step {step}: a lower learning_rate may help")
    return mean


def _assign(variables: list, values: list) -> None:
    for variable, value in zip(variables, values, strict=True):
        variable.assign(value)


def _step_of(model, optimizer, recipe: Recipe, variation: vary.Variation):
    def loss_of(weights, fixed, inputs, targets, known, voices):
        *weights, offsets = weights
        (logits, _), fixed = model.stateless_call(weights, fixed, inputs, training=True)
        logits += voices @ offsets + recipe.unknown_logit * (1 - known)
        loss = -jnp.mean(jnp.sum(targets * jnp.where(targets > 0, jax.nn.log_softmax(logits), 0), axis=1))
        return loss + recipe.voice_penalty * jnp.sum(jnp.square(offsets)), fixed

    @jax.jit
    def step(state, batch, average, key):
        weights, fixed, slots, mean = state
        inputs = vary.inputs(key, batch, variation)
        value_and_gradients = jax.value_and_grad(loss_of, has_aux=True)
        (loss, fixed), gradients = value_and_gradients(weights, fixed, *inputs)
        weights, slots = optimizer.stateless_apply(slots, gradients, weights)
        mean = [average * m + (1 - average) * w for m, w in zip(mean, weights, strict=True)]
        return (weights, fixed, slots, mean), loss

    return step
