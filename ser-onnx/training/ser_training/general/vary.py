"""From a batch of spectra to the network's inputs, no two alike: other voices, colours and floors, masks, mixtures.

Runs inside the compiled training step. What it does to a clip's frames ends with the normalisation of :mod:`frontend`.
"""

from __future__ import annotations

from dataclasses import dataclass

import jax
import jax.numpy as jnp

from ser_training.general.frontend import FRONT_END


@dataclass(frozen=True)
class Variation:
    """How far clips are varied; all ranges are uniform."""

    mixup: float = 0.2
    """Share of batches that are mixed with a permutation of themselves."""
    mixup_alpha: float = 0.4
    band_mask_width: int = 10
    time_mask_share: float = 0.12
    tilt_db: float = 4.0
    band_shift: float = 1.5
    """Formants: mel bands moved up or down by at most so many, and spread by at most 4 %."""
    pitch_shift: float = 4.0
    """The same for pitch bands, of which 20 are an octave."""
    pitch_lost: float = 0.1
    """Share of clips without any pitch."""
    floor_db: tuple[float, float] = (35.0, 60.0)


def inputs(key: jax.Array, batch, variation: Variation) -> tuple[jax.Array, jax.Array, jax.Array]:
    """[clips x frames x bands x 3] normalised inputs, and the batch's targets and known classes after mixing."""
    keys = jax.random.split(key, 5)
    share = batch.share[:, :, None]
    frames = batch.low.astype(jnp.float32) * (1 - share) + batch.high.astype(jnp.float32) * share
    db, pitch = frames[..., : FRONT_END["mel_bands"]], frames[..., FRONT_END["mel_bands"] :]
    clean = batch.clean[:, None, None]
    db = jnp.where(clean, db, _coloured(keys[0], db, variation))
    pitch = jnp.where(clean, pitch, _moved(keys[1], pitch, variation.pitch_shift, 0.0))
    heard = jax.random.uniform(keys[2], (len(db), 1, 1)) >= variation.pitch_lost
    mixed = _normalised(db, pitch * heard)
    mixed = _masked(keys[3], mixed, variation)
    return _mixed(keys[4], mixed, batch.targets, batch.known, variation)


def _coloured(key: jax.Array, db: jax.Array, variation: Variation) -> jax.Array:
    """With formants moved a little, tilted, and a higher floor."""
    keys = jax.random.split(key, 3)
    db = _moved(keys[0], db, variation.band_shift, 0.04)
    tilt = jax.random.uniform(keys[1], (len(db), 1, 1), minval=-variation.tilt_db, maxval=variation.tilt_db)
    db = db + tilt * (jnp.arange(db.shape[2]) / db.shape[2] - 0.5)
    low, high = variation.floor_db
    floor = jax.random.uniform(keys[2], (len(db), 1, 1), minval=low, maxval=high)
    return jnp.maximum(db, db.max(axis=(1, 2), keepdims=True) - floor)


def _moved(key: jax.Array, bands: jax.Array, shift: float, spread: float) -> jax.Array:
    """Every clip's bands moved by up to ``shift`` and spread by up to the share ``spread``."""
    keys = jax.random.split(key, 2)
    count = bands.shape[2]
    factor = jax.random.uniform(keys[0], (len(bands), 1), minval=1 - spread, maxval=1 + spread)
    offset = jax.random.uniform(keys[1], (len(bands), 1), minval=-shift, maxval=shift)
    at = jnp.clip(jnp.arange(count) * factor + offset, 0, count - 1.001)
    low = jnp.floor(at).astype(jnp.int32)
    share = (at - low)[:, None, :]
    taken = [jnp.take_along_axis(bands, (low + step)[:, None, :], axis=2) for step in (0, 1)]
    return taken[0] * (1 - share) + taken[1] * share


def _normalised(db: jax.Array, pitch: jax.Array) -> jax.Array:
    """As :func:`frontend.normalised`, for a batch."""
    bandwise = db - db.mean(axis=1, keepdims=True)
    whole = db - db.mean(axis=(1, 2), keepdims=True)
    channels = [
        part / jnp.maximum(jnp.sqrt(jnp.mean(part**2, axis=(1, 2), keepdims=True)), FRONT_END["deviation_floor"])
        for part in (bandwise, whole)
    ]
    return jnp.stack([*channels, pitch], axis=-1)


def _masked(key: jax.Array, values: jax.Array, variation: Variation) -> jax.Array:
    """SpecAugment: some mel bands, and a stretch of time in all channels, are zero."""
    keys = jax.random.split(key, 2)
    clips, frames, bands, _ = values.shape
    in_bands = _mask(keys[0], clips, bands, variation.band_mask_width)[:, None, :, None]
    in_bands = in_bands & jnp.array([True, True, False])
    in_time = _mask(keys[1], clips, frames, variation.time_mask_share * frames)[:, :, None, None]
    return jnp.where(in_bands | in_time, 0, values)


def _mask(key: jax.Array, clips: int, size: int, most: float) -> jax.Array:
    """[clips x size] true on a random stretch of at most so many."""
    keys = jax.random.split(key, 2)
    width = jax.random.uniform(keys[0], (clips, 1)) * most
    start = jax.random.uniform(keys[1], (clips, 1)) * (size - width)
    at = jnp.arange(size)
    return (at >= start) & (at < start + width)


def _mixed(key: jax.Array, values: jax.Array, targets: jax.Array, known: jax.Array, variation: Variation):
    keys = jax.random.split(key, 3)
    partner = jax.random.permutation(keys[0], len(values))
    share = jax.random.beta(keys[1], variation.mixup_alpha, variation.mixup_alpha, (len(values),))
    share = jnp.maximum(share, 1 - share)
    mixing = jax.random.uniform(keys[2]) < variation.mixup
    share = jnp.where(mixing, share, 1.0)
    wide = share[:, None, None, None]
    known = jnp.where(mixing, jnp.maximum(known, known[partner]), known)
    return (
        wide * values + (1 - wide) * values[partner],
        share[:, None] * targets + (1 - share[:, None]) * targets[partner],
        known,
    )
