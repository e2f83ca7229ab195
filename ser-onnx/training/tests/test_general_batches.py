import jax
import numpy as np
import pytest
import scipy.signal

from ser_training import LABELS
from ser_training.general import augment, batches, cache, vary
from ser_training.general.clips import SpokenClip

WIDTH = 24
PLAIN = vary.Variation(mixup=0, time_mask_share=0)


def clips() -> list[SpokenClip]:
    big = [SpokenClip(f"big/{i}", "big", "b1", "", "t", LABELS[i % 7]) for i in range(300)]
    small = [SpokenClip(f"small/{i}", "small", f"s{i % 3}", "", "t", ("angry", "sad")[i % 2]) for i in range(20)]
    return big + small


def steps() -> cache.Ragged:
    rng = np.random.default_rng(5)
    return cache.Ragged.of([rng.normal(size=(length, WIDTH)) for length in rng.integers(18, 220, 320)])


def sampler(seed: int, clean: float = 0.35) -> batches.Sampler:
    mixing = batches.Mixing(corpora={"big": 0.5, "small": 0.5}, batch=8, clean=clean)
    return batches.Sampler(clips(), [steps(), steps()], list(range(320)), mixing, seed)


def test_a_small_corpus_is_drawn_as_often_as_a_big_one():
    found = batches.weights(clips(), batches.Mixing(corpora={"big": 0.5, "small": 0.5}))
    assert found[:300].sum() == pytest.approx(0.5)
    small = np.array([clip.emotion == "sad" for clip in clips()[300:]])
    assert found[300:][small].sum() == pytest.approx(0.25, rel=0.05)


def test_batches_have_one_length_and_depend_on_the_seed():
    first, again, other = (list(sampler(seed).batches(9)) for seed in (1, 1, 2))
    for batch, same in zip(first, again, strict=True):
        assert batch.low.shape[1] in batches.LENGTHS and batch.low.shape == batch.high.shape
        assert (0 <= batch.share).all() and (batch.share <= 1).all()
        for part, alike in zip(batch, same, strict=True):
            np.testing.assert_array_equal(part, alike)
        np.testing.assert_allclose(batch.targets.sum(axis=1), 1, rtol=1e-5)
        assert not (batch.targets * (1 - batch.known)).any()
        assert batch.voices.shape == (8, 4) and (batch.voices.sum(axis=1) == 1).all()
    assert any(not np.array_equal(one.low, two.low) for one, two in zip(first, other, strict=True))


def test_without_variation_a_clip_is_interpolated_between_its_steps():
    batch = next(sampler(3, clean=1.0).batches(1))
    found, targets, known, voices = vary.inputs(jax.random.key(0), batch, PLAIN)
    share = batch.share[..., np.newaxis]
    np.testing.assert_allclose(found, batch.low * (1 - share) + batch.high * share, atol=1e-5)
    np.testing.assert_array_equal(targets, batch.targets)
    np.testing.assert_array_equal(known, batch.known)
    np.testing.assert_array_equal(voices, batch.voices)


def test_variation_is_finite_depends_on_its_key_and_mixes_targets_like_inputs():
    batch = next(sampler(4).batches(1))
    always = vary.Variation(mixup=1.0)
    one, again, other = (vary.inputs(jax.random.key(key), batch, always) for key in (1, 1, 2))
    assert np.isfinite(one[0]).all()
    np.testing.assert_array_equal(one[0], again[0])
    assert not np.array_equal(one[0], other[0])
    np.testing.assert_allclose(np.sum(one[1], axis=1), 1, rtol=1e-5)
    np.testing.assert_allclose(np.sum(one[3], axis=1), 1, rtol=1e-5)
    assert (one[2] >= batch.known).all() and not (one[1] * (1 - one[2])).any()


def test_a_time_mask_replaces_one_interval_by_the_mean_of_the_batch():
    batch = next(sampler(5, clean=1.0).batches(1))
    plain = np.asarray(vary.inputs(jax.random.key(1), batch, PLAIN)[0])
    found = np.asarray(vary.inputs(jax.random.key(1), batch, vary.Variation(mixup=0, time_mask_share=0.5))[0])
    masked = (found != plain).all(axis=2)
    assert 0 < masked.mean() < 0.5
    np.testing.assert_allclose(found[masked], np.broadcast_to(plain.mean(axis=(0, 1)), found.shape)[masked], atol=1e-5)
    assert (np.diff(masked.astype(int), axis=1) == 1).sum(axis=1).max() <= 1


