"""Turns a batch of encoder outputs into the network's inputs, with random time masks and mixup.

It runs inside the compiled training step.
"""

from __future__ import annotations

from dataclasses import dataclass

import jax
import jax.numpy as jnp


@dataclass(frozen=True)
class Variation:
    """How strongly clips are varied; all ranges are uniform."""

    mixup: float = 0.3
    """Probability that a batch is mixed with a permutation of itself."""
    mixup_alpha: float = 0.4
    time_mask_share: float = 0.12


def inputs(key: jax.Array, batch, variation: Variation) -> tuple[jax.Array, jax.Array, jax.Array, jax.Array]:
    """[clips x steps x width] inputs, and the batch's targets, known classes and voices after mixing."""
    keys = jax.random.split(key, 2)
    share = batch.share[:, :, None]
    steps = batch.low.astype(jnp.float32) * (1 - share) + batch.high.astype(jnp.float32) * share
    return _mixed(keys[1], _masked(keys[0], steps, variation), batch, variation)


def _masked(key: jax.Array, steps: jax.Array, variation: Variation) -> jax.Array:
    """SpecAugment: replaces a random interval of each clip by the mean of the batch."""
    clips, count, _ = steps.shape
    hidden = _mask(key, clips, count, variation.time_mask_share * count)[:, :, None]
    return jnp.where(hidden, steps.mean(axis=(0, 1)), steps)


def _mask(key: jax.Array, clips: int, size: int, most: float) -> jax.Array:
    """[clips x size] true in a random interval of at most ``most`` steps."""
    keys = jax.random.split(key, 2)
    width = jax.random.uniform(keys[0], (clips, 1)) * most
    start = jax.random.uniform(keys[1], (clips, 1)) * (size - width)
    at = jnp.arange(size)
    return (at >= start) & (at < start + width)


def _mixed(key: jax.Array, values: jax.Array, batch, variation: Variation):
    keys = jax.random.split(key, 3)
    partner = jax.random.permutation(keys[0], len(values))
    share = jax.random.beta(keys[1], variation.mixup_alpha, variation.mixup_alpha, (len(values),))
    share = jnp.maximum(share, 1 - share)
    mixing = jax.random.uniform(keys[2]) < variation.mixup
    share = jnp.where(mixing, share, 1.0)
    wide = share[:, None, None]
    targets, voices = (share[:, None] * each + (1 - share[:, None]) * each[partner] for each in (batch.targets, batch.voices))
    known = jnp.where(mixing, jnp.maximum(batch.known, batch.known[partner]), batch.known)
    return wide * values + (1 - wide) * values[partner], targets, known, voices
