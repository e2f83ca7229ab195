import numpy as np
import pytest

from ser_training import LABELS
from ser_training.general import voices
from ser_training.general.clips import SpokenClip


def clips(speakers: int, takes: int = 6) -> list[SpokenClip]:
    return [
        SpokenClip(f"c/{speaker}-{take}-{emotion}", "c", f"s{speaker}", "", "t", emotion)
        for speaker in range(speakers)
        for take in range(takes)
        for emotion in LABELS
    ]


def logits(listed: list[SpokenClip], offsets: dict[str, np.ndarray]) -> np.ndarray:
    """The right class leads by 2, apart from the offsets of the speaker; the constant 7 has no effect."""
    return np.array([2 * np.eye(len(LABELS))[clip.label] + offsets.get(clip.speaker, 0) + 7 for clip in listed])


def test_in_the_average_every_emotion_and_corpus_has_the_same_weight():
    listed = [SpokenClip(str(n), corpus, "s", "", "t", emotion) for n, (corpus, emotion) in enumerate([("a", "angry"), ("a", "angry"), ("b", "angry"), ("a", "sad")])]
    values = np.zeros((4, len(LABELS)))
    values[:, 0] = [1, 3, 6, -4]
    centred = values - values.mean(axis=1, keepdims=True)
    expected = ((centred[0] + centred[1]) / 2 + centred[2]) / 2 / 2 + centred[3] / 2
    np.testing.assert_allclose(voices.average(listed, values), expected, atol=1e-12)


def test_an_offset_is_estimated_from_the_known_clips_of_each_speaker_alone():
    values = np.arange(12, dtype=float).reshape(4, 3) ** 2
    mean = np.array([0.5, 0.0, -0.5])
    adapted_logits = voices.adapted(values, np.array(["a", "a", "b", "b"]), np.array([0]), mean)
    centred = values - values.mean(axis=1, keepdims=True)
    np.testing.assert_allclose(adapted_logits[:2], centred[:2] - (centred[0] - mean) / 3)
    np.testing.assert_allclose(adapted_logits[2:], centred[2:])


def test_known_clips_remove_the_offsets_of_speakers():
    listed, loud = clips(3), 5.0 * np.eye(len(LABELS))[0]
    values = logits(listed, {"s0": loud, "s1": 2 * loud, "s2": 3 * loud})
    mean = voices.average(listed, logits(listed, {}))
    found = voices.measured(listed, values, mean, temperature=1.0)
    assert found["0"]["c"] < 0.2 and found["20"]["c"] > 0.95
    assert found["20"]["ece"] < found["0"]["ece"]
    assert found == voices.measured(listed, values, mean, temperature=1.0)


def test_known_clips_of_a_single_emotion_make_its_recognition_worse():
    listed = clips(4, takes=20)
    values = logits(listed, {}) + np.random.default_rng(0).normal(size=(len(listed), len(LABELS)))
    found = voices.measured(listed, values, voices.average(listed, values), temperature=1.0)
    assert found["5 neutral"]["c"] < found["5"]["c"] - 0.02


def test_speakers_with_too_few_clips_are_left_out_and_without_any_speaker_there_are_no_figures():
    listed = clips(2, takes=1) + clips(3, takes=3)[42:]
    found = voices.measured(listed, logits(listed, {}), np.zeros(len(LABELS)), temperature=1.0)
    assert found["20"].keys() == {"c", "ece"} and found["3"]["c"] == pytest.approx(1)
    few = clips(2, takes=1)
    assert voices.measured(few, logits(few, {}), np.zeros(len(LABELS)), temperature=1.0)["20"] == {}
