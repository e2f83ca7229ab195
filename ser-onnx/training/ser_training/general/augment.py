"""Augmentation of waveforms: speed, cuts, reverberation, equaliser, noise, codecs, telephone; and of spectra: formants, tilt, floor."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import scipy.signal
import soundfile
import soxr

RATE = 16000


def augmented(samples: np.ndarray, rng: np.random.Generator, babble: Callable[[int], np.ndarray]) -> np.ndarray:
    """A randomly augmented copy. ``babble(count)`` returns that many samples of other people talking."""
    samples = _recording_conditions(samples, rng, room=0.4, equaliser=0.7)
    if rng.random() < 0.7:
        samples = with_noise(samples, rng.triangular(0, 8, 30), rng, babble)
    if rng.random() < 0.3:
        samples = telephone(samples) if rng.random() < 0.5 else low_passed(samples, rng.uniform(2500, 7000))
    if rng.random() < 0.1:
        samples = as_mp3(samples, rng.uniform(16, 64))
    if rng.random() < 0.1:
        limit = rng.uniform(0.2, 0.8) * np.abs(samples).max()
        samples = np.clip(samples, -limit, limit)
    return samples.astype(np.float32)


def in_noise(samples: np.ndarray, rng: np.random.Generator, babble: Callable[[int], np.ndarray]) -> np.ndarray:
    """A copy with noise, which is white in most of them; ``babble`` as above."""
    samples = _recording_conditions(samples, rng, room=0.2, equaliser=0.5)
    return with_noise(samples, rng.uniform(3, 22), rng, babble, babble_share=0.15, flattest=-2).astype(np.float32)


def _recording_conditions(samples: np.ndarray, rng: np.random.Generator, room: float, equaliser: float) -> np.ndarray:
    """At random another speed and cuts, and with the given probabilities reverberation and an equaliser."""
    if rng.random() < 0.6:
        samples = at_speed(samples, rng.uniform(0.88, 1.14))
    if rng.random() < 0.3:
        samples = cut(samples, *rng.uniform(0, 0.2, 2))
    if rng.random() < room:
        samples = in_room(samples, rng.uniform(0.1, 0.6), rng.uniform(-3, 12), rng)
    if rng.random() < equaliser:
        samples = equalised(samples, rng.uniform(2, 10), rng)
    return samples


def at_speed(samples: np.ndarray, factor: float) -> np.ndarray:
    """Played faster by this factor: pitch, formants and tempo change together."""
    return soxr.resample(samples, RATE * factor, RATE, quality="LQ")


def cut(samples: np.ndarray, front: float, back: float) -> np.ndarray:
    """Without the given shares of its beginning and end."""
    return samples[int(front * len(samples)) : len(samples) - int(back * len(samples))]


def in_room(samples: np.ndarray, seconds: float, direct_db: float, rng: np.random.Generator) -> np.ndarray:
    """In a room whose sound decays by 60 dB in ``seconds``, the direct sound ``direct_db`` above the reverberation."""
    time = np.arange(int(seconds * RATE)) / RATE
    response = rng.normal(size=len(time)) * 10 ** (-3 * time / seconds)
    response[: int(rng.uniform(0.001, 0.01) * RATE)] = 0
    response *= 10 ** (-direct_db / 20) / np.sqrt(np.sum(response**2) + 1e-12)
    response[0] = 1
    return scipy.signal.fftconvolve(samples, response)[: len(samples)]


def equalised(samples: np.ndarray, decibels: float, rng: np.random.Generator) -> np.ndarray:
    """Filtered with a random smooth frequency response of at most ``decibels`` in either direction."""
    size = scipy.fft.next_fast_len(len(samples), real=True)
    spectrum = np.fft.rfft(samples, size)
    octaves = np.log2(np.linspace(0, RATE / 2, len(spectrum)) + 60)
    knots = np.linspace(octaves[0], octaves[-1], 7)
    gains = np.interp(octaves, knots, rng.uniform(-decibels, decibels, len(knots)))
    return np.fft.irfft(spectrum * 10 ** (gains / 20), size)[: len(samples)]


def with_noise(
    samples: np.ndarray,
    snr_db: float,
    rng: np.random.Generator,
    babble: Callable[[int], np.ndarray],
    babble_share: float = 0.4,
    flattest: float = -0.4,
) -> np.ndarray:
    """Adds babble with the probability ``babble_share``, else noise whose spectrum falls by 6 dB per octave times a random number
    between ``flattest`` and 1; below 0 the noise is white."""
    if rng.random() < babble_share:
        noise = babble(len(samples))
    else:
        size = scipy.fft.next_fast_len(len(samples), real=True)
        spectrum = np.fft.rfft(rng.normal(size=size))
        spectrum /= np.maximum(np.arange(len(spectrum)), 20) ** max(0, rng.uniform(flattest, 1))
        noise = np.fft.irfft(spectrum, size)[: len(samples)]
    return mixed(samples, noise, snr_db)


def mixed(samples: np.ndarray, noise: np.ndarray, snr_db: float) -> np.ndarray:
    """The samples with noise added at the given signal-to-noise ratio; both powers are means over the whole length."""
    power, noise_power = np.mean(samples**2), np.mean(noise**2) + 1e-12
    return samples + noise * np.sqrt(power / noise_power * 10 ** (-snr_db / 10))


def telephone(samples: np.ndarray) -> np.ndarray:
    """At 8 kHz, in 8-bit mu-law."""
    narrow = soxr.resample(samples, RATE, RATE // 2, quality="LQ")
    peak = np.abs(narrow).max() + 1e-9
    compressed = np.sign(narrow) * np.log1p(255 * np.abs(narrow) / peak) / np.log(256)
    quantised = np.round(compressed * 127) / 127
    expanded = np.sign(quantised) * (256 ** np.abs(quantised) - 1) / 255 * peak
    return soxr.resample(expanded, RATE // 2, RATE, quality="LQ")


def low_passed(samples: np.ndarray, hertz: float) -> np.ndarray:
    return scipy.signal.sosfilt(scipy.signal.butter(6, hertz, fs=RATE, output="sos"), samples)


def as_mp3(samples: np.ndarray, kilobits: float) -> np.ndarray:
    """Encoded and decoded as MPEG-2 Layer III at about ``kilobits`` per second (8 to 160); low rates add a delay of up to 70 ms."""
    peak = max(1.0, float(np.abs(samples).max()))
    file = io.BytesIO()
    level = (160 - kilobits) / 152
    soundfile.write(
        file, samples / peak, RATE, format="MP3", subtype="MPEG_LAYER_III", compression_level=level, bitrate_mode="CONSTANT"
    )
    file.seek(0)
    decoded, _ = soundfile.read(file, dtype="float32")
    return decoded * peak


def coloured(db: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """[frames x bands] with formants shifted by up to 2.5 bands and scaled by up to 5 %, tilted by up to 8 dB, and with a floor
    40 to 75 dB below the maximum."""
    bands = db.shape[1]
    at = np.clip(np.arange(bands) * rng.uniform(0.95, 1.05) + rng.uniform(-2.5, 2.5), 0, bands - 1.001)
    low = at.astype(int)
    share = at - low
    db = db[:, low] * (1 - share) + db[:, low + 1] * share
    db += rng.uniform(-8, 8) * (np.arange(bands) / bands - 0.5)
    return np.maximum(db, db.max() - rng.uniform(40, 75))
