"""Metrics of given predictions; nothing is chosen by them here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ser_training import LABELS

BOOTSTRAP_DRAWS = 10_000
GROUP_DRAWS = 4000
ENDS = (0.025, 0.975)
"""The quantiles of a 95 % interval."""


def metrics(truth: np.ndarray, predicted: np.ndarray, classes: int = len(LABELS)) -> dict:
    """Accuracy, UAR (mean recall), recall per class, confusion (rows: truth) and 95 % intervals, ready for JSON."""
    confusion = confusion_matrix(truth, predicted, classes)
    present = confusion.sum(axis=1) > 0
    recalls = np.divide(np.diag(confusion), confusion.sum(axis=1), out=np.full(classes, np.nan), where=present)
    accuracies, uars = _bootstrap(truth, predicted == truth, classes)
    return {
        "clips": int(len(truth)),
        "errors": int((truth != predicted).sum()),
        "accuracy": float((truth == predicted).mean()),
        "accuracy_interval": _interval(accuracies),
        "accuracy_wilson": wilson(int((truth == predicted).sum()), len(truth)),
        "uar": float(np.nanmean(recalls)),
        "uar_interval": _interval(uars),
        "recall": {label: float(r) for label, r in zip(LABELS, recalls) if not np.isnan(r)},
        "confusion": confusion.tolist(),
    }


def interval_over(groups: Sequence[str], truth: np.ndarray, predicted: np.ndarray) -> list[float]:
    """95 % interval of the UAR, by drawing whole groups, such as speakers."""
    return _interval(uar_draws(groups, truth, [predicted])[0])


def uar_draws(groups: Sequence[str], truth: np.ndarray, answers: Sequence[np.ndarray], seed: int = 0) -> np.ndarray:
    """UAR [answers x GROUP_DRAWS] of one or several answers to the same clips, of which whole groups, such as speakers, are drawn with
    replacement, the same for each answer. A class that a draw lacks does not count in it."""
    names, group = np.unique(groups, return_inverse=True)
    counts = np.random.default_rng(seed).multinomial(len(names), np.full(len(names), 1 / len(names)), GROUP_DRAWS)
    classes = int(truth.max()) + 1

    def drawn(chosen: np.ndarray) -> np.ndarray:
        cells = np.zeros((len(names), classes))
        np.add.at(cells, (group, truth), chosen)
        return counts @ cells

    clips_drawn, held = drawn(np.ones(len(truth))), np.unique(truth)
    uars = []
    for predicted in answers:
        hits = drawn(predicted == truth)
        recalls = np.divide(hits, clips_drawn, out=np.full_like(hits, np.nan), where=clips_drawn > 0)
        uars.append(np.nanmean(recalls[:, held], axis=1))
    return np.array(uars)


def confusion_matrix(truth: np.ndarray, predicted: np.ndarray, classes: int) -> np.ndarray:
    counts = np.zeros((classes, classes), dtype=int)
    np.add.at(counts, (truth, predicted), 1)
    return counts


def wilson(hits: int, clips: int) -> list[float]:
    """95 % Wilson score interval of a share; unlike the bootstrap it is still meaningful if there are no errors."""
    z = 1.959963984540054
    share = hits / clips
    centre = share + z * z / (2 * clips)
    half = z * np.sqrt(share * (1 - share) / clips + z * z / (4 * clips * clips))
    return [float((centre - half) / (1 + z * z / clips)), float((centre + half) / (1 + z * z / clips))]


def summary(values: list[float]) -> dict:
    """Mean and sample deviation over seeds."""
    spread = float(np.std(values, ddof=1)) if len(values) > 1 else 0.0
    return {"mean": float(np.mean(values)), "deviation": spread, "values": [float(value) for value in values]}


def median_index(values: list[float]) -> int:
    """The index of the median of an odd number of values; of equal values the first counts as the lower."""
    if len(values) % 2 == 0:
        raise ValueError(f"the median seed needs an odd number of seeds, but there were {len(values)}")
    return int(np.argsort(values, kind="stable")[len(values) // 2])


def _bootstrap(truth: np.ndarray, hit: np.ndarray, classes: int) -> tuple[np.ndarray, np.ndarray]:
    """Accuracy and UAR of resampled test sets; drawn within each class, so that every draw contains every class."""
    generator = np.random.default_rng(0)
    hits, recalls = np.zeros(BOOTSTRAP_DRAWS), []
    for label in range(classes):
        clips = int((truth == label).sum())
        if clips:
            drawn = generator.binomial(clips, hit[truth == label].mean(), BOOTSTRAP_DRAWS)
            hits += drawn
            recalls.append(drawn / clips)
    return hits / len(truth), np.mean(recalls, axis=0)


def _interval(draws: np.ndarray) -> list[float]:
    return [float(bound) for bound in np.nanquantile(draws, ENDS)]
