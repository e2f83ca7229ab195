"""Writes the golden vectors of the resampler: soxr's HQ output for seeded noise.

Pinned: numpy==2.4.6, soxr==1.1.0 (libsoxr 0.1.3-14-ga66f3ee)
Run in this folder: python generate_resampler.py

Per pair of rates, INPUT-OUTPUT.in.f32 and INPUT-OUTPUT.out.f32: little-endian floats.
"""

from pathlib import Path

import numpy as np
import soxr

RATES = [(24414, 22050), (44100, 16000), (16000, 22050), (48000, 22050), (96000, 22050), (44100, 22050), (48000, 16000)]
TARGET = Path(__file__).parent / "../resources/golden/resampler"


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    for input_hz, output_hz in RATES:
        signal = np.random.default_rng(input_hz).uniform(-1, 1, 4000).astype("<f4")
        result = soxr.resample(signal.astype(float), input_hz, output_hz, "HQ").astype("<f4")
        signal.tofile(TARGET / f"{input_hz}-{output_hz}.in.f32")
        result.tofile(TARGET / f"{input_hz}-{output_hz}.out.f32")


if __name__ == "__main__":
    main()
