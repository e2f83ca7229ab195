"""The gain from adapting to a speaker with a few unlabelled clips, as ``io.ser4j.Voice`` does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ser_training import LABELS
from ser_training.general import scoring
from ser_training.general.clips import SpokenClip

PRIOR_CLIPS = 2
"""The weight of the prior, in clips of an average speaker. Java's ``Voice.PRIOR_CLIPS``."""

COUNTS = (0, 1, 3, 5, 10, 20)
"""The numbers of known clips per speaker that are evaluated."""

DRAWS = 8
"""The number of random draws of known clips; the figures are means over these."""

ONE_MOOD = "neutral"


def average(clips: Sequence[SpokenClip], values: np.ndarray) -> np.ndarray:
    """[classes] the mean of the centred logits of speakers that were not trained on; every emotion has the same weight, and within it
    every corpus."""
    centred = _centred(values)
    of_emotions = []
    for emotion in sorted({clip.emotion for clip in clips}):
        corpora = [clip.corpus if clip.emotion == emotion else None for clip in clips]
        corpora_with_it = sorted({corpus for corpus in corpora if corpus})
        of_emotions.append(np.mean([centred[[each == corpus for each in corpora]].mean(axis=0) for corpus in corpora_with_it], axis=0))
    return np.mean(of_emotions, axis=0)


def adapted(values: np.ndarray, speakers: np.ndarray, known_clips: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Centred logits, minus each speaker's offset as estimated from the clips at the positions ``known_clips``."""
    adapted_logits = _centred(values)
    centred = adapted_logits.copy()
    for speaker in np.unique(speakers[known_clips]):
        chosen = known_clips[speakers[known_clips] == speaker]
        adapted_logits[speakers == speaker] -= (centred[chosen] - mean).sum(axis=0) / (len(chosen) + PRIOR_CLIPS)
    return adapted_logits


def measured(clips: Sequence[SpokenClip], values: np.ndarray, mean: np.ndarray, temperature: float) -> dict[str, dict]:
    """For each number of known clips per speaker the UAR of each corpus and the calibration error of all, on the speakers' other
    clips; and the same with five known clips that are all neutral. Speakers with no more clips than that number are left out."""
    kinds = [(str(count), count, False) for count in COUNTS] + [(f"5 {ONE_MOOD}", 5, True)]
    return {name: _drawn(clips, values, mean, temperature, count, one_mood) for name, count, one_mood in kinds}


def _drawn(clips, values, mean: np.ndarray, temperature: float, count: int, one_mood: bool) -> dict:
    speakers = np.array([f"{clip.corpus} {clip.speaker}" for clip in clips])
    truth = np.array([clip.label for clip in clips])
    may_be_known = truth == LABELS.index(ONE_MOOD) if one_mood else np.ones(len(truth), bool)
    found: dict[str, list[float]] = {}
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
        adapted_logits = adapted(values, speakers, known_clips, mean)[scored]
        left = [clip for clip, kept in zip(clips, scored, strict=True) if kept]
        for corpus, figures in scoring.figures(left, adapted_logits).items():
            found.setdefault(corpus, []).append(figures["uar"])
        found.setdefault("ece", []).append(scoring.calibration_error(adapted_logits / temperature, truth[scored]))
    return {name: float(np.mean(draws)) for name, draws in found.items()}


def _centred(values: np.ndarray) -> np.ndarray:
    return np.asarray(values, np.float64) - np.mean(values, axis=1, keepdims=True)
