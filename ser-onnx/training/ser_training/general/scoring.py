"""Evaluation of an exported file: logits by ONNX Runtime, UAR per corpus, temperature, calibration error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
import scipy.optimize

from ser_training import LABELS
from ser_training.evaluate import confusion_matrix
from ser_training.general import frontend
from ser_training.general.clips import SpokenClip

BINS = 15


def logits(file: Path, spectra: Callable[[int], np.ndarray], indices: Sequence[int], threads: int = 1) -> np.ndarray:
    """[clips x classes] logits; each clip is run alone and without padding, as in Java."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    rows = []
    for index in indices:
        inputs = frontend.normalised(np.asarray(spectra(index), dtype=np.float32))
        rows.append(session.run(["logits"], {"features": inputs[np.newaxis]})[0][0])
    return np.array(rows)


def figures(clips: Sequence[SpokenClip], values: np.ndarray) -> dict[str, dict]:
    """Per corpus: UAR over the classes that it has, the recall of each, and UAR when only those classes may be answered."""
    return {
        corpus: _figures([c for c in clips if c.corpus == corpus], values[[c.corpus == corpus for c in clips]])
        for corpus in sorted({clip.corpus for clip in clips})
    }


def _figures(clips: list[SpokenClip], values: np.ndarray) -> dict:
    truth = np.array([clip.label for clip in clips])
    held = np.isin(np.arange(len(LABELS)), truth)
    counts = confusion_matrix(truth, values.argmax(axis=1), len(LABELS))
    recalls = np.diag(counts)[held] / counts.sum(axis=1)[held]
    closed = confusion_matrix(truth, np.where(held, values, -np.inf).argmax(axis=1), len(LABELS))
    return {
        "clips": len(clips),
        "speakers": len({clip.speaker for clip in clips}),
        "uar": float(recalls.mean()),
        "uar_closed_set": float((np.diag(closed)[held] / closed.sum(axis=1)[held]).mean()),
        "accuracy": float(np.diag(counts).sum() / counts.sum()),
        "recall": {LABELS[k]: float(r) for k, r in zip(np.flatnonzero(held), recalls, strict=True)},
        "confusion": counts.tolist(),
    }


def uar_among(clips: Sequence[SpokenClip], values: np.ndarray, classes: Sequence[str]) -> float:
    """UAR on the clips of some classes, when only these may be answered; the mean is over those that have clips."""
    open_to = np.isin(LABELS, classes)
    truth = np.array([clip.label for clip in clips])
    chosen = open_to[truth]
    predicted = np.where(open_to, values[chosen], -np.inf).argmax(axis=1)
    return float(np.mean([(predicted[truth[chosen] == label] == label).mean() for label in np.unique(truth[chosen])]))


def temperature(values: np.ndarray, truth: np.ndarray, weights: np.ndarray) -> float:
    """The divisor of the logits that maximises the weighted log-likelihood."""
    rows = np.arange(len(truth))
    found = scipy.optimize.minimize_scalar(
        lambda log: -np.sum(weights * log_softmax(values / np.exp(log))[rows, truth]), bounds=(-3, 3), method="bounded"
    )
    return float(np.exp(found.x))


def calibration_error(values: np.ndarray, truth: np.ndarray, bins: int = BINS) -> float:
    """Expected calibration error: the mean gap between confidence and accuracy in equally wide bins of confidence."""
    probabilities = np.exp(log_softmax(values))
    confidence, hit = probabilities.max(axis=1), probabilities.argmax(axis=1) == truth
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [abs(hit[place == b].sum() - confidence[place == b].sum()) for b in range(bins)]
    return float(sum(gaps) / len(truth))


def calibration_errors(corpora: Sequence[str], values: np.ndarray, truth: np.ndarray) -> dict[str, float]:
    """The calibration error of each corpus. That of all together can be far lower than each of them: too much confidence in one corpus
    makes up for too little in another."""
    places = np.array(corpora)
    return {name: calibration_error(values[places == name], truth[places == name]) for name in sorted(set(corpora))}


def log_softmax(values: np.ndarray) -> np.ndarray:
    shifted = values - values.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
