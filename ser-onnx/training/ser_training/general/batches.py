"""Batches in which corpora, speakers and emotions are balanced, and no two of which are alike.

All clips of a batch have one length: each is stretched a little along time to it (which varies the tempo), or cut where
it is much longer, so that no padding is ever seen and a single clip of any length is what the network knows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from ser_training import LABELS
from ser_training.general import frontend
from ser_training.general.clips import SpokenClip

LENGTHS = (40, 72, 104, 150)
"""Frames per clip of a batch; few, because each is compiled once."""


@dataclass(frozen=True)
class Mixing:
    """How often which corpus is drawn, and how clips are varied."""

    corpora: dict[str, float] = field(
        default_factory=lambda: {"tess": 0.12, "ravdess": 0.28, "nemo": 0.26, "turev": 0.14, "ased": 0.20}
    )
    batch: int = 64
    clean: float = 0.35
    """Share of draws that are clean; the others come from an augmented copy."""
    mixup: float = 0.5
    """Share of batches that are mixed with a permutation of themselves."""
    mixup_alpha: float = 0.4
    band_masks: int = 2
    band_mask_width: int = 10
    time_masks: int = 2
    time_mask_share: float = 0.12
    smoothing: float = 0.1
    tilt_db: float = 6.0
    band_shift: float = 2.0
    floor_db: tuple[float, float] = (35.0, 60.0)


@dataclass(frozen=True)
class Batch:
    """Inputs, soft targets, which classes each clip's corpora know, and from which corpus it mostly comes."""

    inputs: np.ndarray
    targets: np.ndarray
    known: np.ndarray
    corpus: np.ndarray


def weights(clips: list[SpokenClip], mixing: Mixing) -> np.ndarray:
    """The probability of each clip: fixed per corpus; inside one, equal per emotion and near equal per speaker."""
    speakers = Counter((clip.corpus, clip.speaker) for clip in clips)
    emotions = Counter((clip.corpus, clip.emotion) for clip in clips)
    raw = np.array(
        [1 / (speakers[c.corpus, c.speaker] ** 0.5 * emotions[c.corpus, c.emotion]) for c in clips], dtype=np.float64
    )
    corpora = np.array([clip.corpus for clip in clips])
    for name in set(corpora):
        raw[corpora == name] *= mixing.corpora[name] / raw[corpora == name].sum()
    return raw / raw.sum()


def known_classes(clips: list[SpokenClip]) -> dict[str, np.ndarray]:
    """For each corpus 1 for the classes it holds, 0 for the others."""
    known: dict[str, np.ndarray] = {}
    for clip in clips:
        known.setdefault(clip.corpus, np.zeros(len(LABELS), np.float32))[clip.label] = 1
    return known


