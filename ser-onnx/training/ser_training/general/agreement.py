"""Whether the library hears in WAV files what the training code hears in them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from ser_training import LABELS
from ser_training.general import cache, frontend, judge
from ser_training.general.clips import SpokenClip


def share(root: Path, file: Path, clips: list[SpokenClip], lines: Iterable[str]) -> tuple[float, list[str]]:
    """The share of the clips in ``ser.jar classify --format json`` whose most probable class is ours, and where it is not.

    Both sides begin with a WAV of each clip, at its own rate, below ``root``; each resamples it in its own way.
    """
    said = {}
    for record in (json.loads(line) for line in lines if line.strip()):
        scores = record["scores"]
        said[record["file"]] = max(scores, key=scores.get)
    files = {clip: root / Path(clip.path).with_suffix(".wav") for clip in clips}
    heard = [clip for clip in clips if str(files[clip]) in said]
    if not heard:
        raise ValueError(f"the output mentions none of the {len(clips)} clips under {root}")

    def spectrum(index: int) -> np.ndarray:
        samples = cache.wave(cache.decoded(files[heard[index]]))
        return frontend.bounded(frontend.trimmed(frontend.spectrum(samples)))

    ours = judge.logits(file, spectrum, range(len(heard))).argmax(axis=1)
    apart = [
        f"{clip.path}: here {LABELS[own]}, there {said[str(files[clip])]}"
        for clip, own in zip(heard, ours, strict=True)
        if said[str(files[clip])] != LABELS[own]
    ]
    return 1 - len(apart) / len(heard), apart
