import numpy as np
import pytest

from ser_training import LABELS
from ser_training.general import augment, batches
from ser_training.general.clips import SpokenClip


def clips() -> list[SpokenClip]:
    big = [SpokenClip(f"big/{i}", "big", "b1", "", "t", LABELS[i % 7]) for i in range(300)]
    small = [SpokenClip(f"small/{i}", "small", f"s{i % 3}", "", "t", ("angry", "sad")[i % 2]) for i in range(20)]
    return big + small


def sampler(seed: int) -> batches.Sampler:
    rng = np.random.default_rng(5)
    rows = [rng.normal(size=(length, 64)) for length in rng.integers(18, 220, 320)]
    mixing = batches.Mixing(corpora={"big": 0.5, "small": 0.5}, batch=8)
    return batches.Sampler(clips(), [len(row) for row in rows], lambda index, *_: rows[index], mixing, seed)


def test_a_small_corpus_is_drawn_as_often_as_a_big_one():
    found = batches.weights(clips(), batches.Mixing(corpora={"big": 0.5, "small": 0.5}))
    assert found[:300].sum() == pytest.approx(0.5)
    small = np.array([clip.emotion == "sad" for clip in clips()[300:]])
    assert found[300:][small].sum() == pytest.approx(0.25, rel=0.05)


def test_batches_are_finite_of_one_length_and_follow_the_seed():
    first, again, other = (list(sampler(seed).batches(9)) for seed in (1, 1, 2))
    for batch, same in zip(first, again, strict=True):
        assert batch.inputs.shape[1] in batches.LENGTHS and np.isfinite(batch.inputs).all()
        np.testing.assert_array_equal(batch.inputs, same.inputs)
        np.testing.assert_allclose(batch.targets.sum(axis=1), 1, rtol=1e-5)
        assert not (batch.targets * (1 - batch.known)).any()
    assert any(not np.array_equal(one.inputs, two.inputs) for one, two in zip(first, other, strict=True))


@pytest.mark.parametrize("seed", range(12))
def test_worsened_copies_stay_finite_and_about_as_long(seed):
    rng = np.random.default_rng(seed)
    samples = rng.normal(0, 0.1, 8001 + seed).astype(np.float32)
    found = augment.augmented(samples, rng, lambda count: rng.normal(size=count))
    assert np.isfinite(found).all() and found.dtype == np.float32
    assert 0.5 * len(samples) < len(found) < 1.2 * len(samples)


def test_the_telephone_keeps_what_is_below_four_kilohertz_only():
    time = np.arange(16000) / 16000
    low, high = np.sin(2 * np.pi * 1000 * time), np.sin(2 * np.pi * 6000 * time)
    spectrum = np.abs(np.fft.rfft(augment.telephone(low + high)[:16000]))
    assert spectrum[6000] < 0.01 * spectrum[1000]
