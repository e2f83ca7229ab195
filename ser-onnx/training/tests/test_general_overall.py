import numpy as np
import pytest

from ser_training import LABELS
from ser_training.general import overall
from ser_training.general.clips import SpokenClip

WIDTH, COUNT, NOISE = 12, 400, 9.0


def clips() -> list[SpokenClip]:
    """Four speakers in turn; three of them are angry in most clips, one in few."""
    rng = np.random.default_rng(0)
    angry = rng.random(COUNT) < np.where(np.arange(COUNT) % 4 == 3, 0.15, 0.85)
    return [SpokenClip(f"{i}", "c", f"s{i % 4}", "", "t", "angry" if angry[i] else "sad") for i in range(COUNT)]


def rows(listed: list[SpokenClip], seed: int, noise: float = 0.0) -> np.ndarray:
    """The first component depends on the emotion, the second on the speaker, the third on the noise."""
    found = np.random.default_rng(seed).normal(size=(len(listed), WIDTH))
    found[:, 0] += 1.5 * np.array([clip.emotion == "angry" for clip in listed])
    found[:, 1] += 6 * np.array([clip.speaker == "s3" for clip in listed])
    found[:, 2] += noise
    return found


def fitted(**choices) -> overall.Overall:
    listed = clips()
    weights = np.full(COUNT, 1 / COUNT)
    copies = [rows(listed, 1), rows(listed, 1, NOISE)]
    return overall.fit(copies, listed, weights, overall.Recipe(axes=3, penalty=0.01, clean_penalty=1e-3, **choices))


def test_statistics_are_means_and_log_deviations():
    steps = np.random.default_rng(3).normal(2, 3, (50, 4))
    found = overall.statistics_of(steps)
    np.testing.assert_allclose(found[:4], steps.mean(axis=0))
    np.testing.assert_allclose(np.exp(found[4:]), steps.std(axis=0), rtol=1e-4)


def test_it_learns_to_recognise_emotions_and_never_answers_a_class_without_clips():
    pooled, listed = fitted(), clips()
    logits, embedding = pooled.answers(rows(listed, 9))
    truth = np.array([clip.label for clip in listed])
    assert (logits.argmax(axis=1) == truth).mean() > 0.75
    without_clips = [label for label in range(len(LABELS)) if label not in truth]
    assert logits[:, without_clips].max(axis=1) == pytest.approx(logits[:, without_clips].min(axis=1), abs=0.5)
    assert (logits[:, without_clips].max(axis=1) < logits.max(axis=1) - 2).all()
    assert embedding.shape == (COUNT, 3) and embedding.std(axis=0) == pytest.approx(1, rel=0.2)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_logits_of_noisy_clips_are_a_share_of_those_of_the_clean_ones(share):
    pooled, listed = fitted(worsened_share=share), clips()
    clean, noisy = (pooled.answers(rows(listed, 9, noise))[0] for noise in (0.0, NOISE))
    assert np.polyfit(clean[:, 0] - clean[:, 5], noisy[:, 0] - noisy[:, 5], 1)[0] == pytest.approx(share, abs=0.1)


def test_without_augmented_copies_every_clip_counts_as_clean():
    listed = clips()
    pooled = overall.fit([rows(listed, 1)], listed, np.full(COUNT, 1 / COUNT), overall.Recipe(axes=3))
    standardised = (rows(listed, 9, NOISE) - pooled.mean) / pooled.deviation
    np.testing.assert_allclose(pooled.answers(rows(listed, 9, NOISE))[0], standardised @ pooled.kernel + pooled.bias, rtol=1e-3, atol=1e-3)


def test_constant_traits_of_a_speaker_go_into_the_speaker_offsets():
    def reliance(pooled: overall.Overall) -> float:
        difference = pooled.kernel[:, LABELS.index("angry")] - pooled.kernel[:, LABELS.index("sad")]
        return abs(difference[1]) / abs(difference[0])

    assert reliance(fitted(voice=10.0)) < 0.3 * reliance(fitted(voice=0.0))


def test_fitting_is_deterministic_and_the_file_restores_it(tmp_path):
    first, again = fitted(), fitted()
    first.save(tmp_path / "overall.npz")
    for one, two, kept in zip(first, again, overall.Overall.load(tmp_path / "overall.npz"), strict=True):
        np.testing.assert_array_equal(one, two)
        np.testing.assert_array_equal(one, kept)
