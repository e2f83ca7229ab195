"""What it is worth to know a voice from a few other clips of it, whose emotions nobody tells: as ``io.ser4j.Voice`` does it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ser_training import LABELS
from ser_training.general import judge
from ser_training.general.clips import SpokenClip

PRIOR_CLIPS = 2
"""As so many clips of an average voice count that are not there. Java's ``Voice.PRIOR_CLIPS``."""

COUNTS = (0, 1, 3, 5, 10, 20)
"""So many clips are known of each voice."""

DRAWS = 8
"""So often clips are drawn at random; the figures are means over these."""

ONE_MOOD = "neutral"


def average(clips: Sequence[SpokenClip], values: np.ndarray) -> np.ndarray:
    """[classes] the mean of the centred logits of voices that were not trained on; every emotion weighs the same, and in it every
    corpus."""
    centred = _centred(values)
    of_emotions = []
    for emotion in sorted({clip.emotion for clip in clips}):
        corpora = [clip.corpus if clip.emotion == emotion else None for clip in clips]
        held = sorted({corpus for corpus in corpora if corpus})
        of_emotions.append(np.mean([centred[[each == corpus for each in corpora]].mean(axis=0) for corpus in held], axis=0))
    return np.mean(of_emotions, axis=0)


def known(values: np.ndarray, speakers: np.ndarray, heard: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Centred logits, those of each speaker without the offset that the clips at the positions ``heard`` tell."""
    freed = _centred(values)
    centred = freed.copy()
    for speaker in np.unique(speakers[heard]):
        chosen = heard[speakers[heard] == speaker]
        freed[speakers == speaker] -= (centred[chosen] - mean).sum(axis=0) / (len(chosen) + PRIOR_CLIPS)
    return freed


def measured(clips: Sequence[SpokenClip], values: np.ndarray, mean: np.ndarray, temperature: float) -> dict[str, dict]:
    """For each number of clips known of every voice the UAR of each corpus and the calibration error of all, on the clips that are
    left; and what it costs where the five known clips are all neutral. A voice without more clips than are to be known is left out."""
    kinds = [(str(count), count, False) for count in COUNTS] + [(f"5 {ONE_MOOD}", 5, True)]
    return {name: _drawn(clips, values, mean, temperature, count, one_mood) for name, count, one_mood in kinds}


def _drawn(clips, values, mean: np.ndarray, temperature: float, count: int, one_mood: bool) -> dict:
    speakers = np.array([f"{clip.corpus} {clip.speaker}" for clip in clips])
    truth = np.array([clip.label for clip in clips])
    may_be_known = truth == LABELS.index(ONE_MOOD) if one_mood else np.ones(len(truth), bool)
    found: dict[str, list[float]] = {}
    for draw in range(DRAWS if count else 1):
        rng = np.random.default_rng(draw)
        heard, judged = [], np.ones(len(truth), bool)
        for speaker in np.unique(speakers):
            choice = np.flatnonzero((speakers == speaker) & may_be_known)
            if len(choice) <= count:
                judged[speakers == speaker] = False
            elif count:
                heard.append(rng.choice(choice, count, replace=False))
        heard = np.concatenate(heard) if heard else np.array([], int)
        judged[heard] = False
        if not judged.any():
            return {}
        freed = known(values, speakers, heard, mean)[judged]
        left = [clip for clip, kept in zip(clips, judged, strict=True) if kept]
        for corpus, figures in judge.figures(left, freed).items():
            found.setdefault(corpus, []).append(figures["uar"])
        found.setdefault("ece", []).append(judge.calibration_error(freed / temperature, truth[judged]))
    return {name: float(np.mean(draws)) for name, draws in found.items()}


def _centred(values: np.ndarray) -> np.ndarray:
    return np.asarray(values, np.float64) - np.mean(values, axis=1, keepdims=True)
