"""Converts a corpus to WAV files, in the same folders and with the same names."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import soundfile

COMPRESSED = (".flac", ".opus", ".ogg")
LOSSLESS_SUBTYPES = {"PCM_S8": "PCM_U8", "PCM_16": "PCM_16", "PCM_24": "PCM_24"}
"""The WAV sample format for that of a FLAC file; 8-bit WAV is unsigned."""


def decode_file(source: Path, target: Path) -> None:
    """Decodes one file: FLAC losslessly with its own bit depth, lossy formats to 16 bits."""
    with soundfile.SoundFile(source) as sound:
        exact = sound.subtype in LOSSLESS_SUBTYPES
        samples = sound.read(dtype="int32" if exact else "float32", always_2d=True)
        subtype = LOSSLESS_SUBTYPES.get(sound.subtype, "PCM_16")
        rate = sound.samplerate
    target.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(target, samples, rate, subtype=subtype, format="WAV")


def decode_folder(source: Path, target: Path) -> int:
    """Decodes every compressed file below a folder and returns their number."""
    files = sorted(file for file in source.rglob("*") if file.suffix.lower() in COMPRESSED)
    if not files:
        raise ValueError(f"no {', '.join(COMPRESSED)} file under {source}")
    targets = [target / file.relative_to(source).with_suffix(".wav") for file in files]
    if twice := [str(each) for each, count in Counter(targets).items() if count > 1]:
        raise ValueError(f"each WAV must come from one file, but {', '.join(twice[:5])} would come from several")
    for file, wav in zip(files, targets, strict=True):
        decode_file(file, wav)
    return len(files)
