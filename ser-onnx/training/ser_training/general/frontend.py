"""The network's input: a normalised log-mel sequence of 16 kHz mono samples, optionally with pitch.

0. The direct component is removed, unless ``dc_seconds`` is 0: ``y[n] = x[n] - m[n]`` where, with ``N`` samples in ``dc_seconds``,
   ``m[n]`` is the mean of the first ``N`` samples, or of all if there are fewer, for ``n < N``, and
   ``m[n - 1] + (x[n] - m[n - 1]) / N`` from there on.
1. ``power[t][k]``: squared magnitude of ``librosa.stft`` (centred, padded with zeros, periodic Hann window of
   ``window_samples`` centred in ``fft_size``, hop ``hop_samples``); ``mel[t][b]`` as ``librosa.feature.melspectrogram``
   computes it from that (Slaney scale and Slaney norm).
2. ``db = power_to_db(mel, ref=1, amin=db_amin, top_db=db_top)``: the floor is ``db_top`` below the clip's maximum.
3. ``pitch[t][b]``, if it is one of the ``channels``: the periodicity of a frame at ``pitch_bands`` fundamental frequencies,
   logarithmically spaced from ``pitch_min_hz`` to ``pitch_max_hz``:
   ``sum_k m[t][k] cos(2 pi f_k / hz_b) / max(sum_k m[t][k], pitch_floor)`` over
   the bins ``k`` whose frequency ``f_k`` lies in [``pitch_from_hz``, ``pitch_to_hz``], with the magnitude
   ``m = sqrt(power)``. It is the normalised autocorrelation of the frame at the lag ``1 / hz_b``, computed from the
   magnitude instead of the power, which sharpens its peaks (Tolonen and Karjalainen, "A computationally efficient multipitch analysis
   model", 2000). It is in [-1, 1] and does not depend on the level. There are as many pitch bands as mel bands.
4. Trim: with ``level[t] = max over b >= trim_from_band of db[t][b]`` keep the frames from the first to the last whose level is at least
   ``max(level) - trim_db``, with ``trim_margin_frames`` more on both sides if there are as many. Of these, drop those that are over
   ``trim_noise_margin_frames`` before the first or after the last loud frame. A frame is loud if its level is as high as that and it stands
   out from steady noise: with ``mean[t][b]`` the mean of a band's decibels over the frames at most ``trim_noise_frames`` away, and
   ``noise[b]`` that which ``trim_noise_share`` of the frames have less of (the one after the ``int(trim_noise_share * frames)`` least), it
   does if ``mean[t][b] >= noise[b] + trim_noise_db`` in some band ``b >= trim_from_band``. If no frame does both, or ``trim_noise_db`` is 0,
   the level decides.
5. Fewer than ``minimum_frames`` frames are repeated (frame ``t`` is frame ``t mod count``) up to that number.
   Of more than ``maximum_frames`` the section of that length is kept in which the most frames are loud; of
   several such sections the one whose start is nearest to ``(count - maximum_frames) / 2`` rounded down, of two equally near the
   earlier. It is trimmed as in step 4, and replaces the frames in what follows.
6. The ``channels`` in their order, computed from the frames kept:
   ``band_centred``: ``(db - mean_b) / max(deviation, deviation_floor)`` where ``mean_b`` is the band's mean over the frames
   and ``deviation`` the root mean square of ``db - mean_b`` over all frames and bands: channel and level are removed.
   ``clip_centred``: ``(db - mean) / max(deviation, deviation_floor)`` with mean and (population) deviation over all frames and
   bands: the level is removed, spectral tilt stays.
   ``pitch``: unchanged.

The network's input is ``[1 x frames x mel_bands x channels]`` float32; means and deviations are computed in double precision.
"""

from __future__ import annotations

import functools

import librosa
import numpy as np
import scipy.signal

