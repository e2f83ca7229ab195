"""Writes the golden vectors of the log-mel front end, from its definition in FrontEnds.fromProperties and librosa in float64.

Pinned: numpy==2.4.6, librosa==0.11.0
Run in this folder: python generate_logmel.py

Per signal NAME.in.f32 (16 kHz) and NAME.out.f32 ([frames x 64 x 2], row-major): little-endian floats.
"""

from pathlib import Path

import librosa
import numpy as np

RATE_HZ = 16000
TRIM_DB, MARGIN, MINIMUM, MAXIMUM, FLOOR = 40.0, 4, 16, 40, 1.0
TARGET = Path(__file__).parent / "../resources/golden/logmel"


def signals() -> dict[str, np.ndarray]:
    random = np.random.default_rng(7)
    time = np.arange(12000) / RATE_HZ
    chirp = 0.3 * np.sin(2 * np.pi * (120 + 900 * time) * time) * (1 + np.sin(2 * np.pi * 5 * time))
    chirp = chirp + 0.001 * random.standard_normal(len(chirp))
    silence = 1e-5 * random.standard_normal(5000)
    return {
        "chirp": chirp,
        "between-silences": np.concatenate([silence, chirp[:6000], silence, silence]),
        "long": np.concatenate([chirp, chirp[::-1]]),
        "short": chirp[:1500],
        "one": chirp[999:1000],
        "nothing": np.zeros(1000),
    }


def features(samples: np.ndarray) -> np.ndarray:
    mel = librosa.feature.melspectrogram(
        y=samples, sr=RATE_HZ, n_fft=1024, win_length=800, hop_length=320, n_mels=64, fmin=50, fmax=7600, pad_mode="constant"
    )
    db = librosa.power_to_db(mel, ref=1.0, amin=1e-10, top_db=60.0).T
    level = db.max(axis=1)
    loud = np.flatnonzero(level >= level.max() - TRIM_DB)
    db = db[max(0, loud[0] - MARGIN) : loud[-1] + 1 + MARGIN]
    if len(db) < MINIMUM:
        db = db[np.arange(MINIMUM) % len(db)]
    start = max(0, (len(db) - MAXIMUM) // 2)
    db = db[start : start + MAXIMUM]
    parts = db - db.mean(axis=0), db - db.mean()
    return np.stack([part / max(np.sqrt(np.mean(part**2)), FLOOR) for part in parts], axis=-1)


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, signal in signals().items():
        signal = signal.astype("<f4")
        signal.tofile(TARGET / f"{name}.in.f32")
        features(signal.astype(float)).astype("<f4").tofile(TARGET / f"{name}.out.f32")


if __name__ == "__main__":
    main()
