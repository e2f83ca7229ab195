"""Writes the audio files beside it, two seconds long at most, by formulas that the tests have, too. Run by hand, never by the build.

Usage: python generate.py        (needs flac, lame, oggenc, opusenc and ffmpeg; encoders of other versions give other bytes)

FLAC     integers that the tests know exactly, see ramp()
the rest a tone of 440 Hz (220 Hz in the second channel) at half of full scale, see tone()
"""

import math
import struct
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
PCM_GUID = bytes.fromhex("0100000000001000800000aa00389b71")


def ramp(frame: int, channel: int, bits: int) -> int:
    """A triangle with a pattern on top, in integers, over almost the whole range."""
    top = 1 << (bits - 1)
    period = 400 + 100 * channel
    triangle = abs(4 * (frame % period) - 2 * period) - period
    return triangle * (top - 8) // period // 2 + frame * (frame + 3 * channel) % 7 - 3


def tone(frame: int, channel: int, rate_hz: int) -> int:
    return round(16384 * math.sin(2 * math.pi * (440 >> channel) * frame / rate_hz))


def wav(path: Path, rate_hz: int, channels: int, bits: int, samples: list[int]) -> None:
    """WAVE_FORMAT_EXTENSIBLE, since only that can state 12 or 20 bits; the samples are left-justified in whole bytes."""
    width = (bits + 7) // 8
    offset = 128 if width == 1 else 0
    data = b"".join(((s << (8 * width - bits)) + offset).to_bytes(width, "little", signed=width > 1) for s in samples)
    mask = (1 << channels) - 1 if channels != 6 else 0x3F
    head = struct.pack("<HHIIHHHHI", 0xFFFE, channels, rate_hz, rate_hz * channels * width, channels * width, 8 * width, 22, bits, mask)
    head += PCM_GUID
    body = b"WAVEfmt " + struct.pack("<I", len(head)) + head + b"data" + struct.pack("<I", len(data)) + data
    path.write_bytes(b"RIFF" + struct.pack("<I", len(body)) + body)


def encode(name: str, rate_hz: int, channels: int, frames: int, command: list[str], bits: int = 16) -> None:
    """The command reads IN and writes OUT."""
    value = (lambda f, c: ramp(f, c, bits)) if name.endswith(".flac") else (lambda f, c: tone(f, min(c, 1), rate_hz))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.wav"
        wav(source, rate_hz, channels, bits, [value(f, c) for f in range(frames) for c in range(channels)])
        words = [str(source) if w == "IN" else str(HERE / name) if w == "OUT" else w for w in command]
        subprocess.run(words, check=True, capture_output=True)


def main() -> None:
    flac = ["flac", "-s", "-f", "--no-padding", "--no-seektable", "-o", "OUT", "IN"]
    encode("stereo-16.flac", 44100, 2, 2000, flac + ["-b", "576", "-8"])
    encode("mono-8.flac", 8000, 1, 1000, flac + ["-b", "192"], bits=8)
    encode("mono-12.flac", 16000, 1, 1000, flac, bits=12)
    encode("mono-20.flac", 48000, 1, 1000, flac, bits=20)
    encode("stereo-24-96k.flac", 96000, 2, 1500, flac + ["-b", "576"], bits=24)
    encode("stereo-44k.mp3", 44100, 2, 13000, ["lame", "-S", "--resample", "44.1", "-b", "96", "IN", "OUT"])
    encode("mono-vbr.mp3", 44100, 1, 13000, ["lame", "-S", "--resample", "44.1", "-V", "2", "IN", "OUT"])
    encode("mono-16k.mp3", 16000, 1, 8000, ["lame", "-S", "-b", "24", "IN", "OUT"])
    encode("mono-8k.mp3", 8000, 1, 4000, ["lame", "-S", "-b", "16", "IN", "OUT"])
    encode("untagged.mp3", 16000, 1, 8000, ["lame", "-S", "-t", "-b", "24", "IN", "OUT"])
    encode("stereo-44k.ogg", 44100, 2, 13000, ["oggenc", "-Q", "-s", "1", "-q", "2", "-o", "OUT", "IN"])
    encode("mono-16k.ogg", 16000, 1, 9000, ["oggenc", "-Q", "-s", "2", "-q", "3", "-o", "OUT", "IN"])
    opus = ["opusenc", "--quiet", "--serial", "3", "--padding", "0"]
    encode("mono.opus", 48000, 1, 12000, [*opus, "--bitrate", "32", "IN", "OUT"])
    encode("stereo.opus", 48000, 2, 72000, [*opus, "--bitrate", "48", "--max-delay", "200", "IN", "OUT"])
    encode("surround.opus", 48000, 6, 9600, [*opus, "--bitrate", "128", "IN", "OUT"])


if __name__ == "__main__":
    main()
