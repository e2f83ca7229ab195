"""The second reading: one linear step from what the encoder's outputs are in the whole clip, whatever their order, to the emotions.

It stands firmer than a network where a corpus is new. While it is learnt every voice has offsets of its own, one for each emotion, so that
what a voice always sounds like need not be explained by its clips; a new voice has none.

It learns from clean clips alone, since worsened ones cost it new corpora, and so knows nothing of noise. It is therefore told from the
same numbers how likely a clip is clean. As far as it is not, another linear step answers, which has learnt to say of worsened copies what
the first says of the clean ones, and only by half: in noise the network is to be believed more.
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
"""A class without clips stands so far below all others, and so surely is a clip clean where no worsened ones were heard."""


@dataclass(frozen=True)
class Recipe:
    """All choices of the second reading but how often which clip is heard."""

    penalty: float = 0.15
    """On the squared weights, beside the mean loss of a clip."""
    voice: float = 10.0
    """How freely voices have offsets: as a number that stands for the voice beside the clip's standardised ones."""
    clean_penalty: float = 0.1
    """That of the weights by which clean clips are told from worsened ones."""
    worsened_penalty: float = 0.01
    """That of the weights for worsened clips, beside the mean squared error of their logits."""
    worsened_share: float = 0.5
    """So much of these logits counts."""
    axes: int = 64
    """So many principal axes are its part of the embedding."""


class Overall(NamedTuple):
    """What was learnt. A clip's numbers are ``(statistics - mean) / deviation``."""

    mean: np.ndarray
    """[2 width]"""
    deviation: np.ndarray
    """[2 width]"""
    kernel: np.ndarray
    """[2 width x classes] to logits, together with ``bias``"""
    bias: np.ndarray
    """[classes]"""
    worsened_kernel: np.ndarray
    """[2 width x classes] to the logits of a clip that is not clean, together with ``worsened_bias``"""
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
        standard = (rows - self.mean) / self.deviation
        clean = scipy.special.expit(standard @ self.clean_kernel + self.clean_bias)[:, np.newaxis]
        if_clean, if_not = standard @ self.kernel + self.bias, standard @ self.worsened_kernel + self.worsened_bias
        return clean * if_clean + (1 - clean) * if_not, standard @ self.axes

    def count_params(self) -> int:
        return sum(part.size for part in self)

    def save(self, file: Path) -> None:
        np.savez(file, **self._asdict())

    @staticmethod
    def load(file: Path) -> Overall:
        with np.load(file) as found:
            return Overall(**found)


def statistics_of(steps: np.ndarray) -> np.ndarray:
    """[2 width] the means over time of a clip's [steps x width], and the logarithms of their deviations."""
    return np.concatenate([steps.mean(axis=0), np.log(np.sqrt(steps.var(axis=0) + EPSILON))])


def statistics(steps: Ragged) -> np.ndarray:
    """[clips x 2 width]"""
    return np.stack([statistics_of(np.asarray(steps[index], np.float32)) for index in range(len(steps))])


def fit(copies: Sequence[np.ndarray], clips: Sequence[SpokenClip], weights: np.ndarray, recipe: Recipe = Recipe()) -> Overall:
    """Learns from statistics of each copy of the clips, the clean one first; ``weights`` says what each clip weighs, in all 1."""
    mean = np.average(copies[0], axis=0, weights=weights)
    deviation = np.sqrt(np.average((copies[0] - mean) ** 2, axis=0, weights=weights) + EPSILON)
    clean, *worsened = ((copy - mean) / deviation for copy in copies)
    kernel, bias = _emotions(clean, clips, weights, recipe)
    parts = (mean, deviation, kernel, bias)
    parts += _worsened(worsened or [clean], clean @ kernel + bias, weights, recipe)
    parts += _cleanness(clean, worsened, weights, recipe)
    parts += (_principal(clean, weights, recipe.axes),)
    return Overall(*(np.asarray(part, np.float32) for part in parts))


