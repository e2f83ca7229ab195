"""Further figures of a model card: intervals, groups of speakers, coverage against accuracy, the worst errors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ser_training import LABELS
from ser_training.evaluate import ENDS, confusion_matrix, uar_draws
from ser_training.general import scoring
from ser_training.general.clips import SpokenClip

MIN_SPEAKERS = 4
"""With fewer speakers an interval over speakers is meaningless, and clips are resampled instead."""

FOUR = ("angry", "happy", "neutral", "sad")
"""The classes on which corpora are compared most often."""

THRESHOLDS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def interval(clips: Sequence[SpokenClip], predicted: np.ndarray) -> dict:
    """95 % bootstrap interval of UAR over speakers, or over clips if there are too few speakers; ``over`` states which."""
    over, (uars,) = resampled(clips, predicted)
    low, high = np.nanquantile(uars, ENDS)
    return {"low": float(low), "high": float(high), "over": over, "count": len({clip.speaker for clip in clips})}


def resampled(clips: Sequence[SpokenClip], *answers: np.ndarray, seed: int = 0) -> tuple[str, np.ndarray]:
    """Whether speakers or clips are resampled, and UAR [answers x draws] of one or several answers to the same clips in the same draws.
    To combine draws of several corpora, give each its own seed, so that they are independent."""
    truth = np.array([clip.label for clip in clips])
    speakers = [clip.speaker for clip in clips]
    over = "speakers" if len(set(speakers)) >= MIN_SPEAKERS else "clips"
    groups = speakers if over == "speakers" else [clip.path for clip in clips]
    return over, uar_draws(groups, truth, answers, seed)


def groups(clips: Sequence[SpokenClip], predicted: np.ndarray) -> dict[str, dict]:
    """UAR and accuracy per corpus and gender, where the gender is known."""
    found = {}
    for corpus, gender in sorted({(clip.corpus, clip.gender) for clip in clips if clip.gender}):
        chosen = np.array([clip.corpus == corpus and clip.gender == gender for clip in clips])
        truth = np.array([clip.label for clip in clips])[chosen]
        counts = confusion_matrix(truth, predicted[chosen], len(LABELS))
        held = counts.sum(axis=1) > 0
        found[f"{corpus} {gender}"] = {
            "uar": float((np.diag(counts)[held] / counts.sum(axis=1)[held]).mean()),
            "accuracy": float(np.diag(counts).sum() / counts.sum()),
            "clips": int(chosen.sum()),
            "speakers": len({clip.speaker for clip, kept in zip(clips, chosen, strict=True) if kept}),
            "interval": interval([clip for clip, kept in zip(clips, chosen, strict=True) if kept], predicted[chosen]),
        }
    return found


def coverage(clips: Sequence[SpokenClip], values: np.ndarray) -> list[dict]:
    """For each threshold the share of clips that are decided and the accuracy among them; each corpus has the same total weight."""
    corpora = [clip.corpus for clip in clips]
    weights = np.array([1 / corpora.count(corpus) for corpus in corpora])
    probabilities = np.exp(scoring.log_softmax(values))
    hit = probabilities.argmax(axis=1) == np.array([clip.label for clip in clips])
    rows = []
    for threshold in THRESHOLDS:
        kept = probabilities.max(axis=1) >= threshold
        decided = weights[kept].sum()
        accuracy = float((weights * hit)[kept].sum() / decided) if decided else None
        rows.append({"threshold": threshold, "coverage": float(decided / weights.sum()), "accuracy": accuracy})
    return rows


def worst(clips: Sequence[SpokenClip], values: np.ndarray, count: int = 12) -> list[dict]:
    """The most confident wrong answers."""
    probabilities = np.exp(scoring.log_softmax(values))
    wrong = probabilities.argmax(axis=1) != np.array([clip.label for clip in clips])
    order = np.argsort(np.where(wrong, -probabilities.max(axis=1), 1.0), kind="stable")[: min(count, wrong.sum())]
    return [
        {
            "path": clips[index].path,
            "is": clips[index].emotion,
            "heard": LABELS[int(probabilities[index].argmax())],
            "probability": float(probabilities[index].max()),
        }
        for index in order
    ]


def of_new_corpus(clips: Sequence[SpokenClip], values: np.ndarray) -> dict:
    """Figures of a left-out corpus, in addition to :func:`scoring.figures`."""
    predicted = values.argmax(axis=1)
    return {
        "interval": interval(clips, predicted),
        "uar_four": scoring.uar_among(clips, values, FOUR),
        "groups": groups(clips, predicted),
    }


def of(clips: Sequence[SpokenClip], values: np.ndarray, unseen: np.ndarray) -> dict:
    """All of these figures, for logits divided by the temperature; coverage only for clips of ``unseen`` speakers, if there are any,
    since the model is overconfident on known ones."""
    predicted = values.argmax(axis=1)
    corpora = {corpus: np.array([clip.corpus == corpus for clip in clips]) for corpus in sorted({c.corpus for c in clips})}
    counts = unseen if unseen.any() else np.ones(len(clips), bool)
    return {
        "intervals": {
            corpus: interval([c for c, kept in zip(clips, chosen, strict=True) if kept], predicted[chosen])
            for corpus, chosen in corpora.items()
        },
        "groups": groups(clips, predicted),
        "coverage": coverage([clip for clip, is_one in zip(clips, counts, strict=True) if is_one], values[counts]),
        "worst": worst(clips, values),
    }
