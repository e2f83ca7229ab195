"""The notebook's feature: the mean over time of 40 librosa MFCCs of seconds 0.5 to 3.5 of a clip."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import librosa
import numpy as np
import soundfile

from ser_training import atomic
from ser_training.corpus import Clip

FRONT_END = {
    "sample_rate_hz": 22050,
    "offset_seconds": 0.5,
    "duration_seconds": 3.0,
    "minimum_seconds": 0.5,
    "fft_size": 2048,
    "window_samples": 2048,
    "hop_samples": 512,
    "window": "hann",
    "pad_mode": "zero",
    "mel_bands": 128,
    "f_min_hz": 0.0,
    "f_max_hz": 11025.0,
    "mel_scale": "slaney",
    "mel_norm": "slaney",
    "db_ref": 1.0,
    "db_amin": 1e-10,
    "db_top": 80.0,
    "coefficients": 40,
    "dct_norm": "ortho",
    "lifter": 0,
    "pooling": "mean",
    "layout": "pooled_as_sequence",
}
"""Every parameter of the front end, as it is written into each exported model: the numbers are used below, the words describe librosa's defaults."""


def mean_mfcc(file: Path) -> np.ndarray:
    """40 mean MFCCs (float32, dB-based, C0 first) of one audio file."""
    offset = offset_seconds(soundfile.info(str(file)).duration)
    samples, _ = librosa.load(
        file, sr=FRONT_END["sample_rate_hz"], offset=offset, duration=FRONT_END["duration_seconds"]
    )
    mel = librosa.feature.melspectrogram(
        y=samples,
        sr=FRONT_END["sample_rate_hz"],
        n_fft=FRONT_END["fft_size"],
        win_length=FRONT_END["window_samples"],
        hop_length=FRONT_END["hop_samples"],
        n_mels=FRONT_END["mel_bands"],
        fmin=FRONT_END["f_min_hz"],
        fmax=FRONT_END["f_max_hz"],
    )
    decibels = librosa.power_to_db(
        mel, ref=FRONT_END["db_ref"], amin=FRONT_END["db_amin"], top_db=FRONT_END["db_top"]
    )
    mfcc = librosa.feature.mfcc(S=decibels, n_mfcc=FRONT_END["coefficients"], lifter=FRONT_END["lifter"])
    return mfcc.mean(axis=1).astype(np.float32)


def offset_seconds(clip_seconds: float) -> float:
    """The offset is reduced so that at least ``minimum_seconds`` of the clip remain, or all of a shorter clip."""
    return min(FRONT_END["offset_seconds"], max(0.0, clip_seconds - FRONT_END["minimum_seconds"]))


def load(root: Path, clips: Sequence[Clip], hashes: Sequence[str], cache: Path, workers: int = 2) -> np.ndarray:
    """Features of all clips, [clips x 40] float32; those of a known file come from the cache folder."""
    store = cache / f"mean-mfcc-{_front_end_hash()}.npz"
    known: dict[str, np.ndarray] = {}
    if store.is_file():
        with np.load(store) as saved:
            known = dict(zip(saved["hashes"].tolist(), saved["features"], strict=True))
    missing = [(root / clip.path, digest) for clip, digest in zip(clips, hashes, strict=True) if digest not in known]
    if missing:
        files, digests = zip(*missing)
        known.update(zip(digests, _extract(files, workers), strict=True))
        cache.mkdir(parents=True, exist_ok=True)
        with atomic.writing(store) as target:
            np.savez(target, hashes=np.array(list(known)), features=np.stack(list(known.values())))
    return np.stack([known[digest] for digest in hashes])


def _extract(files: Sequence[Path], workers: int) -> list[np.ndarray]:
    if workers == 1 or len(files) < 32:
        return [mean_mfcc(file) for file in files]
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(mean_mfcc, files, chunksize=16))


def _front_end_hash() -> str:
    text = json.dumps([FRONT_END, librosa.__version__], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
