"""What the network is given: a normalised log-mel sequence, computed from 16 kHz mono samples in six exact steps.

1. ``mel[t][b]``: power mel spectrogram as ``librosa.feature.melspectrogram`` (centred, padded with zeros, periodic Hann
   window of ``window_samples`` centred in ``fft_size``, hop ``hop_samples``, Slaney scale and Slaney norm).
2. ``db = power_to_db(mel, ref=1, amin=db_amin, top_db=db_top)``: the floor lies ``db_top`` below the clip's maximum.
3. Trim: with ``level[t] = max over b of db[t][b]`` keep the frames from the first to the last whose level is at least
   ``max(level) - trim_db``, widened by ``trim_margin_frames`` on both sides as far as there are frames.
4. Fewer than ``minimum_frames`` frames are repeated in a circle (frame ``t`` is frame ``t mod count``) up to that many.
   More than ``maximum_frames`` are cut to the middle ones, starting at ``(count - maximum_frames) / 2`` rounded down.
5. Channel 0: ``(db - mean_b) / max(deviation, deviation_floor)`` where ``mean_b`` is the band's mean over the frames
   kept and ``deviation`` the root mean square of ``db - mean_b`` over all frames and bands: channel and level are gone.
6. Channel 1: ``(db - mean) / max(deviation, deviation_floor)`` with mean and (population) deviation over all frames and
   bands: level is gone, spectral tilt stays.

The network's input is ``[1 x frames x mel_bands x 2]`` float32; means and deviations are taken in double precision.
"""

from __future__ import annotations

import librosa
import numpy as np

FRONT_END = {
    "sample_rate_hz": 16000,
    "fft_size": 1024,
    "window_samples": 800,
    "hop_samples": 320,
    "mel_bands": 64,
    "f_min_hz": 50.0,
    "f_max_hz": 7600.0,
    "db_ref": 1.0,
    "db_amin": 1e-10,
    "db_top": 60.0,
    "trim_db": 40.0,
    "trim_margin_frames": 4,
    "minimum_frames": 16,
    "maximum_frames": 1500,
    "deviation_floor": 1.0,
}
"""Every number of the front end: used below, and written into each exported model."""

CHANNELS = 2


def decibels(samples: np.ndarray) -> np.ndarray:
    """Steps 1 and 2: [frames x bands] float32 decibels of 16 kHz mono samples."""
    mel = librosa.feature.melspectrogram(
        y=samples,
        sr=FRONT_END["sample_rate_hz"],
        n_fft=FRONT_END["fft_size"],
        win_length=FRONT_END["window_samples"],
        hop_length=FRONT_END["hop_samples"],
        n_mels=FRONT_END["mel_bands"],
        fmin=FRONT_END["f_min_hz"],
        fmax=FRONT_END["f_max_hz"],
        pad_mode="constant",
    )
    return librosa.power_to_db(
        mel, ref=FRONT_END["db_ref"], amin=FRONT_END["db_amin"], top_db=FRONT_END["db_top"]
    ).T.astype(np.float32)


def trimmed(db: np.ndarray) -> np.ndarray:
    """Step 3: without the silence before and after the speech."""
    level = db.max(axis=1)
    loud = np.flatnonzero(level >= level.max() - FRONT_END["trim_db"])
    margin = FRONT_END["trim_margin_frames"]
    return db[max(0, loud[0] - margin) : loud[-1] + 1 + margin]


def bounded(db: np.ndarray) -> np.ndarray:
    """Step 4: at least ``minimum_frames``, at most ``maximum_frames``."""
    count, fewest, most = len(db), FRONT_END["minimum_frames"], FRONT_END["maximum_frames"]
    if count < fewest:
        return db[np.arange(fewest) % count]
    start = max(0, (count - most) // 2)
    return db[start : start + most]


def normalised(db: np.ndarray) -> np.ndarray:
    """Steps 5 and 6: [frames x bands x 2] float32."""
    db = db.astype(np.float64)
    bandwise, whole = db - db.mean(axis=0), db - db.mean()
    channels = [part / max(np.sqrt(np.mean(part**2)), FRONT_END["deviation_floor"]) for part in (bandwise, whole)]
    return np.stack(channels, axis=-1).astype(np.float32)


def features(samples: np.ndarray) -> np.ndarray:
    """All six steps."""
    return normalised(bounded(trimmed(decibels(samples))))