def _emotions(standard: np.ndarray, clips: Sequence[SpokenClip], weights: np.ndarray, recipe: Recipe) -> tuple[np.ndarray, np.ndarray]:
    """Kernel and bias of the logits."""
    voices = recipe.voice * _one_hot([(clip.corpus, clip.speaker) for clip in clips])
    learner = LogisticRegression(C=1 / recipe.penalty, max_iter=1000)
    learner.fit(np.concatenate([standard, voices], axis=1), [clip.label for clip in clips], sample_weight=weights)
    kernel, offsets = np.split(_of_each_class(learner.coef_).T, [standard.shape[1]])
    bias = _of_each_class(learner.intercept_[:, np.newaxis])[:, 0] + np.average(voices, axis=0, weights=weights) @ offsets
    return _of_all_classes(kernel, bias, learner.classes_)


def _worsened(
    worsened: Sequence[np.ndarray], taught: np.ndarray, weights: np.ndarray, recipe: Recipe
) -> tuple[np.ndarray, np.ndarray]:
    """Kernel and bias of the logits of worsened clips: the nearest to a share of those of the clean ones, ``taught``."""
    width, middle = taught.shape[1], weights @ taught
    mean = sum(weights @ copy for copy in worsened) / len(worsened)
    spread, shared = np.zeros((len(mean), len(mean))), np.zeros((len(mean), width))
    for copy in worsened:
        weighted = ((copy - mean) * weights[:, np.newaxis] / len(worsened)).T
        spread += weighted @ (copy - mean)
        shared += weighted @ (taught - middle)
    kernel = np.linalg.solve(spread + recipe.worsened_penalty * np.eye(len(mean)), shared)
    return recipe.worsened_share * kernel, recipe.worsened_share * (middle - mean @ kernel)


def _cleanness(clean: np.ndarray, worsened: Sequence[np.ndarray], weights: np.ndarray, recipe: Recipe) -> tuple[np.ndarray, float]:
    """Kernel and bias of the logit of being clean; clean clips and worsened ones weigh the same in all."""
    if not worsened:
        return np.zeros(clean.shape[1]), NEVER
    rows, is_clean = np.concatenate([clean, *worsened]), np.repeat([True, False], [len(clean), len(clean) * len(worsened)])
    each = np.concatenate([weights, *[weights / len(worsened)] * len(worsened)])
    learner = LogisticRegression(C=1 / recipe.clean_penalty, max_iter=1000).fit(rows, is_clean, sample_weight=each)
    return learner.coef_[0], learner.intercept_[0]


def _of_each_class(rows: np.ndarray) -> np.ndarray:
    """Of two classes the library tells the second alone."""
    return np.concatenate([-rows, rows]) / 2 if len(rows) == 1 else rows


def _of_all_classes(kernel: np.ndarray, bias: np.ndarray, held: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """With columns for the classes of which no clip was heard, which are all but never answered."""
    whole = np.zeros((len(kernel), len(LABELS))), np.full(len(LABELS), bias.min() - NEVER)
    whole[0][:, held], whole[1][held] = kernel, bias
    return whole


def _one_hot(names: list) -> np.ndarray:
    known = {name: place for place, name in enumerate(sorted(set(names)))}
    return np.eye(len(known), dtype=np.float32)[[known[name] for name in names]]


def _principal(standard: np.ndarray, weights: np.ndarray, count: int) -> np.ndarray:
    """[2 width x axes] of the greatest variance, along each of which clips have a deviation of 1; the sign is that of the largest share."""
    spread, axes = np.linalg.eigh((standard * weights[:, np.newaxis]).T @ standard)
    spread, axes = spread[::-1][:count], axes[:, ::-1][:, :count]
    signs = np.sign(np.take_along_axis(axes, np.abs(axes).argmax(axis=0)[np.newaxis], axis=0))
    return axes * signs / np.sqrt(np.maximum(spread, EPSILON))
