"""Compares whole clips of real speech with librosa, through the command line, and prints the worst difference.

Usage: python compare_corpus.py --corpora FOLDER --jar ser-examples/target/ser.jar [--clips 200]

FOLDER holds corpora and their manifest.csv (columns path, corpus). The clips are picked evenly over all corpora, the same ones each
time, and only those longer than 0.6 s. Exits with 1 if a limit is passed. Three checks:

float64, float32   the MFCCs of the same samples: librosa.load's float32 signal at 22,050 Hz, written as a float WAV file for Java
file               the 40 mean MFCCs of the same file: loading, offset and duration, resampling, MFCCs and mean on both sides
"""

import argparse
import csv
import io
import subprocess
import sys
import tempfile
import uuid
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import librosa
import numpy as np
import soundfile

MIN_SECONDS = 0.6
OFFSET = 0.5
DURATION = 3
# NUMERICS.md explains these.
FLOAT64_WORST = 1e-4
FLOAT32_WORST = 5e-3
FILE_MEAN = 0.1
FILE_WORST = 0.5
INTEGER_FORMATS = {"PCM_U8": "int16", "PCM_16": "int16", "PCM_24": "int32", "PCM_32": "int32"}


def pick(corpora: Path, count: int) -> list[Path]:
    """Evenly over the corpora, and evenly within each of them."""
    paths: dict[str, list[str]] = {}
    with open(corpora / "manifest.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            paths.setdefault(row["corpus"], []).append(row["path"])
    picked = []
    for number, name in enumerate(sorted(paths)):
        share = count // len(paths) + (number < count % len(paths))
        picked += pick_within([corpora / path for path in sorted(paths[name])], share)
    return picked


def pick_within(files: list[Path], share: int) -> list[Path]:
    """Of each of ``share`` equal stretches the first file that is long enough."""
    bounds = np.linspace(0, len(files), share + 1).astype(int)
    picked = []
    for start, end in zip(bounds, bounds[1:]):
        found = next((file for file in files[start:end] if soundfile.info(file).duration > MIN_SECONDS), None)
        if found is not None:
            picked.append(found)
    return picked


def decode(clip: Path, wav: Path) -> None:
    """Writes a clip as WAV, at its own rate and bit depth; what has none (lossy formats) becomes 16 bits."""
    info = soundfile.info(clip)
    subtype = info.subtype if info.subtype in (*INTEGER_FORMATS, "FLOAT", "DOUBLE") else "PCM_16"
    samples, rate_hz = soundfile.read(clip, dtype=INTEGER_FORMATS.get(subtype, "float64"))
    soundfile.write(wav, samples, rate_hz, subtype=subtype)


def java_features(jar: Path, wav: Path, *options: str) -> np.ndarray:
    """[rows x 40] as the command line prints them."""
    command = ["java", "-XX:TieredStopAtLevel=1", "-jar", str(jar), "features", "--preset", "librosa", *options, str(wav)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.strip()}")
    return np.loadtxt(io.StringIO(done.stdout), delimiter=",", ndmin=2)


def compare(clip: Path, jar: Path, folder: Path) -> tuple[float, float, float]:
    """The worst difference against float64, against float32, and of the means through the file."""
    wav = folder / f"{uuid.uuid4()}.wav"
    decode(clip, wav)
    samples, rate_hz = librosa.load(wav, offset=OFFSET, duration=DURATION)
    single = librosa.feature.mfcc(y=samples, sr=rate_hz, n_mfcc=40).T
    double = librosa.feature.mfcc(y=samples.astype(np.float64), sr=rate_hz, n_mfcc=40).T
    pooled = java_features(jar, wav, "--pool", "mean", "--offset", str(OFFSET), "--duration", str(DURATION))
    soundfile.write(wav, samples, rate_hz, subtype="FLOAT")
    frames = java_features(jar, wav, "--pool", "none")
    wav.unlink()
    if frames.shape != double.shape or pooled.shape != (1, 40):
        sys.exit(f"{clip}: the shapes must be {double.shape} and (1, 40), but were {frames.shape} and {pooled.shape}")
    return (
        float(np.abs(frames - double).max()),
        float(np.abs(frames - single).max()),
        float(np.abs(pooled[0] - single.mean(axis=0)).max()),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Compares whole clips with librosa.")
    parser.add_argument("--corpora", type=Path, required=True, help="folder with manifest.csv")
    parser.add_argument("--jar", type=Path, required=True, help="the command line, ser.jar")
    parser.add_argument("--clips", type=int, default=200)
    arguments = parser.parse_args()
    clips = pick(arguments.corpora, arguments.clips)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as workers:
        found = list(workers.map(lambda clip: compare(clip, arguments.jar, Path(folder)), clips))
    limits = {
        "float64": (FLOAT64_WORST, np.inf),
        "float32": (FLOAT32_WORST, np.inf),
        "file": (FILE_WORST, FILE_MEAN),
    }
    passed = bool(clips)
    print(f"{len(clips)} clips, largest difference per clip")
    for (name, (worst_limit, mean_limit)), values in zip(limits.items(), np.array(found).reshape(-1, 3).T):
        worst = int(np.argmax(values))
        passed &= bool(values[worst] <= worst_limit and values.mean() <= mean_limit)
        print(
            f"{name}: worst {values[worst]:.3g} (limit {worst_limit:g}) in {clips[worst].relative_to(arguments.corpora)},"
            f" mean {values.mean():.3g} (limit {mean_limit:g})"
        )
    print("passed" if passed else "FAILED")
    return 0 if passed else 1


if __name__ == "__main__":
    warnings.filterwarnings("ignore", message="n_fft=")
    sys.exit(main())
