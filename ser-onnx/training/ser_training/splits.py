"""Splits of the clips into training, validation and test.

Within a stratum, clips are ordered by SHA-256("seed:clip name"), so a split does not depend on the random generator of a
library and can be recomputed in any language; the lists that were used are also stored with each model.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from ser_training.corpus import Clip, CorpusError

PARTS = ("train", "validation", "test")
TEST_SHARE = 0.20
VALIDATION_SHARE = 0.16


@dataclass(frozen=True)
class Split:
    """Three disjoint parts, each sorted by path."""

    train: tuple[Clip, ...]
    validation: tuple[Clip, ...]
    test: tuple[Clip, ...]

    def part(self, name: str) -> tuple[Clip, ...]:
        return getattr(self, name)

    def text(self, name: str) -> str:
        """One part as a list, one path per line."""
        return "".join(clip.path + "\n" for clip in self.part(name))

    def sha256(self) -> str:
        """Equals ``cat train.txt validation.txt test.txt | sha256sum`` in a folder written by :meth:`write`."""
        return hashlib.sha256("".join(self.text(name) for name in PARTS).encode()).hexdigest()

    def write(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for name in PARTS:
            (folder / f"{name}.txt").write_text(self.text(name), encoding="utf-8")


def read_list(file: Path) -> list[str]:
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line]


def stratified(clips: list[Clip], seed: int) -> Split:
    """64 % training, 16 % validation and 20 % test of each emotion of each speaker. Speakers and words are in all parts, by design."""
    parts: dict[str, list[Clip]] = {name: [] for name in PARTS}
    for stratum in _strata(clips).values():
        ordered = _shuffled(stratum, seed)
        tests, validations = round(TEST_SHARE * len(ordered)), round(VALIDATION_SHARE * len(ordered))
        parts["test"] += ordered[:tests]
        parts["validation"] += ordered[tests : tests + validations]
        parts["train"] += ordered[tests + validations :]
    return _split(parts)


def across_speakers(clips: list[Clip], train_speaker: str, test_speaker: str, seed: int) -> Split:
    """80 % of one speaker's clips for training, the other 20 % for validation, all clips of another speaker for the test."""
    speakers = sorted({clip.speaker for clip in clips})
    for speaker in (train_speaker, test_speaker):
        if speaker not in speakers:
            raise CorpusError(f"no clip of speaker '{speaker}'; there are {', '.join(speakers)}")
    parts: dict[str, list[Clip]] = {name: [] for name in PARTS}
    parts["test"] = [clip for clip in clips if clip.speaker == test_speaker]
    for stratum in _strata([clip for clip in clips if clip.speaker == train_speaker]).values():
        ordered = _shuffled(stratum, seed)
        validations = round(0.2 * len(ordered))
        parts["validation"] += ordered[:validations]
        parts["train"] += ordered[validations:]
    return _split(parts)


def _strata(clips: list[Clip]) -> dict[tuple[str, str], list[Clip]]:
    strata: dict[tuple[str, str], list[Clip]] = defaultdict(list)
    for clip in clips:
        strata[clip.speaker, clip.emotion].append(clip)
    return strata


def _shuffled(clips: list[Clip], seed: int) -> list[Clip]:
    return sorted(clips, key=lambda clip: hashlib.sha256(f"{seed}:{clip.key}".encode()).digest())


def _split(parts: dict[str, list[Clip]]) -> Split:
    return Split(*(tuple(sorted(parts[name])) for name in PARTS))
