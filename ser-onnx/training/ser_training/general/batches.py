"""Batches of randomly drawn clips, balanced over corpora, speakers and emotions.

All clips of a batch have the same length: each is stretched or compressed in time to it (which varies the tempo), or cut if
it is much longer, so that the network is trained without padding, as it is later applied to single clips. :mod:`vary` adds
further augmentation in the training step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from ser_training import LABELS
from ser_training.corpus import CorpusError
from ser_training.general.cache import Ragged
from ser_training.general.clips import SpokenClip
from ser_training.general.vary import Variation

LENGTHS = (40, 72, 104, 150)
"""Steps per clip of a batch, 50 per second; few, because the training step is compiled for each."""

LONGEST_CUT = 1.25
"""A clip longer than the length of the batch times this is cut to that product, at a random place."""


@dataclass(frozen=True)
class Mixing:
    """How often clips of each corpus are drawn, and how they are varied."""

    corpora: dict[str, float] = field(
        default_factory=lambda: {"tess": 0.125, "ravdess": 0.3, "nemo": 0.27, "turev": 0.13, "ased": 0.22}
    )
    batch: int = 32
    clean: float = 0.3
    """Probability of drawing the clean copy of a clip; otherwise an augmented copy is drawn."""
    smoothing: float = 0.1
    variation: Variation = field(default_factory=Variation)


class Batch(NamedTuple):
    """Clips of one length, each step as two of the encoder's to interpolate between, with the targets."""

    low: np.ndarray
    """[clips x steps x width]"""
    high: np.ndarray
    """The step after each of ``low``."""
    share: np.ndarray
    """[clips x steps] the weight of ``high`` in the interpolation, in [0, 1]."""
    targets: np.ndarray
    """[clips x classes] soft targets."""
    known: np.ndarray
    """[clips x classes] 1 for the classes that the clip's corpus has."""
    voices: np.ndarray
    """[clips x voices] 1 for the clip's speaker."""


def weights(clips: list[SpokenClip], mixing: Mixing) -> np.ndarray:
    """The probability of drawing each clip: fixed per corpus; within a corpus about equal per emotion, exactly so if every speaker
    has the same share of each, and per speaker proportional to the square root of the number of clips."""
    speakers = Counter((clip.corpus, clip.speaker) for clip in clips)
    emotions = Counter((clip.corpus, clip.emotion) for clip in clips)
    raw = np.array(
        [1 / (speakers[c.corpus, c.speaker] ** 0.5 * emotions[c.corpus, c.emotion]) for c in clips], dtype=np.float64
    )
    corpora = np.array([clip.corpus for clip in clips])
    require_shares(set(corpora.tolist()), mixing)
    for name in set(corpora):
        raw[corpora == name] *= mixing.corpora[name] / raw[corpora == name].sum()
    return raw / raw.sum()


def require_shares(corpora: set[str], mixing: Mixing) -> None:
    """Refuses a mixing that does not give every corpus its share of the draws, or gives nothing to any."""
    if missing := sorted(corpora - set(mixing.corpora)):
        raise CorpusError(
            f"the plan must say how often {', '.join(missing)} is drawn, such as "
            f'{{"mixing": {{"corpora": {{"{missing[0]}": 1.0}}}}}}; it knows {", ".join(mixing.corpora)}'
        )
    if not any(mixing.corpora[name] for name in corpora):
        raise CorpusError(f"at least one of {', '.join(sorted(corpora))} must be drawn, but their shares in mixing are all 0")


def known_classes(clips: list[SpokenClip]) -> dict[str, np.ndarray]:
    """For each corpus 1 for the classes that it has, 0 for the others."""
    known: dict[str, np.ndarray] = {}
    for clip in clips:
        known.setdefault(clip.corpus, np.zeros(len(LABELS), np.float32))[clip.label] = 1
    return known


class Sampler:
    """Draws batches of the clips at the given positions of the copies, of which the first is the clean one."""

    def __init__(
        self, clips: list[SpokenClip], copies: list[Ragged], positions: list[int], mixing: Mixing, seed: int | tuple[int, ...]
    ):
        self.clips = [clips[position] for position in positions]
        self.copies, self.positions, self.mixing = copies, np.asarray(positions), mixing
        self.lengths = np.diff(copies[0].starts)[self.positions]
        self.rng = np.random.default_rng(seed)
        self.weights = weights(self.clips, mixing)
        self.known = known_classes(self.clips)
        self.voices = {voice: place for place, voice in enumerate(sorted({_voice(clip) for clip in self.clips}))}

    def batches(self, count: int) -> Iterator[Batch]:
        """Draws the clips of 40 batches at once, and groups clips of similar length."""
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
        pairs = [self._stretched(index, length, c) for index, c in zip(chosen, clean, strict=True)]
        low, high, share = (np.stack(part) for part in zip(*pairs, strict=True))
        return Batch(low, high, share, *self._targets_of(chosen))

    def _targets_of(self, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        known = np.stack([self.known[self.clips[index].corpus] for index in chosen])
        labels = np.eye(len(LABELS), dtype=np.float32)[[self.clips[index].label for index in chosen]]
        smooth = self.mixing.smoothing
        targets = (1 - smooth) * labels + smooth * known / known.sum(axis=1, keepdims=True)
        voices = np.eye(len(self.voices), dtype=np.float32)[[self.voices[_voice(self.clips[index])] for index in chosen]]
        return targets.astype(np.float32), known, voices

    def _copy(self, clean: bool) -> Ragged:
        return self.copies[0 if clean or len(self.copies) == 1 else self.rng.integers(1, len(self.copies))]

    def _stretched(self, index: int, length: int, clean: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        steps = self._copy(clean)[self.positions[index]]
        most = int(length * LONGEST_CUT)
        start = self.rng.integers(max(0, len(steps) - most) + 1)
        at = np.linspace(start, start + min(len(steps), most) - 1, length)
        low = np.minimum(at.astype(int), len(steps) - 2)
        return steps[low], steps[low + 1], (at - low).astype(np.float32)


def _voice(clip: SpokenClip) -> tuple[str, str]:
    return clip.corpus, clip.speaker


def _nearest(steps: float) -> int:
    return min(LENGTHS, key=lambda length: abs(np.log(length / steps)))
