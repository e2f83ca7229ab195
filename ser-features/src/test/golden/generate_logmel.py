"""Writes the golden vectors of the log-mel front end: what the training code's own, ser_training/general/frontend.py, makes of them.

Pinned: see requirements.txt
Run anywhere: python generate_logmel.py

Per signal little-endian floats, row-major, made of the samples in float64: NAME.in.f32 (16 kHz), NAME.out.f32 ([frames x 64 x 3], all
channels that there are) and NAME.bundled.f32 ([frames x 80 x 1], as the bundled model has it). Printed is the largest difference to the
same in float32, as it is in training. At most 40 frames are kept, so that a short signal can be too long.
"""

import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "../../../../ser-onnx/training"))
from ser_training.general import frontend  # noqa: E402

RATE_HZ = 16000
TARGET = HERE / "../resources/golden/logmel"
MAX_FRAMES = {"maximum_frames": 40}
ALL_CHANNELS = {
    "dc_seconds": 0,
    "fft_size": 1024,
    "window_samples": 800,
    "hop_samples": 320,
    "mel_bands": 64,
    "f_min_hz": 50.0,
    "f_max_hz": 7600.0,
    "pitch_bands": 64,
    "pitch_min_hz": 60.0,
    "pitch_max_hz": 550.0,
    "pitch_from_hz": 50.0,
    "pitch_to_hz": 4000.0,
    "pitch_floor": 1e-8,
    "db_top": 60.0,
    "trim_from_band": 1,
    "trim_noise_db": 0,
    "trim_noise_frames": 0,
    "trim_noise_share": 0,
    "trim_noise_margin_frames": 4,
    "trim_margin_frames": 4,
    "minimum_frames": 16,
    "channels": ("band_centred", "clip_centred", "pitch"),
}


def signals() -> dict[str, np.ndarray]:
    random = np.random.default_rng(7)
    time = np.arange(12000) / RATE_HZ
    chirp = 0.3 * np.sin(2 * np.pi * (120 + 900 * time) * time) * (1 + np.sin(2 * np.pi * 5 * time))
    chirp = chirp + 0.001 * random.standard_normal(len(chirp))
    silence = 1e-5 * random.standard_normal(5000)
    between = np.concatenate([silence, chirp[:6000], silence, silence])
    hum = 0.005 * np.sin(2 * np.pi * 50 * np.arange(len(between)) / RATE_HZ) + 0.002
    glide = 110 * time + 60 * time**2
    voice = sum(np.sin(2 * np.pi * harmonic * glide) / harmonic for harmonic in range(1, 21))
    no_fundamental = sum(np.sin(2 * np.pi * harmonic * 210 * time) for harmonic in range(2, 9))
    return {
        "chirp": chirp,
        "between-silences": between,
        "between-hum": between + hum,
        "long": np.concatenate([chirp, chirp[::-1]]),
        "silent-middle": np.concatenate([chirp[:6000], np.tile(silence, 6), chirp[:9000]]),
        "short": chirp[:1500],
        "one": chirp[999:1000],
        "nothing": np.zeros(1000),
        "voice": 0.2 * voice + 0.001 * random.standard_normal(len(voice)),
        "no-fundamental": np.concatenate([np.zeros(3000), 0.05 * no_fundamental[:4800], np.zeros(3000)]),
        "noise": 0.1 * random.standard_normal(8000),
        "click": np.eye(1, 4800, 2000)[0],
        "between-noise": between + 0.01 * random.standard_normal(len(between)),
    }


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    bundled = dict(frontend.FRONT_END)
    for kind, differs in (("bundled", {}), ("out", ALL_CHANNELS)):
        frontend.FRONT_END.update(bundled | MAX_FRAMES | differs)
        for name, signal in signals().items():
            signal = signal.astype("<f4")
            signal.tofile(TARGET / f"{name}.in.f32")
            found = frontend.features(signal.astype(float))
            found.astype("<f4").tofile(TARGET / f"{name}.{kind}.f32")
            print(f"{name}, {kind}: float32 differs by {np.abs(frontend.features(signal) - found).max():.1e}")


if __name__ == "__main__":
    main()