FRONT_END = {
    "sample_rate_hz": 16000,
    "dc_seconds": 0.5,
    "fft_size": 512,
    "window_samples": 400,
    "hop_samples": 160,
    "mel_bands": 80,
    "f_min_hz": 0.0,
    "f_max_hz": 8000.0,
    "db_ref": 1.0,
    "db_amin": 1e-10,
    "db_top": 80.0,
    "trim_db": 40.0,
    "trim_from_band": 3,
    "trim_noise_db": 12.0,
    "trim_noise_frames": 8,
    "trim_noise_share": 0.05,
    "trim_noise_margin_frames": 14,
    "trim_margin_frames": 8,
    "minimum_frames": 32,
    "maximum_frames": 2000,
    "deviation_floor": 1.0,
    "channels": ("clip_centred",),
}
"""All parameters of the front end: used below, and written into each exported model. Window, hop, bands and range are those that the
encoder of :mod:`encoder` was trained with. Silence is detected in the bands from 111 Hz up, to ignore mains hum, which a Hann window of
``window_samples`` smears 80 Hz upwards. With ``pitch`` among the channels the ``pitch_`` parameters of step 3 are needed, too."""


def spectrum(samples: np.ndarray) -> np.ndarray:
    """Steps 0 to 3: [frames x mel_bands] float32, decibels, of 16 kHz mono samples; with pitch, followed by its bands."""
    power = _power(without_dc(samples))
    db = librosa.power_to_db(
        power @ _mel_matrix(), ref=FRONT_END["db_ref"], amin=FRONT_END["db_amin"], top_db=FRONT_END["db_top"]
    )
    if "pitch" not in FRONT_END["channels"]:
        return db.astype(np.float32)
    magnitude = np.sqrt(power)
    cosines, inside = _pitch_matrix()
    pitch = magnitude @ cosines / np.maximum(magnitude[:, inside].sum(axis=1, keepdims=True), FRONT_END["pitch_floor"])
    return np.concatenate([db, pitch], axis=1).astype(np.float32)


def without_dc(samples: np.ndarray) -> np.ndarray:
    """Step 0, rounded to single precision, as the library keeps samples."""
    count = round(FRONT_END["dc_seconds"] * FRONT_END["sample_rate_hz"])
    if not count:
        return samples
    first = np.mean(samples[:count], dtype=np.float64)
    share, later = 1 / count, samples[count:].astype(np.float64)
    means, _ = scipy.signal.lfilter([share], [1, share - 1], later, zi=[(1 - share) * first])
    return (samples - np.append(np.full(len(samples) - len(later), first), means)).astype(np.float32).astype(samples.dtype)


def _power(samples: np.ndarray) -> np.ndarray:
    """[frames x bins]"""
    stft = librosa.stft(
        samples,
        n_fft=FRONT_END["fft_size"],
        win_length=FRONT_END["window_samples"],
        hop_length=FRONT_END["hop_samples"],
        pad_mode="constant",
    )
    return (stft.real**2 + stft.imag**2).T


def _mel_matrix() -> np.ndarray:
    """[bins x mel_bands]"""
    return _mel_filters(*(FRONT_END[name] for name in ("sample_rate_hz", "fft_size", "mel_bands", "f_min_hz", "f_max_hz")))


@functools.cache
def _mel_filters(rate: int, fft_size: int, bands: int, low_hz: float, high_hz: float) -> np.ndarray:
    return librosa.filters.mel(sr=rate, n_fft=fft_size, n_mels=bands, fmin=low_hz, fmax=high_hz).T


def pitch_hz() -> np.ndarray:
    """The fundamental frequency of each pitch band."""
    low, high = FRONT_END["pitch_min_hz"], FRONT_END["pitch_max_hz"]
    return low * (high / low) ** (np.arange(FRONT_END["pitch_bands"]) / (FRONT_END["pitch_bands"] - 1))


