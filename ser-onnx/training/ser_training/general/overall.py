"""The pooled classifier: logistic regression on the mean and log standard deviation over time of the encoder's output.

It ignores the order of the steps, and generalises to new corpora better than the LSTM network. In training every speaker has an offset per
emotion, which absorbs constant traits of the voice; at inference there is none.

It is trained on clean clips alone, since training on augmented copies made it worse on new corpora, so it is unreliable in noise. A
detector on the same statistics therefore estimates the probability that a clip is clean, and the logits are weighted by it. The rest of
the weight goes to a second linear layer, which is trained to predict from augmented copies the logits of the clean clips, and is scaled by
half, so that in noise the LSTM network counts more.

In the names of settings and weights, ``worsened`` stands for augmented.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import scipy.special
from sklearn.linear_model import LogisticRegression

from ser_training import LABELS
from ser_training.general.cache import Ragged
from ser_training.general.clips import SpokenClip

EPSILON = 1e-5
NEVER = 10.0
"""The distance of the bias of a class without clips to those of all others, and the logit of being clean if there were no augmented copies."""


@dataclass(frozen=True)
class Recipe:
    """All settings of the pooled classifier except the weights of the clips."""

    penalty: float = 0.15
    """The penalty on the squared weights, relative to the mean loss of a clip."""
    voice: float = 10.0
    """The value of the one-hot speaker inputs beside the standardised statistics: the larger, the less speaker offsets are penalised."""
    clean_penalty: float = 0.1
    """The penalty of the detector of clean clips."""
    worsened_penalty: float = 0.01
    """The penalty of the layer for augmented copies, relative to the mean squared error of its logits."""
    worsened_share: float = 0.5
    """The factor on the logits of that layer."""
    axes: int = 64
    """The number of principal axes in the embedding."""


class Overall(NamedTuple):
    """The trained weights. The inputs are ``(statistics - mean) / deviation``."""

    mean: np.ndarray
    """[2 width]"""
    deviation: np.ndarray
    """[2 width]"""
    kernel: np.ndarray
    """[2 width x classes] to logits, together with ``bias``"""
    bias: np.ndarray
    """[classes]"""
    worsened_kernel: np.ndarray
    """[2 width x classes] to the logits for a clip that is not clean, together with ``worsened_bias``"""
    worsened_bias: np.ndarray
    """[classes]"""
    clean_kernel: np.ndarray
    """[2 width] to the logit of the clip being clean, together with ``clean_bias``"""
    clean_bias: np.ndarray
    """[]"""
    axes: np.ndarray
    """[2 width x axes] to the embedding"""

    def answers(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Logits [clips x classes] and embedding of statistics [clips x 2 width]."""
        standardised = (rows - self.mean) / self.deviation
        clean = scipy.special.expit(standardised @ self.clean_kernel + self.clean_bias)[:, np.newaxis]
        if_clean, if_not = standardised @ self.kernel + self.bias, standardised @ self.worsened_kernel + self.worsened_bias
        return clean * if_clean + (1 - clean) * if_not, standardised @ self.axes

    def count_params(self) -> int:
        return sum(part.size for part in self)

    def save(self, file: Path) -> None:
        np.savez(file, **self._asdict())

    @staticmethod
    def load(file: Path) -> Overall:
        with np.load(file) as found:
            return Overall(**found)


def statistics_of(steps: np.ndarray) -> np.ndarray:
    """[2 width] the means over time of a clip's [steps x width], and the logarithms of the standard deviations."""
    return np.concatenate([steps.mean(axis=0), np.log(np.sqrt(steps.var(axis=0) + EPSILON))])


def statistics(steps: Ragged) -> np.ndarray:
    """[clips x 2 width]"""
    return np.stack([statistics_of(np.asarray(steps[index], np.float32)) for index in range(len(steps))])


def fit(copies: Sequence[np.ndarray], clips: Sequence[SpokenClip], weights: np.ndarray, recipe: Recipe = Recipe()) -> Overall:
    """Trains on the statistics of each copy of the clips, the clean one first; ``weights`` are those of the clips, with the sum 1."""
    mean = np.average(copies[0], axis=0, weights=weights)
    deviation = np.sqrt(np.average((copies[0] - mean) ** 2, axis=0, weights=weights) + EPSILON)
    clean, *augmented = ((copy - mean) / deviation for copy in copies)
    kernel, bias = _fit_emotions(clean, clips, weights, recipe)
    parts = (mean, deviation, kernel, bias)
    parts += _fit_augmented(augmented or [clean], clean @ kernel + bias, weights, recipe)
    parts += _fit_cleanness(clean, augmented, weights, recipe)
    parts += (_principal_axes(clean, weights, recipe.axes),)
    return Overall(*(np.asarray(part, np.float32) for part in parts))


