"""Whether the library hears in WAV files what the training code hears in them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ser_training import LABELS
from ser_training.general import cache, frontend, judge
from ser_training.general.clips import SpokenClip


SAME_UAR = 0.01
"""Files are decoded by other libraries than those behind known figures, which turns a clip over now and then."""


@dataclass(frozen=True)
class Found:
    """What came of it: ``figures`` are ours of the clips that were heard, per corpus; ``apart`` tells where the library differs."""

    share: float
    apart: list[str]
    figures: dict[str, dict]


def of(root: Path, file: Path, clips: list[SpokenClip], lines: Iterable[str]) -> Found:
    """Compares the most probable class of each clip in ``ser.jar classify --format json`` with ours.

    Both sides begin with a WAV of each clip, at its own rate, below ``root``; each resamples it in its own way.
    """
    said = {}
    for record in (json.loads(line) for line in lines if line.strip()):
        if "scores" not in record:
            raise ValueError(f"every clip must have been heard, but {record['file']} was not: {record.get('error')}")
        scores = record["scores"]
        said[record["file"]] = max(scores, key=scores.get)
    files = {clip: root / Path(clip.path).with_suffix(".wav") for clip in clips}
    heard = [clip for clip in clips if str(files[clip]) in said]
    if not heard:
        raise ValueError(f"the output mentions none of the {len(clips)} clips under {root}")

    def spectrum(index: int) -> np.ndarray:
        samples = cache.wave(cache.decoded(files[heard[index]]))
        return frontend.bounded(frontend.trimmed(frontend.spectrum(samples)))

    values = judge.logits(file, spectrum, range(len(heard)))
    ours = values.argmax(axis=1)
    apart = [
        f"{clip.path}: here {LABELS[own]}, there {said[str(files[clip])]}"
        for clip, own in zip(heard, ours, strict=True)
        if said[str(files[clip])] != LABELS[own]
    ]
    return Found(1 - len(apart) / len(heard), apart, judge.figures(heard, values))


def unlike(figures: dict[str, dict], known: dict[str, dict]) -> list[str]:
    """Where the UAR of a corpus is not what it is known to be, or a corpus was not heard at all."""
    return [
        f"{corpus}: UAR must be {expected['uar']:.4f}, but "
        + (f"is {figures[corpus]['uar']:.4f}" if corpus in figures else "not a clip of it was heard")
        for corpus, expected in known.items()
        if corpus not in figures or abs(figures[corpus]["uar"] - expected["uar"]) > SAME_UAR
    ]