def test_colouring_keeps_the_shape_and_raises_the_floor():
    db = np.random.default_rng(6).normal(-30, 20, (50, 80))
    found = augment.coloured(db, np.random.default_rng(7))
    assert found.shape == db.shape and not np.array_equal(found, db)
    assert 40 <= found.max() - found.min() <= 75


def test_babble_comes_from_the_same_corpus_and_part(monkeypatch):
    split = {name: {"by": "speaker", "test": [], "validation": []} for name in ("big", "small")}
    split["small"]["test"] = ["s1"]
    monkeypatch.setattr(cache.splits, "parts", lambda listed, parts=cache.splits.parts: parts(listed, split))
    pools = cache.babble_pools(clips())
    assert {clips()[index].speaker for index in pools["small"]} == {"s0", "s2"}
    assert {clips()[index].corpus for index in pools["big"]} == {"big"}


@pytest.mark.parametrize("seed", range(12))
def test_augmented_copies_stay_finite_and_about_as_long(seed):
    rng = np.random.default_rng(seed)
    samples = rng.normal(0, 0.1, 8001 + seed).astype(np.float32)
    found = augment.augmented(samples, rng, lambda count: rng.normal(size=count))
    assert np.isfinite(found).all() and found.dtype == np.float32
    assert 0.5 * len(samples) < len(found) < 1.2 * len(samples)


@pytest.mark.parametrize("seed", range(6))
def test_a_copy_in_noise_has_noise_of_at_most_22_decibels_below_it(seed):
    rng = np.random.default_rng(seed)
    time = np.arange(16000) / 16000
    found = augment.in_noise(np.sin(2 * np.pi * 1000 * time).astype(np.float32), rng, lambda count: rng.normal(size=count))
    power = np.abs(np.fft.rfft(found * np.hanning(len(found)))) ** 2
    peak = power.argmax()
    tone = power[peak - 40 : peak + 41].sum()
    assert found.dtype == np.float32 and 10**-2.3 < (power.sum() - tone) / tone < 10**-0.1


def test_the_share_of_white_noise_is_as_configured():
    rng = np.random.default_rng(3)
    calm = np.zeros(16000, np.float32)
    calm[0] = 1

    def slope(flattest: float) -> float:
        power = np.abs(np.fft.rfft(augment.with_noise(calm, -60, rng, None, babble_share=0, flattest=flattest))) ** 2
        return 10 * np.log10(power[500:1000].mean() / power[4000:8000].mean())

    white = [np.mean([slope(flattest) < 1 for _ in range(200)]) for flattest in (-0.4, -2)]
    assert white[0] == pytest.approx(0.4 / 1.4, abs=0.12) and white[1] == pytest.approx(2 / 3, abs=0.12)


def test_the_telephone_removes_everything_above_four_kilohertz():
    time = np.arange(16000) / 16000
    low, high = np.sin(2 * np.pi * 1000 * time), np.sin(2 * np.pi * 6000 * time)
    spectrum = np.abs(np.fft.rfft(augment.telephone(low + high)[:16000]))
    assert spectrum[6000] < 0.01 * spectrum[1000]


@pytest.mark.parametrize("kilobits", [32, 64])
def test_mp3_coding_only_delays_and_adds_a_little_noise(kilobits):
    rng = np.random.default_rng(0)
    samples = scipy.signal.lfilter([1], [1, -0.9], rng.normal(0, 0.05, 20000)) * np.sin(np.pi * np.arange(20000) / 20000)
    found = augment.as_mp3(samples.astype(np.float32), kilobits)
    delay = scipy.signal.correlate(found, samples).argmax() - (len(samples) - 1)
    assert 0 <= delay <= 1200
    kept = min(len(found) - delay, len(samples))
    error = np.mean((found[delay : delay + kept] - samples[:kept]) ** 2) / np.mean(samples**2)
    assert 1e-6 < error < 0.2
