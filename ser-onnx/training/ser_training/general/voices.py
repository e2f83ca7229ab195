"""The gain from adapting to a speaker with a few clips, with or without their emotions, as ``io.ser4j.Voice`` does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ser_training import LABELS
from ser_training.general import scoring
from ser_training.general.clips import SpokenClip

PRIOR_CLIPS = 2
"""The weight of the prior, in clips of an average speaker. Java's ``Voice.PRIOR_CLIPS``."""

EMOTION_SHARE = 0.5
"""The weight of the average logits of a given emotion beside those of all. Java's ``AverageVoice.EMOTION_SHARE``."""

COUNTS = (0, 1, 3, 5, 10, 20)
"""The numbers of known clips per speaker that are evaluated."""

DRAWS = 8
"""The number of random draws of known clips; the figures are means over these."""

ONE_MOOD, GIVEN = "neutral", ", given"
"""In names of kinds: that all known clips are of this emotion, and that their emotions are given."""


class Kind(NamedTuple):
    """A choice of known clips of each speaker."""

    count: int
    one_mood: bool = False
    """Whether all are neutral."""
    given: bool = False
    """Whether their emotions are given, too."""

    @property
    def name(self) -> str:
        return f"{self.count}{f' {ONE_MOOD}' if self.one_mood else ''}{GIVEN if self.given else ''}"


KINDS = (*map(Kind, COUNTS), Kind(5, given=True), Kind(20, given=True), Kind(5, one_mood=True), Kind(5, one_mood=True, given=True))
"""What is evaluated; a column of the card for each."""


def averages(clips: Sequence[SpokenClip], values: np.ndarray) -> np.ndarray:
    """[emotions x classes] for each emotion the mean of the centred logits of speakers that were not trained on, in which every corpus
    has the same weight; not a number for emotions without clips."""
    centred, rows = _centred(values), np.full((len(LABELS), len(LABELS)), np.nan)
    for emotion in {clip.emotion for clip in clips}:
        corpora = [clip.corpus if clip.emotion == emotion else None for clip in clips]
        means = [centred[[each == corpus for each in corpora]].mean(axis=0) for corpus in sorted({each for each in corpora if each})]
        rows[LABELS.index(emotion)] = np.mean(means, axis=0)
    return rows


def average(rows: np.ndarray) -> np.ndarray:
    """[classes] the mean of what :func:`averages` returns, in which every emotion has the same weight."""
    return np.nanmean(rows, axis=0)


def adapted(values: np.ndarray, speakers: np.ndarray, known_clips: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Centred logits, minus each speaker's offset as estimated from the clips at the positions ``known_clips``; ``expected`` [classes], or
    [known clips x classes], are the centred logits of an average speaker for them."""
    adapted_logits = _centred(values)
    excess = adapted_logits[known_clips] - expected
    for speaker in np.unique(speakers[known_clips]):
        chosen = speakers[known_clips] == speaker
        adapted_logits[speakers == speaker] -= excess[chosen].sum(axis=0) / (chosen.sum() + PRIOR_CLIPS)
    return adapted_logits


def measured(clips: Sequence[SpokenClip], values: np.ndarray, rows: np.ndarray, temperature: float) -> dict[str, dict]:
    """For each kind of known clips the UAR of each corpus, and the means over the corpora of the calibration error and of the standard
    deviation of the UAR from draw to draw, on the speakers' other clips; ``rows`` as :func:`averages` returns them. Speakers with no more
    clips than are to be known are left out."""
    return {kind.name: _drawn(clips, values, rows, temperature, kind) for kind in KINDS}


def _drawn(clips, values, rows: np.ndarray, temperature: float, kind: Kind) -> dict:
    speakers = np.array([f"{clip.corpus} {clip.speaker}" for clip in clips])
    truth, count = np.array([clip.label for clip in clips]), kind.count
    may_be_known = truth == LABELS.index(ONE_MOOD) if kind.one_mood else np.ones(len(truth), bool)
    if kind.given:
        may_be_known &= np.isfinite(rows).all(axis=1)[truth]
    found: dict[str, list[float]] = {}
    errors: list[float] = []
    for draw in range(DRAWS if count else 1):
        rng = np.random.default_rng(draw)
        known_clips, scored = [], np.ones(len(truth), bool)
        for speaker in np.unique(speakers):
            choice = np.flatnonzero((speakers == speaker) & may_be_known)
            if len(choice) <= count:
                scored[speakers == speaker] = False
            elif count:
                known_clips.append(rng.choice(choice, count, replace=False))
        known_clips = np.concatenate(known_clips) if known_clips else np.array([], int)
        scored[known_clips] = False
        if not scored.any():
            return {}
        share = EMOTION_SHARE if kind.given else 0
        expected = share * np.nan_to_num(rows[truth[known_clips]]) + (1 - share) * average(rows)
        adapted_logits = adapted(values, speakers, known_clips, expected)[scored]
        left = [clip for clip, kept in zip(clips, scored, strict=True) if kept]
        for corpus, figures in scoring.figures(left, adapted_logits).items():
            found.setdefault(corpus, []).append(figures["uar"])
        of_corpora = scoring.calibration_errors([clip.corpus for clip in left], adapted_logits / temperature, truth[scored])
        errors.append(np.mean(list(of_corpora.values())))
    deviations = [np.std(draws, ddof=1) if len(draws) > 1 else 0 for draws in found.values()]
    means = {corpus: float(np.mean(draws)) for corpus, draws in found.items()}
    return means | {"ece": float(np.mean(errors)), "deviation": float(np.mean(deviations))}


def _centred(values: np.ndarray) -> np.ndarray:
    return np.asarray(values, np.float64) - np.mean(values, axis=1, keepdims=True)
