import numpy as np
import pytest

from ser_training.general import frontend

RATE = frontend.FRONT_END["sample_rate_hz"]
PITCH = {
    "fft_size": 1024,
    "window_samples": 800,
    "hop_samples": 320,
    "channels": ("band_centred", "clip_centred", "pitch"),
    "pitch_bands": 80,
    "pitch_min_hz": 60.0,
    "pitch_max_hz": 550.0,
    "pitch_from_hz": 50.0,
    "pitch_to_hz": 4000.0,
    "pitch_floor": 1e-8,
}
"""All channels, with windows that are long enough for low voices."""


@pytest.fixture
def with_pitch(monkeypatch):
    for name, value in PITCH.items():
        monkeypatch.setitem(frontend.FRONT_END, name, value)


def voice(seconds: float, seed: int = 0) -> np.ndarray:
    """A harmonic tone that swells, with a little noise."""
    time = np.arange(int(seconds * RATE)) / RATE
    buzz = np.sin(2 * np.pi * 170 * time) * np.sin(np.pi * time / time[-1]) ** 2
    return (0.3 * buzz + 1e-3 * np.random.default_rng(seed).normal(size=len(time))).astype(np.float32)


@pytest.mark.parametrize("seconds", [0.3, 1.0, 2.5])
def test_any_length_gives_frames_by_bands_by_channels(seconds):
    found = frontend.features(voice(seconds))
    assert found.dtype == np.float32
    assert found.shape[0] >= frontend.FRONT_END["minimum_frames"]
    assert found.shape[1:] == (frontend.FRONT_END["mel_bands"], len(frontend.FRONT_END["channels"]))


def test_features_do_not_depend_on_gain():
    samples = voice(1.2)
    np.testing.assert_allclose(frontend.features(samples), frontend.features(0.1 * samples), atol=2e-3)


def test_the_band_centred_channel_removes_a_fixed_filter_and_the_other_keeps_tilt(with_pitch):
    db = np.random.default_rng(1).normal(0, 10, (60, 160))
    tilt = np.linspace(-12, 12, 80)
    plain, tilted = frontend.normalised(db), frontend.normalised(db + np.append(tilt, np.zeros(80)))
    np.testing.assert_allclose(plain[..., 0], tilted[..., 0], atol=1e-5)
    assert np.abs(plain[..., 1] - tilted[..., 1]).max() > 0.5


def test_silence_around_the_voice_is_trimmed_to_the_margin():
    samples = np.concatenate([np.zeros(RATE), voice(1.0), np.zeros(RATE)]).astype(np.float32)
    frames = frontend.spectrum(samples)
    kept = frontend.trimmed(frames)
    assert len(kept) < 0.5 * len(frames)
    assert kept.max() == frames.max()


def test_hum_in_the_silence_is_trimmed():
    samples = np.concatenate([np.zeros(RATE), voice(1.0), np.zeros(RATE)]).astype(np.float32)
    hum = 0.02 * np.sin(2 * np.pi * 50 * np.arange(len(samples)) / RATE)
    clean = len(frontend.trimmed(frontend.spectrum(samples)))
    assert abs(len(frontend.trimmed(frontend.spectrum((samples + hum).astype(np.float32)))) - clean) <= 2


def test_steady_noise_in_the_silence_is_trimmed():
    samples = np.concatenate([np.zeros(RATE), voice(1.0), np.zeros(RATE)]).astype(np.float32)
    noise = 0.01 * np.random.default_rng(5).normal(size=len(samples))
    hum = sum(0.01 * np.sin(2 * np.pi * 50 * n * np.arange(len(samples)) / RATE) for n in range(1, 8))
    fading = noise * np.minimum(1, np.arange(len(samples)) / (0.1 * RATE))
    for disturbed in (samples + noise, samples + hum, samples + fading):
        kept = frontend.trimmed(frontend.spectrum(disturbed.astype(np.float32)))
        assert 60 <= len(kept) <= 125


@pytest.mark.parametrize("seconds", [0.3, 1.0, 2.5])
def test_a_constant_makes_no_difference(seconds):
    samples = voice(seconds)
    np.testing.assert_allclose(frontend.features(samples + np.float32(0.1)), frontend.features(samples), atol=1e-3)


