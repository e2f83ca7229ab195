"""Evaluates an exported model on corpora that it was not trained on: other voices, rooms and languages."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np

from ser_training import LABELS, corpus, evaluate, features, verify
from ser_training.corpus import Clip

MERGED = {"calm": "neutral"}
"""Labels that the model does not have, and the class that they count as."""


def clips_of(root: Path, trained_on: str = "tess") -> dict[str, list[Clip]]:
    """The clips of every other corpus in a manifest, by corpus, sorted by path."""
    found: dict[str, list[Clip]] = defaultdict(list)
    for row in corpus.rows(root, lambda name: name != trained_on):
        emotion = corpus.emotion_of(MERGED.get(row["emotion"].lower(), row["emotion"]))
        found[row["corpus"]].append(Clip(row["path"], row["speaker"], emotion))
    return {name: sorted(found[name]) for name in sorted(found)}


def figures_by_corpus(root: Path, model: Path, cache: Path) -> dict[str, dict]:
    """Metrics per corpus, with an interval over speakers, as it is about other people. The model chooses among all its classes; UAR is
    the mean over those that the corpus has."""
    figures = {}
    for name, clips in clips_of(root).items():
        hashes = corpus.file_hashes(root, clips)
        truth = np.array([LABELS.index(clip.emotion) for clip in clips])
        predicted = verify.probabilities(model, features.load(root, clips, hashes, cache)).argmax(axis=1)
        speakers = [clip.speaker for clip in clips]
        figures[name] = evaluate.metrics(truth, predicted) | {
            "uar_interval": evaluate.interval_over(speakers, truth, predicted),
            "uar_interval_over": "speakers",
            "speakers": len(set(speakers)),
            "data_sha256": corpus.data_hash(clips, hashes),
        }
    return figures
