"""Compares the answers of the Java library on WAV files with those of the training code."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ser_training import LABELS
from ser_training.general import cache, frontend, scoring
from ser_training.general.clips import SpokenClip


SAME_UAR = 0.01
"""Known figures were measured with other decoders, which changes the answer to a clip now and then."""


@dataclass(frozen=True)
class Agreement:
    """The ``share`` of clips with the same answer, a line per clip with another one, and the training code's figures per corpus."""

    share: float
    differences: list[str]
    figures: dict[str, dict]


def compare(root: Path, file: Path, clips: list[SpokenClip], lines: Iterable[str]) -> Agreement:
    """Compares the most probable class of each clip in ``ser.jar classify --format json`` with that of this code.

    Both start from a WAV of each clip, at its own rate, below ``root``; each uses its own resampler.
    """
    java_answers = {}
    for record in (json.loads(line) for line in lines if line.strip()):
        if "scores" not in record:
            raise ValueError(f"every clip must have an answer, but {record['file']} has none: {record.get('error')}")
        scores = record["scores"]
        java_answers[record["file"]] = max(scores, key=scores.get)
    files = {clip: root / Path(clip.path).with_suffix(".wav") for clip in clips}
    answered = [clip for clip in clips if str(files[clip]) in java_answers]
    if not answered:
        raise ValueError(f"the output contains none of the {len(clips)} clips under {root}")

    def spectrum(index: int) -> np.ndarray:
        samples = cache.wave(cache.decoded(files[answered[index]]))
        return frontend.bounded(frontend.trimmed(frontend.spectrum(samples)))

    values = scoring.logits(file, spectrum, range(len(answered)))
    ours = values.argmax(axis=1)
    differences = [
        f"{clip.path}: here {LABELS[own]}, there {java_answers[str(files[clip])]}"
        for clip, own in zip(answered, ours, strict=True)
        if java_answers[str(files[clip])] != LABELS[own]
    ]
    return Agreement(1 - len(differences) / len(answered), differences, scoring.figures(answered, values))


def uar_differences(figures: dict[str, dict], known: dict[str, dict]) -> list[str]:
    """A line per corpus whose UAR differs from the known one, or none of whose clips was answered."""
    return [
        f"{corpus}: UAR must be {expected['uar']:.4f}, but "
        + (f"is {figures[corpus]['uar']:.4f}" if corpus in figures else "no clip of it was answered")
        for corpus, expected in known.items()
        if corpus not in figures or abs(figures[corpus]["uar"] - expected["uar"]) > SAME_UAR
    ]