class Sampler:
    """Endless batches of the given clips. ``source(clip, rng, clean)`` gives a clip's decibels, clean or worsened."""

    def __init__(self, clips: list[SpokenClip], lengths: np.ndarray, source: Callable, mixing: Mixing, seed: int):
        self.clips, self.lengths, self.source, self.mixing = clips, np.asarray(lengths), source, mixing
        self.rng = np.random.default_rng(seed)
        self.weights = weights(clips, mixing)
        self.known = known_classes(clips)
        self.corpora = sorted(self.known)

    def batches(self, count: int) -> Iterator[Batch]:
        """Draws all clips of the run at once and groups those of about one length."""
        per_draw = 40
        for start in range(0, count, per_draw):
            size = min(per_draw, count - start) * self.mixing.batch
            drawn = self.rng.choice(len(self.clips), size, p=self.weights)
            wanted = self.lengths[drawn] * self.rng.uniform(0.85, 1.2, size)
            order = drawn[np.argsort(wanted, kind="stable")], np.sort(wanted)
            groups = [slice(at, at + self.mixing.batch) for at in range(0, size, self.mixing.batch)]
            for group in self.rng.permutation(len(groups)):
                chosen = order[0][groups[group]]
                yield self._batch(chosen, _nearest(np.median(order[1][groups[group]])))

    def _batch(self, chosen: np.ndarray, length: int) -> Batch:
        clean = self.rng.random(len(chosen)) < self.mixing.clean
        inputs = np.stack([self._input(index, length, c) for index, c in zip(chosen, clean, strict=True)])
        known = np.stack([self.known[self.clips[index].corpus] for index in chosen])
        labels = np.eye(len(LABELS), dtype=np.float32)[[self.clips[index].label for index in chosen]]
        smooth = self.mixing.smoothing
        targets = (1 - smooth) * labels + smooth * known / known.sum(axis=1, keepdims=True)
        corpus = np.array([self.corpora.index(self.clips[index].corpus) for index in chosen])
        if self.rng.random() < self.mixing.mixup:
            inputs, targets, known = self._mixed(inputs, targets, known)
        return Batch(inputs.astype(np.float32), targets.astype(np.float32), known.astype(np.float32), corpus)

    def _mixed(self, inputs, targets, known):
        partner = self.rng.permutation(len(inputs))
        share = self.rng.beta(self.mixing.mixup_alpha, self.mixing.mixup_alpha, len(inputs)).astype(np.float32)
        share = np.maximum(share, 1 - share)
        wide = share[:, None, None, None]
        targets = share[:, None] * targets + (1 - share[:, None]) * targets[partner]
        return wide * inputs + (1 - wide) * inputs[partner], targets, np.maximum(known, known[partner])

    def _input(self, index: int, length: int, clean: bool) -> np.ndarray:
        db = np.asarray(self.source(index, self.rng, clean), dtype=np.float32)
        db = stretched(db, length, self.rng)
        if not clean:
            db = coloured(db, self.mixing, self.rng)
        return masked(frontend.normalised(db), self.mixing, self.rng)


def stretched(db: np.ndarray, length: int, rng: np.random.Generator) -> np.ndarray:
    """Cut to at most 1.25 times the length at a random place, then interpolated to it."""
    most = int(length * 1.25)
    if len(db) > most:
        start = rng.integers(len(db) - most + 1)
        db = db[start : start + most]
    at = np.linspace(0, len(db) - 1, length).astype(np.float32)
    low = np.minimum(at.astype(int), len(db) - 2)
    share = (at - low)[:, None]
    return db[low] * (1 - share) + db[low + 1] * share


def coloured(db: np.ndarray, mixing: Mixing, rng: np.random.Generator) -> np.ndarray:
    """With bands moved up or down a little, tilted, and a higher floor."""
    bands = np.arange(db.shape[1], dtype=np.float32)
    at = np.clip(bands * rng.uniform(0.96, 1.04) + rng.uniform(-1, 1) * mixing.band_shift, 0, len(bands) - 1.001)
    low, share = at.astype(int), at - at.astype(int)
    db = db[:, low] * (1 - share) + db[:, low + 1] * share
    db = db + rng.uniform(-mixing.tilt_db, mixing.tilt_db) * (bands / len(bands) - 0.5)
    return np.maximum(db, db.max() - rng.uniform(*mixing.floor_db)).astype(np.float32)


def masked(inputs: np.ndarray, mixing: Mixing, rng: np.random.Generator) -> np.ndarray:
    """SpecAugment: some bands and some stretches of time are zero."""
    frames, bands = inputs.shape[:2]
    for _ in range(mixing.band_masks):
        width = rng.integers(mixing.band_mask_width + 1)
        start = rng.integers(bands - width + 1)
        inputs[:, start : start + width] = 0
    for _ in range(mixing.time_masks):
        width = rng.integers(int(mixing.time_mask_share * frames) + 1)
        start = rng.integers(frames - width + 1)
        inputs[start : start + width] = 0
    return inputs


def _nearest(frames: float) -> int:
    return min(LENGTHS, key=lambda length: abs(np.log(length / frames)))
