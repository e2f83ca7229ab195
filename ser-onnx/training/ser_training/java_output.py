"""Compares the output of the Java command line with the accuracy in the model card."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ser_training import LABELS, corpus, evaluate


@dataclass(frozen=True)
class Comparison:
    """Metrics of the listed clips, and the listed clips that are missing from the output."""

    metrics: dict
    missing: list[str]


def compare(lines: Iterable[str], listed: list[str]) -> Comparison:
    """Evaluates ``{"file": ..., "emotion": ...}`` lines on the TESS clips of a split list; other clips are ignored.

    A null emotion (no decision) counts as a class of its own to which no clip belongs, and so as an error.
    """
    java_answers: dict[str, str | None] = {}
    for line in lines:
        if line.strip():
            record = json.loads(line)
            java_answers[corpus.key_of(record["file"])] = record["emotion"]
    clips = [corpus.tess_clip(path) for path in listed]
    missing = [clip.path for clip in clips if clip.key not in java_answers]
    answered = [clip for clip in clips if clip.key in java_answers]
    if not answered:
        raise ValueError(f"the output contains none of the {len(listed)} listed clips")
    truth = np.array([LABELS.index(clip.emotion) for clip in answered])
    answers = [*LABELS, None]
    predicted = np.array([answers.index(java_answers[clip.key]) for clip in answered])
    return Comparison(evaluate.metrics(truth, predicted, len(answers)), missing)
