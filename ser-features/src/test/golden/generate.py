"""Writes the golden vectors that the Java tests hold the stages against.

Usage: pip install -r requirements.txt && python generate.py   (writes ../resources/golden, byte for byte the same each time)

``golden.bin`` holds all arrays one after another, row-major, frames first: little-endian float64, or float32 where the name ends in
.f32. A line of ``index.csv`` is an array's name, its first byte, and its shape. The signals are float32, so that Java and librosa
start from the same samples. Of long arrays only some frames are kept; the Java tests know which.
"""

import csv
import warnings
from pathlib import Path

import librosa
import numpy as np
import scipy.fft
import scipy.signal

FOLDER = Path(__file__).parent.parent / "resources" / "golden"
RATE_HZ = 22_050
LIBROSA = dict(sr=RATE_HZ, n_mfcc=40)
KALDI = dict(sr=16_000, n_mfcc=13, n_fft=512, win_length=400, hop_length=160, n_mels=40, htk=True, mel_norm=None)
MEL_BANKS = {
    "librosa": dict(sr=RATE_HZ, n_fft=2048, n_mels=128),
    "htk": dict(sr=16_000, n_fft=512, n_mels=40, htk=True, norm=None),
    "slaney_plain": dict(sr=8_000, n_fft=256, n_mels=20, norm=None, fmin=100, fmax=3_800),
    "htk_slaney": dict(sr=16_000, n_fft=400, n_mels=26, htk=True, norm="slaney", fmin=20, fmax=7_600),
    "empty_bands": dict(sr=RATE_HZ, n_fft=256, n_mels=80),
}


def signals() -> dict[str, np.ndarray]:
    """Mono float32 in [-1, 1]."""
    seconds = np.arange(8_000) / RATE_HZ
    noise = np.random.default_rng(20_261_122).standard_normal(8_000)
    made = {
        "tone": 0.5 * np.sin(2 * np.pi * 440 * seconds),
        "tones": sum(0.2 * np.sin(2 * np.pi * hz * seconds + hz) for hz in (97.3, 1_234.5, 4_999.0, 9_876.5)),
        "chirp": 0.8 * scipy.signal.chirp(seconds, 50, seconds[-1], 10_900, method="logarithmic"),
        "noise": 0.1 * noise,
        "fading": noise * np.exp(-40 * seconds),
        "impulse": np.eye(1, 3_000, 1_500)[0],
        "silence": np.zeros(3_000),
        "dc": np.full(3_000, 0.25),
        "one": np.array([0.5]),
        "n13": 0.3 * noise[:13],
        "n207": 0.3 * noise[:207],
        "n4098": 0.3 * noise[:4_098],
    }
    return {name: samples.astype(np.float32) for name, samples in made.items()}


def tables() -> dict[str, np.ndarray]:
    """What depends on no signal."""
    made = {}
    for name in ("hann", "hamming", "blackman"):
        for size in (1, 13, 400):
            made[f"window.{name}.{size}"] = scipy.signal.get_window(name, size, fftbins=True)
    for name, parameters in MEL_BANKS.items():
        bank = librosa.filters.mel(dtype=np.float64, **parameters)
        # The largest bank as the sums over its rows and columns, and some whole rows.
        if bank.size > 20_000:
            made[f"mel.{name}.rows"] = bank[[0, 1, 37, 64, 126, 127]]
            made[f"mel.{name}.row_sums"] = bank.sum(axis=1)
            made[f"mel.{name}.column_sums"] = bank.sum(axis=0)
        else:
            made[f"mel.{name}"] = bank
    return made


def stages(samples: np.ndarray) -> dict[str, np.ndarray]:
    """Each stage on the output of the one before, in float64, on small sizes, where the signal is long enough."""
    y = samples.astype(np.float64)
    stft = dict(n_fft=256, hop_length=100, win_length=200)
    power = np.abs(librosa.stft(y, **stft)) ** 2
    mel = librosa.filters.mel(sr=RATE_HZ, n_fft=256, n_mels=26, dtype=np.float64) @ power
    decibels = librosa.power_to_db(mel)
    made = {
        "stft": power.T[::6],
        "mel": mel.T[::3],
        "db": decibels.T[::3],
        "db_plain": librosa.power_to_db(mel, ref=0.01, amin=1e-6, top_db=None).T[::3],
        "dct": scipy.fft.dct(decibels.T[::3], type=2, norm="ortho")[:, :13],
        "dct_plain": scipy.fft.dct(decibels.T[::3], type=2, norm=None),
    }
    if len(y) > 1_000:
        made["stft_odd"] = (np.abs(librosa.stft(y, n_fft=135, hop_length=64)) ** 2).T[::9]
        made["stft_reflect"] = (np.abs(librosa.stft(y, pad_mode="reflect", **stft)) ** 2).T[[0, 1, -2, -1]]
        made["stft_uncentred"] = (np.abs(librosa.stft(y, center=False, **stft)) ** 2).T[[0, 1, -2, -1]]
    return made


def cepstra(samples: np.ndarray) -> dict[str, np.ndarray]:
    """Whole pipelines."""
    y = samples.astype(np.float64)
    mfcc = librosa.feature.mfcc(y=y, **LIBROSA)
    made = {
        "melspectrogram": librosa.feature.melspectrogram(y=y, sr=RATE_HZ).T[::4],
        "mfcc": mfcc.T,
        "mfcc.f32": librosa.feature.mfcc(y=samples, **LIBROSA).T,
        "lifter": librosa.feature.mfcc(y=y, lifter=22, **LIBROSA).T[::4],
        "kaldi": librosa.feature.mfcc(y=y, **KALDI).T[::3],
        "mean": mfcc.mean(axis=1),
        "deviation": mfcc.std(axis=1),
        "minimum": mfcc.min(axis=1),
        "maximum": mfcc.max(axis=1),
        "median": np.median(mfcc, axis=1),
    }
    if mfcc.shape[1] >= 9:
        made["delta"] = librosa.feature.delta(mfcc).T
        made["delta2"] = librosa.feature.delta(mfcc, width=5, order=2).T
    return made


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    arrays = {f"table.{name}": values for name, values in tables().items()}
    for name, samples in signals().items():
        arrays[f"{name}.signal.f32"] = samples
        for stage, values in (stages(samples) | cepstra(samples)).items():
            arrays[f"{name}.{stage}"] = values
    with open(FOLDER / "golden.bin", "wb") as binary, open(FOLDER / "index.csv", "w", newline="") as text:
        index = csv.writer(text, lineterminator="\n")
        for name, values in sorted(arrays.items()):
            values = np.ascontiguousarray(values, "<f4" if name.endswith(".f32") else "<f8")
            index.writerow([name, binary.tell(), *values.shape])
            binary.write(values.tobytes())


if __name__ == "__main__":
    warnings.filterwarnings("ignore", message="n_fft=|Empty filters")
    main()