def _pitch_matrix() -> tuple[np.ndarray, np.ndarray]:
    """Cosines [bins x pitch_bands], zero outside the range, and whether each bin is inside it."""
    hz = np.arange(FRONT_END["fft_size"] // 2 + 1) * FRONT_END["sample_rate_hz"] / FRONT_END["fft_size"]
    inside = (hz >= FRONT_END["pitch_from_hz"]) & (hz <= FRONT_END["pitch_to_hz"])
    cosines = np.cos(2 * np.pi * hz[:, np.newaxis] / pitch_hz()) * inside[:, np.newaxis]
    return cosines.astype(np.float32), inside


def trimmed(frames: np.ndarray) -> np.ndarray:
    """Step 4: removes silence and steady noise before and after the speech."""
    loud = np.flatnonzero(_loud_enough(frames)), np.flatnonzero(_loud(frames))
    margins = FRONT_END["trim_margin_frames"], FRONT_END["trim_noise_margin_frames"]
    start = max(0, *(at[0] - margin for at, margin in zip(loud, margins, strict=True)))
    return frames[start : min(at[-1] + 1 + margin for at, margin in zip(loud, margins, strict=True))]


def _speech_bands(frames: np.ndarray) -> np.ndarray:
    return frames[:, FRONT_END["trim_from_band"] : FRONT_END["mel_bands"]]


def _loud_enough(frames: np.ndarray) -> np.ndarray:
    """[frames] whether the level of a frame is at most ``trim_db`` below that of the loudest one."""
    level = _speech_bands(frames).max(axis=1)
    return level >= level.max() - FRONT_END["trim_db"]


def _loud(frames: np.ndarray) -> np.ndarray:
    """[frames] see step 4."""
    if not FRONT_END["trim_noise_db"]:
        return _loud_enough(frames)
    means = _means(_speech_bands(frames), FRONT_END["trim_noise_frames"])
    noise = np.sort(means, axis=0)[int(FRONT_END["trim_noise_share"] * len(means))]
    enough = _loud_enough(frames)
    both = enough & ((means - noise).max(axis=1) >= FRONT_END["trim_noise_db"])
    return both if both.any() else enough


def _means(db: np.ndarray, reach: int) -> np.ndarray:
    """[frames x bands] the mean of each band over the frames at most ``reach`` away."""
    sums = np.concatenate([np.zeros((1, db.shape[1])), np.cumsum(db, axis=0, dtype=np.float64)])
    at = np.arange(len(db))
    first, end = np.maximum(at - reach, 0), np.minimum(at + reach + 1, len(db))
    return (sums[end] - sums[first]) / (end - first)[:, np.newaxis]


def bounded(frames: np.ndarray) -> np.ndarray:
    """Step 5: at least ``minimum_frames``, at most ``maximum_frames``."""
    fewest, most = FRONT_END["minimum_frames"], FRONT_END["maximum_frames"]
    if len(frames) > most:
        frames = trimmed(_busiest(frames, most))
    return frames if len(frames) >= fewest else frames[np.arange(fewest) % len(frames)]


def _busiest(frames: np.ndarray, length: int) -> np.ndarray:
    """The section of the given length with the most loud frames."""
    until = np.append(0, np.cumsum(_loud(frames)))
    loud_in = until[length:] - until[:-length]
    busiest = np.flatnonzero(loud_in == loud_in.max())
    start = busiest[np.abs(busiest - (len(frames) - length) // 2).argmin()]
    return frames[start : start + length]


def normalised(frames: np.ndarray) -> np.ndarray:
    """Step 6: [frames x bands x channels] float32."""
    db, pitch = np.split(frames.astype(np.float64), [FRONT_END["mel_bands"]], axis=1)
    made = {
        "band_centred": lambda: _scaled(db - db.mean(axis=0)),
        "clip_centred": lambda: _scaled(db - db.mean()),
        "pitch": lambda: pitch,
    }
    return np.stack([made[name]() for name in FRONT_END["channels"]], axis=-1).astype(np.float32)


def _scaled(db: np.ndarray) -> np.ndarray:
    return db / max(np.sqrt(np.mean(db**2)), FRONT_END["deviation_floor"])


def features(samples: np.ndarray) -> np.ndarray:
    """All steps."""
    return normalised(bounded(trimmed(spectrum(samples))))
