"""Decodes clips of real speech with this module and with flac and FFmpeg, and prints the largest difference per format.

Usage: python compare_formats.py --jar ser-examples/target/ser.jar --classes ser-formats/target/test-classes
       [--corpora FOLDER] [--clips 20]

FOLDER (or SER4J_CORPORA, or ../shared/corpora) holds corpora and their manifest.csv (columns path, corpus). The clips are picked
evenly over all corpora, the same ones each time, cut to 10 s and encoded with flac, lame, oggenc and opusenc at various rates,
numbers of channels and qualities. Needs those, oggdec, ffmpeg and numpy; if one is missing, says so and exits with 0. Exits with 1 if a
limit is exceeded.

flac     every sample equal, bit by bit, to what flac -d gives
mp3      against FFmpeg's float decoder: the same length, samples within 1e-3
vorbis   against FFmpeg's float decoder: samples within 1e-3; the length is compared with oggdec's, since FFmpeg does not trim all files
opus     against libopus (through FFmpeg, whose own decoder resamples the speech layer differently and differs from libopus by up to
         0.3): the same length, samples within 1e-3; separately for streams with hybrid packets, within 0.1. There Concentus 1.0.2 lacks the
         hybrid folding of RFC 8251 and decodes some onsets above 8 kHz differently
"""

import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

TOOLS = ("ffmpeg", "flac", "lame", "oggenc", "oggdec", "opusenc", "java")
LIMITS = {"flac": 0.0, "mp3": 1e-3, "vorbis": 1e-3, "opus": 1e-3}
HYBRID_LIMIT = 0.1
SUFFIXES = {"flac": ".flac", "mp3": ".mp3", "vorbis": ".ogg", "opus": ".opus"}
SECONDS = 10
# Rate in Hz, channels, options of lame; the rates are of MPEG-1, MPEG-2 and MPEG-2.5.
MP3_KINDS = (
    (44100, 2, ["-b", "128"]),
    (16000, 1, ["-b", "32"]),
    (8000, 1, ["-b", "16"]),
    (48000, 1, ["-V", "4"]),
    (22050, 2, ["-b", "64", "-m", "j"]),
    (32000, 2, ["-V", "2", "-m", "s"]),
    (44100, 2, ["-b", "320"]),
)
FLAC_KINDS = ((44100, 2, 16), (96000, 1, 24), (8000, 1, 8), (16000, 1, 16), (48000, 2, 24))
VORBIS_KINDS = ((44100, 2, 3), (16000, 1, 0), (48000, 1, 6), (8000, 1, 2), (44100, 1, 10))
OPUS_KINDS = ((2, 96), (1, 16), (1, 32), (2, 24), (1, 64), (1, 8), (2, 256))


