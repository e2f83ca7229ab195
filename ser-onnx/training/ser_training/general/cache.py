"""Decoded samples and trimmed decibels of all clips in a folder outside the repository, computed once.

Copy 0 is the clean one; every other copy is augmented, differently by its number.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import librosa
import numpy as np

from ser_training.general import augment, frontend
from ser_training.general.clips import SpokenClip


@dataclass(frozen=True)
class Ragged:
    """Arrays of different lengths, one behind the other."""

    values: np.ndarray
    starts: np.ndarray

    def __getitem__(self, index: int) -> np.ndarray:
        return self.values[self.starts[index] : self.starts[index + 1]]

    def __len__(self) -> int:
        return len(self.starts) - 1

    @staticmethod
    def of(arrays: list[np.ndarray]) -> Ragged:
        return Ragged(np.concatenate(arrays), np.cumsum([0] + [len(array) for array in arrays]))

    def save(self, stem: Path) -> None:
        np.save(f"{stem}-starts.npy", self.starts)
        np.save(f"{stem}-values.npy", self.values)

    @staticmethod
    def open(stem: Path) -> Ragged:
        return Ragged(np.load(f"{stem}-values.npy", mmap_mode="r"), np.load(f"{stem}-starts.npy"))


def samples(root: Path, clips: list[SpokenClip], cache: Path) -> Ragged:
    """16 kHz mono samples as 16-bit integers."""
    stem = cache / "samples"
    if not Path(f"{stem}-values.npy").is_file():
        cache.mkdir(parents=True, exist_ok=True)
        Ragged.of([_decoded(root / clip.path) for clip in clips]).save(stem)
    return Ragged.open(stem)


def decibels(audio: Ragged, copy: int, cache: Path) -> Ragged:
    """Trimmed decibels of one copy of every clip as float16."""
    stem = cache / f"decibels-{copy}"
    if not Path(f"{stem}-values.npy").is_file():
        Ragged.of([_decibels(audio, index, copy) for index in range(len(audio))]).save(stem)
    return Ragged.open(stem)


def _decoded(file: Path) -> np.ndarray:
    wave, _ = librosa.load(file, sr=frontend.FRONT_END["sample_rate_hz"])
    return np.clip(np.round(wave * 32767), -32768, 32767).astype(np.int16)


def _decibels(audio: Ragged, index: int, copy: int) -> np.ndarray:
    wave = audio[index].astype(np.float32) / 32767
    if copy > 0:
        rng = np.random.default_rng([copy, index])
        wave = augment.augmented(wave, rng, lambda count: _babble(audio, rng, count))
    return frontend.bounded(frontend.trimmed(frontend.decibels(wave))).astype(np.float16)


def _babble(audio: Ragged, rng: np.random.Generator, count: int) -> np.ndarray:
    voices = [audio[index].astype(np.float32) for index in rng.integers(len(audio), size=5)]
    return sum(np.resize(voice, count) / (np.abs(voice).max() + 1) for voice in voices)