@pytest.mark.parametrize("count", [1, 7999, 8000, 8001, 20000])
def test_the_running_mean_is_as_it_is_defined(count):
    samples = np.random.default_rng(count).normal(0.1, 0.1, count)
    mean, expected = samples[:8000].mean(), []
    for index, sample in enumerate(samples):
        mean += (sample - mean) / 8000 if index >= 8000 else 0
        expected.append(sample - mean)
    np.testing.assert_allclose(frontend.without_dc(samples), expected, atol=1e-7)


def test_without_seconds_the_samples_stay_as_they_are(monkeypatch):
    monkeypatch.setitem(frontend.FRONT_END, "dc_seconds", 0)
    assert frontend.without_dc(voice(0.3) + 1).tolist() == (voice(0.3) + 1).tolist()


@pytest.mark.parametrize("hertz", [75.0, 130.0, 240.0, 410.0])
def test_pitch_peaks_at_the_fundamental_even_if_it_is_missing(with_pitch, hertz):
    time = np.arange(RATE) / RATE
    samples = sum(np.sin(2 * np.pi * hertz * n * time) for n in range(2, 9)).astype(np.float32)
    pitch = frontend.spectrum(0.05 * samples)[5:-5, 80:].mean(axis=0)
    assert abs(np.log2(frontend.pitch_hz()[pitch.argmax()] / hertz)) < 0.06
    assert pitch.max() > 0.3 and np.abs(pitch).max() <= 1


def test_pitch_is_the_autocorrelation_of_the_magnitude_spectrum(with_pitch):
    samples = voice(0.2, seed=3)
    frame = np.pad(samples, 512)[3 * 320 : 3 * 320 + 1024] * np.pad(np.hanning(801)[:-1], 112)
    magnitude = np.abs(np.fft.rfft(frame))
    hz = np.arange(513) * RATE / 1024
    inside = (hz >= 50) & (hz <= 4000)
    expected = [
        sum(magnitude[inside] * np.cos(2 * np.pi * hz[inside] / f)) / magnitude[inside].sum() for f in frontend.pitch_hz()
    ]
    np.testing.assert_allclose(frontend.spectrum(samples)[3, 80:], expected, atol=1e-5)


def test_short_input_is_repeated():
    short = np.arange(5, dtype=np.float32)[:, np.newaxis].repeat(64, axis=1)
    fewest = frontend.FRONT_END["minimum_frames"]
    assert frontend.bounded(short)[:, 0].tolist() == [t % 5 for t in range(fewest)]


@pytest.mark.parametrize(
    "loud, start",
    [([], 3), (range(2007), 3), (range(100, 200), 3), (range(2003, 2007), 7), (range(4), 0), ([0, 1, 2005, 2006], 0), ([2, 2003], 2)],
)
def test_of_long_input_the_section_with_the_most_loud_frames_is_kept_of_several_the_middle_one(loud, start, monkeypatch):
    without_noise = {"trim_margin_frames": 2000, "trim_noise_margin_frames": 2000, "trim_noise_db": 0}
    for name, value in without_noise.items():
        monkeypatch.setitem(frontend.FRONT_END, name, value)
    assert kept_of(loud) == list(range(start, start + frontend.FRONT_END["maximum_frames"]))


def test_that_section_is_trimmed_again_and_repeated_if_it_is_short():
    assert kept_of(range(100, 200)) == list(range(92, 208))
    assert kept_of([2003]) == (list(range(1995, 2004)) * 4)[:32]


def kept_of(loud) -> list[int]:
    """The indices of the frames kept of an input seven frames longer than the maximum, with these frames loud."""
    most = frontend.FRONT_END["maximum_frames"]
    level, number = np.full(most + 7, -50.0), np.arange(most + 7)
    level[list(loud)] = 0
    kept = frontend.bounded(np.stack([number - 1e5] * frontend.FRONT_END["trim_from_band"] + [level], axis=1))
    return (kept[:, 0] + 1e5).astype(int).tolist()


def test_digital_silence_is_all_zero():
    assert not frontend.features(np.zeros(RATE, np.float32)).any()