def _fit_emotions(standardised: np.ndarray, clips: Sequence[SpokenClip], weights: np.ndarray, recipe: Recipe) -> tuple[np.ndarray, np.ndarray]:
    """Kernel and bias of the logits."""
    voices = recipe.voice * _one_hot([(clip.corpus, clip.speaker) for clip in clips])
    learner = LogisticRegression(C=1 / recipe.penalty, max_iter=1000)
    learner.fit(np.concatenate([standardised, voices], axis=1), [clip.label for clip in clips], sample_weight=weights)
    kernel, offsets = np.split(_rows_per_class(learner.coef_).T, [standardised.shape[1]])
    bias = _rows_per_class(learner.intercept_[:, np.newaxis])[:, 0] + np.average(voices, axis=0, weights=weights) @ offsets
    return _with_all_classes(kernel, bias, learner.classes_)


def _fit_augmented(
    augmented: Sequence[np.ndarray], targets: np.ndarray, weights: np.ndarray, recipe: Recipe
) -> tuple[np.ndarray, np.ndarray]:
    """Kernel and bias of the logits for augmented copies: least squares to ``targets``, the logits of the clean clips, then scaled."""
    width, middle = targets.shape[1], weights @ targets
    mean = sum(weights @ copy for copy in augmented) / len(augmented)
    spread, shared = np.zeros((len(mean), len(mean))), np.zeros((len(mean), width))
    for copy in augmented:
        weighted = ((copy - mean) * weights[:, np.newaxis] / len(augmented)).T
        spread += weighted @ (copy - mean)
        shared += weighted @ (targets - middle)
    kernel = np.linalg.solve(spread + recipe.worsened_penalty * np.eye(len(mean)), shared)
    return recipe.worsened_share * kernel, recipe.worsened_share * (middle - mean @ kernel)


def _fit_cleanness(clean: np.ndarray, augmented: Sequence[np.ndarray], weights: np.ndarray, recipe: Recipe) -> tuple[np.ndarray, float]:
    """Kernel and bias of the logit of being clean; clean clips and augmented copies have the same total weight."""
    if not augmented:
        return np.zeros(clean.shape[1]), NEVER
    rows, is_clean = np.concatenate([clean, *augmented]), np.repeat([True, False], [len(clean), len(clean) * len(augmented)])
    each = np.concatenate([weights, *[weights / len(augmented)] * len(augmented)])
    learner = LogisticRegression(C=1 / recipe.clean_penalty, max_iter=1000).fit(rows, is_clean, sample_weight=each)
    return learner.coef_[0], learner.intercept_[0]


def _rows_per_class(rows: np.ndarray) -> np.ndarray:
    """A row for each class: with two classes scikit-learn has only that of the second."""
    return np.concatenate([-rows, rows]) / 2 if len(rows) == 1 else rows


def _with_all_classes(kernel: np.ndarray, bias: np.ndarray, held: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Adds columns for the classes without training clips, with a bias so low that they are practically never answered."""
    whole = np.zeros((len(kernel), len(LABELS))), np.full(len(LABELS), bias.min() - NEVER)
    whole[0][:, held], whole[1][held] = kernel, bias
    return whole


def _one_hot(names: list) -> np.ndarray:
    known = {name: place for place, name in enumerate(sorted(set(names)))}
    return np.eye(len(known), dtype=np.float32)[[known[name] for name in names]]


def _principal_axes(standardised: np.ndarray, weights: np.ndarray, count: int) -> np.ndarray:
    """[2 width x axes] of the greatest variance, scaled to a standard deviation of 1; the largest component of each is positive."""
    spread, axes = np.linalg.eigh((standardised * weights[:, np.newaxis]).T @ standardised)
    spread, axes = spread[::-1][:count], axes[:, ::-1][:, :count]
    signs = np.sign(np.take_along_axis(axes, np.abs(axes).argmax(axis=0)[np.newaxis], axis=0))
    return axes * signs / np.sqrt(np.maximum(spread, EPSILON))
