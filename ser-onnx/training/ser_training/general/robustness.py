"""UAR lost on unseen speakers with degraded audio."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from ser_training.evaluate import ENDS
from ser_training.general import augment, cache, frontend, report, scoring, splits
from ser_training.general.cache import Ragged
from ser_training.general.clips import SpokenClip

Degradation = Callable[[np.ndarray, np.random.Generator, Callable[[int], np.ndarray]], np.ndarray]


def with_white_noise(samples, rng, babble):
    noise = rng.normal(size=len(samples))
    return augment.mixed(samples, noise, 10)


def with_babble(samples, rng, babble):
    return augment.mixed(samples, babble(len(samples)), 10)


def padded_with_silence(samples, rng, babble):
    return np.pad(samples, frontend.FRONT_END["sample_rate_hz"])


def with_hum(samples, rng, babble):
    """Hum throughout, pauses included; its level is 20 dB below that of the clip without the pauses."""
    padded = padded_with_silence(samples, rng, babble)
    hum = np.sin(2 * np.pi * (50 * np.arange(len(padded)) / frontend.FRONT_END["sample_rate_hz"] + rng.random()))
    return padded + hum * np.sqrt(2 * np.mean(samples**2) / 100)


def with_noise_in_the_pauses(samples, rng, babble):
    """Pink noise throughout; its level is 20 dB below that of the clip without the pauses."""
    padded = padded_with_silence(samples, rng, babble)
    spectrum = np.fft.rfft(rng.normal(size=len(padded)))
    noise = np.fft.irfft(spectrum / np.sqrt(np.maximum(np.arange(len(spectrum)), 1)), len(padded))
    return padded + noise * np.sqrt(np.mean(samples**2) / np.mean(noise**2) / 100)


CASES: dict[str, Degradation] = {
    "clean": lambda samples, rng, babble: samples,
    "white noise at 10 dB": with_white_noise,
    "babble at 10 dB": with_babble,
    "mu-law at 8 kHz": lambda samples, rng, babble: augment.telephone(samples),
    "MP3 at 32 kbit/s": lambda samples, rng, babble: augment.as_mp3(samples, 32),
    "gain -30 dB": lambda samples, rng, babble: samples * 10**-1.5,
    "gain +12 dB": lambda samples, rng, babble: samples * 10**0.6,
    "reverberation of 0.4 s": lambda samples, rng, babble: augment.in_room(samples, 0.4, 3, rng),
    "first and last 20 % cut off": lambda samples, rng, babble: augment.cut(samples, 0.2, 0.2),
    "1 s of silence before and after": padded_with_silence,
    "the same, and 50 Hz hum at 20 dB": with_hum,
    "the same, and pink noise at 20 dB": with_noise_in_the_pauses,
    "the same, and a constant of 0.01": lambda samples, rng, babble: padded_with_silence(samples, rng, babble) + 0.01,
}


def measured(file: Path, clips: list[SpokenClip], audio: Ragged, part: str) -> dict[str, dict]:
    """For each case the ``uar`` of a part's clips per corpus and its mean, and 95 % intervals of the UAR ``lost`` relative to clean clips."""
    pool, indices = np.concatenate(list(cache.babble_pools(clips, part).values())), splits.parts(clips)[part]
    part_clips, found, clean = [clips[index] for index in indices], {}, None
    for name, degrade in CASES.items():
        values = scoring.logits(file, lambda index: _degraded_spectrum(audio, index, degrade, pool), indices)
        uars = {corpus: figures["uar"] for corpus, figures in scoring.figures(part_clips, values).items()}
        clean = values if clean is None else clean
        lost = _losses(part_clips, clean.argmax(axis=1), values.argmax(axis=1))
        found[name] = {"uar": uars | {"mean": float(np.mean(list(uars.values())))}, "lost": lost}
    return found


def _losses(clips: list[SpokenClip], clean: np.ndarray, degraded: np.ndarray) -> dict[str, dict[str, float]]:
    """95 % interval of the UAR lost, per corpus and for their mean: the same speakers, or clips if there are few speakers, are drawn for both."""
    draws = {}
    for seed, corpus in enumerate(sorted({clip.corpus for clip in clips})):
        chosen = np.array([clip.corpus == corpus for clip in clips])
        of_corpus = [clip for clip in clips if clip.corpus == corpus]
        _, (before, after) = report.resampled(of_corpus, clean[chosen], degraded[chosen], seed=seed)
        draws[corpus] = before - after
    draws["mean"] = sum(draws.values()) / len(draws)
    ends = {name: np.nanquantile(lost, ENDS) for name, lost in draws.items()}
    return {name: {"low": float(low), "high": float(high)} for name, (low, high) in ends.items()}


def _degraded_spectrum(audio: Ragged, index: int, degrade: Degradation, pool: np.ndarray) -> np.ndarray:
    rng = np.random.default_rng(index)
    samples = cache.wave(audio[index])
    samples = degrade(samples, rng, lambda count: cache.babble(audio, pool, rng, count))
    return frontend.bounded(frontend.trimmed(frontend.spectrum(samples.astype(np.float32))))