def pick(corpora: Path, count: int) -> list[Path]:
    """Evenly over the corpora, and evenly within each of them."""
    paths: dict[str, list[str]] = {}
    with open(corpora / "manifest.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            paths.setdefault(row["corpus"], []).append(row["path"])
    picked = []
    for number, name in enumerate(sorted(paths)):
        share = count // len(paths) + (number < count % len(paths))
        files = sorted(paths[name])
        picked += [corpora / files[i * len(files) // share] for i in range(share)]
    return picked


def run(*command: object, stdin: bytes | None = None) -> bytes:
    done = subprocess.run([str(word) for word in command], input=stdin, capture_output=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def to_wav(clip: Path, wav: Path, rate_hz: int, channels: int, bits: int) -> None:
    """A mono clip becomes two unlike channels, so that stereo coding has something to do."""
    codec = {8: "pcm_u8", 16: "pcm_s16le", 24: "pcm_s24le"}[bits]
    pan = ["-af", "aformat=channel_layouts=mono,pan=stereo|c0=c0|c1=0.5*c0,aecho=0.9:0.6:20:0.4"] if channels == 2 else ["-ac", "1"]
    run("ffmpeg", "-v", "error", "-y", "-t", SECONDS, "-i", clip, *pan, "-ar", rate_hz, "-c:a", codec, wav)


def encode(name: str, number: int, clip: Path, folder: Path) -> Path:
    wav = folder / f"{number}-{name}.wav"
    out = folder / f"{number}{SUFFIXES[name]}"
    if name == "flac":
        rate_hz, channels, bits = FLAC_KINDS[number % len(FLAC_KINDS)]
        to_wav(clip, wav, rate_hz, channels, bits)
        run("flac", "-s", "-f", f"-{number % 9}", "-o", out, wav)
    elif name == "mp3":
        rate_hz, channels, options = MP3_KINDS[number % len(MP3_KINDS)]
        to_wav(clip, wav, rate_hz, channels, 16)
        run("lame", "-S", "--resample", rate_hz / 1000, *options, wav, out)
    elif name == "vorbis":
        rate_hz, channels, quality = VORBIS_KINDS[number % len(VORBIS_KINDS)]
        to_wav(clip, wav, rate_hz, channels, 16)
        run("oggenc", "-Q", "-s", number, "-q", quality, "-o", out, wav)
    else:
        channels, kbps = OPUS_KINDS[number % len(OPUS_KINDS)]
        to_wav(clip, wav, 48000, channels, 16)
        run("opusenc", "--quiet", "--serial", number, "--bitrate", kbps, wav, out)
    return out


def reference(name: str, file: Path) -> np.ndarray:
    """Interleaved; of FLAC the integers, scaled as they should be."""
    if name == "flac":
        wav = run("flac", "-s", "-d", "-c", "--force-raw-format", "--endian=little", "--sign=signed", file)
        bits = int(run("ffprobe", "-v", "error", "-show_entries", "stream=bits_per_raw_sample", "-of", "csv=p=0", file))
        raw = np.frombuffer(wav, np.uint8).reshape(-1, bits // 8)
        whole = np.zeros((len(raw), 4), np.uint8)
        whole[:, 4 - bits // 8 :] = raw
        return (whole.view("<i4")[:, 0] / 2.0**31).astype(np.float32)
    decoder = ["-c:a", "libopus"] if name == "opus" else []
    return np.frombuffer(run("ffmpeg", "-v", "error", *decoder, "-i", file, "-f", "f32le", "-c:a", "pcm_f32le", "-"), "<f4")


def has_hybrid_packets(file: Path) -> bool:
    """Whether a packet after the two headers has a configuration from 12 to 15 (RFC 6716, section 3.1)."""
    data = file.read_bytes()
    position = 0
    starts = []
    open_packet = False
    while position < len(data):
        count = data[position + 26]
        at = position + 27 + count
        for size in data[position + 27 : position + 27 + count]:
            if not open_packet:
                starts.append(data[at])
            open_packet = size == 255
            at += size
        position = at
    return any(12 <= first >> 3 <= 15 for first in starts[2:])


def difference(name: str, file: Path, samples: np.ndarray, channels: int) -> float:
    expected = reference(name, file)
    length = len(expected)
    if name == "vorbis":
        length = len(run("oggdec", "-Q", "-R", "-o", "-", file)) // 2
    if len(samples) != length:
        print(f"{file.name}: must have {length // channels} frames, but has {len(samples) // channels}")
        return float("inf")
    common = min(len(samples), len(expected))
    return float(np.abs(samples[:common].astype(np.float64) - expected[:common]).max())


def compare(name: str, clips: list[Path], arguments: argparse.Namespace, folder: Path) -> bool:
    files = [encode(name, number, clip, folder) for number, clip in enumerate(clips)]
    decoded = [file.with_suffix(file.suffix + ".f32") for file in files]
    pairs = [word for pair in zip(files, decoded) for word in pair]
    path = os.pathsep.join(map(str, (arguments.jar, arguments.classes)))
    kinds = run("java", "-cp", path, "io.ser4j.formats.DecodeToFloats", *pairs).decode().splitlines()
    found = [
        difference(name, file, np.fromfile(floats, "<f4"), int(kind.split()[1]))
        for file, floats, kind in zip(files, decoded, kinds)
    ]
    hybrid = [name == "opus" and has_hybrid_packets(file) for file in files]
    passed = True
    for apart in sorted(set(hybrid)):
        chosen = [i for i in range(len(files)) if hybrid[i] == apart]
        worst = max(chosen, key=lambda i: found[i])
        limit = HYBRID_LIMIT if apart else LIMITS[name]
        held = found[worst] <= limit
        passed &= held
        print(
            f"{name}{', hybrid' if apart else ''}: {len(chosen)} clips, largest difference {found[worst]:.3g} (limit {limit:g}) in"
            f" {files[worst].name} of {clips[worst].name}, median {np.median([found[i] for i in chosen]):.3g}:"
            f" {'passed' if held else 'FAILED'}"
        )
    return passed


def main() -> int:
    parser = argparse.ArgumentParser(description="Compares the decoders with flac and FFmpeg.")
    parser.add_argument("--corpora", type=Path, default=Path(os.environ.get("SER4J_CORPORA", "../shared/corpora")))
    parser.add_argument("--jar", type=Path, required=True, help="the command line, ser.jar, with all decoders")
    parser.add_argument("--classes", type=Path, required=True, help="the test classes of ser-formats")
    parser.add_argument("--clips", type=int, default=20)
    parser.add_argument("--formats", nargs="+", choices=list(LIMITS), default=list(LIMITS))
    arguments = parser.parse_args()
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing or not (arguments.corpora / "manifest.csv").is_file():
        print(f"skipped: missing are {', '.join(missing) or 'the corpora at ' + str(arguments.corpora)}")
        return 0
    clips = pick(arguments.corpora, arguments.clips)
    with tempfile.TemporaryDirectory() as folder:
        results = [compare(name, clips, arguments, Path(folder)) for name in arguments.formats]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
