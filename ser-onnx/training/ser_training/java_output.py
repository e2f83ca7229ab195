"""Holds what the Java command line said about clips against the figure in the model card."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ser_training import LABELS, corpus, evaluate


@dataclass(frozen=True)
class Comparison:
    """Metrics of the listed clips, and the listed clips the output does not mention."""

    metrics: dict
    missing: list[str]


def compare(lines: Iterable[str], listed: list[str]) -> Comparison:
    """Judges ``{"file": ..., "emotion": ...}`` lines on the TESS clips of a split list; other clips are passed over.

    A null emotion, no decision, is a class of its own that no clip is of, and so an error.
    """
    said: dict[str, str | None] = {}
    for line in lines:
        if line.strip():
            record = json.loads(line)
            said[corpus.key_of(record["file"])] = record["emotion"]
    clips = [corpus.tess_clip(path) for path in listed]
    missing = [clip.path for clip in clips if clip.key not in said]
    answered = [clip for clip in clips if clip.key in said]
    if not answered:
        raise ValueError(f"the output mentions none of the {len(listed)} listed clips")
    truth = np.array([LABELS.index(clip.emotion) for clip in answered])
    answers = [*LABELS, None]
    predicted = np.array([answers.index(said[clip.key]) for clip in answered])
    return Comparison(evaluate.metrics(truth, predicted, len(answers)), missing)
